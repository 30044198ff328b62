import Balancing
import Findings
import Foundation
import ItemResponse
import LinearAlgebra
import TestSupport
import Testing

/// The effect on the latent scale is not shrunk by plausible values, and is by scores under one prior.
@Suite struct PlausibleValueBiasTests {
  /// Six thousand children whose arms differ by exactly 0.300.
  ///
  /// What the estimates miss it by comes from the marks alone: the standard error is √(4 v / n), with the error variance
  /// *v* = (1 − ρ) / ρ at reliability *ρ*, about 0.0125.
  @Test func plausibleValuesRecoverTheDifferenceThatScoresShrink() throws {
    let children = SimulatedChildren(isCentred: true, seed: 20_260_901)
    let start = StartingAbilities(children.table, cellCounts: children.scoreCounts)
    let scores = children.scores.map { start.ofCells[Int($0 ?? 0)] }
    let mean = scores.reduce(0, +) / Double(scores.count)
    let reliability = scores.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Double(scores.count) / start.variance
    #expect(abs(reliability - 0.8) < 0.03)
    let error = (4 * (1 - reliability) / reliability / Double(scores.count)).squareRoot()

    let fit = try PlausibleValues(count: 10, burnIn: 30, thinning: 4, seed: 1)
      .fit(children.table, cellOfRow: children.scores, population: children.population, scale: "cognitive")
    let differences = fit.values.map { SimulatedChildren.difference($0, arm: children.arm) }
    let plausible = differences.reduce(0, +) / Double(differences.count)
    #expect(abs(plausible - 0.3) < 3 * error, "\(plausible), standard error \(error)")

    let shrunken = SimulatedChildren.difference(scores, arm: children.arm)
    #expect(0.3 - shrunken > 4 * error, "\(shrunken), standard error \(error)")
    // What is left of the difference is the reliability.
    #expect(abs(shrunken - 0.3 * reliability) < 3 * error * reliability, "\(shrunken), reliability \(reliability)")
  }

  /// Sixty small pilots: intervals hold the true difference as often as they should, and errors are what they say.
  @Test func intervalsOfSmallPilotsCover() throws {
    var truth = SimulatedChildren.Truth()
    (truth.preschoolCount, truth.childCount, truth.itemCount) = (24, 6, 11)
    let pilotCount = 60
    var (covered, estimates, errors) = (0, [Double](), [Double]())
    for pilot in 0..<pilotCount {
      let children = SimulatedChildren(truth, seed: UInt64(pilot))
      let fit = try PlausibleValues(count: 10, burnIn: 40, thinning: 6, seed: UInt64(pilot))
        .fit(children.table, cellOfRow: children.scores, population: children.population, scale: "cognitive")
      let pooled = try RubinPooling.pool(fit.values.map { Self.preschoolMeanComparison($0, children, truth) })
      let interval = try #require(pooled.coefficientTable(terms: ["arm"])[0].interval)
      if interval.lower <= truth.difference, truth.difference <= interval.upper { covered += 1 }
      estimates.append(pooled.estimates[0])
      errors.append(pooled.standardErrors[0])
    }
    let count = Double(pilotCount)
    let share = Double(covered) / count
    #expect(abs(share - 0.95) < 3 * (0.95 * 0.05 / count).squareRoot(), "\(share) of the intervals cover")
    let mean = estimates.reduce(0, +) / count
    let spread = (estimates.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / (count - 1)).squareRoot()
    let stated = errors.reduce(0, +) / count
    #expect(abs(mean - truth.difference) < 3 * spread / count.squareRoot(), "\(mean)")
    #expect(abs(spread - stated) < 3 * spread / (2 * count).squareRoot(), "\(spread), stated \(stated)")
  }

  /// The two-sample t test of equal numbers of preschool means.
  private static func preschoolMeanComparison(
    _ values: [Double], _ children: SimulatedChildren, _ truth: SimulatedChildren.Truth
  ) -> CompletedEstimate {
    var means = [Double](repeating: 0, count: truth.preschoolCount)
    for (value, preschool) in zip(values, children.preschools) {
      means[Int(preschool)] += value / Double(truth.childCount)
    }
    let arm = means.indices.map { $0 % 2 == 0 ? 1.0 : 0 }
    let difference = SimulatedChildren.difference(means, arm: arm)
    let control = zip(means, arm).reduce(0) { $0 + $1.0 - difference * $1.1 } / Double(means.count)
    let squares = zip(means, arm).reduce(0) { sum, unit in
      let residual = unit.0 - difference * unit.1 - control
      return sum + residual * residual
    }
    let degrees = Double(means.count - 2)
    return CompletedEstimate(
      estimates: [difference],
      covariance: SymmetricMatrix(diagonal: [4 / Double(means.count) * squares / degrees]), degreesOfFreedom: [degrees])
  }
}
