import Foundation
import ItemResponse
import LinearAlgebra
import Moments
import TestSupport
import Testing

/// From marks to the share that reaches a level: collect, calibrate, draw, read.
@Suite struct LevelProbabilityTests {
  private static let children: SimulatedChildren = {
    var truth = SimulatedChildren.Truth()
    (truth.preschoolCount, truth.childCount, truth.itemCount) = (30, 30, 8)
    return SimulatedChildren(truth, seed: 12)
  }()

  @Test func probabilityIsTheSumOfTheScoresOfTheLevel() throws {
    let collected = ItemMoments.collect(Self.children.responses)
    let form = try TestForm(PartialCreditModel().fit(collected.moments))
    let level = LevelProbability(form, lowestScore: 11)
    let abilities = stride(from: -7.03, to: 7, by: 0.37).map { $0 }
    let exact = abilities.map { form.scoreProbabilities(at: $0)[11...].reduce(0, +) }
    expectClose(level.probabilities(at: abilities), exact, relative: 1e-5)
    expectNoticesErrors(in: exact, relative: 1e-5)
    let far = level.probabilities(at: [-60, 60])
    #expect(far[0] >= 0 && far[0] < 1e-12 && far[1] <= 1 && far[1] > 1 - 1e-12)
    #expect(LevelProbability(form, lowestScore: 0).probabilities(at: [-3, 3]) == [1, 1])
    #expect(LevelProbability(form, lowestScore: 17).probabilities(at: [-3, 3]) == [0, 0])
  }

  /// Values drawn on the calibrated scale give back the share of children who reached the level, arm by arm: its standard
  /// error as a share of so many children is the yardstick.
  @Test func sharesAtALevelAreThoseObserved() throws {
    let children = Self.children
    let collected = ItemMoments.collect(children.responses)
    let fit = try PartialCreditModel().fit(collected.moments)
    let values = try PlausibleValues(count: 10, burnIn: 30, thinning: 5, seed: 1).fit(
      ResponseLikelihood(fit, collected.moments), cellOfRow: collected.cellOfPerson, population: children.population,
      scale: "calibrated")
    let level = try LevelProbability(TestForm(fit), lowestScore: 11)
    for arm in [0.0, 1] {
      let members = children.arm.indices.filter { children.arm[$0] == arm }
      let count = Double(members.count)
      let observed = Double(members.count { (children.scores[$0] ?? 0) >= 11 }) / count
      let predicted = values.values.map { set in
        level.probabilities(at: members.map { set[$0] }).reduce(0, +) / count
      }
      let mean = predicted.reduce(0, +) / Double(predicted.count)
      #expect(observed > 0.1 && observed < 0.9)
      #expect(abs(mean - observed) < 2 * (observed * (1 - observed) / count).squareRoot(), "\(mean), \(observed)")
    }
  }
}
