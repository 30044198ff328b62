import Foundation
import ItemResponse
import Moments
import TestSupport
import Testing

/// How probable abilities below a bound are, against sums over probabilities of the marks themselves.
@Suite struct PosteriorTailTests {
  private static let children: SimulatedChildren = {
    var truth = SimulatedChildren.Truth()
    (truth.preschoolCount, truth.childCount, truth.itemCount) = (10, 20, 6)
    return SimulatedChildren(truth, seed: 5)
  }()

  private let collected = ItemMoments.collect(children.responses)

  /// The share of the posterior below a bound, by the midpoint rule from the probability of the sum of points.
  private func sum(_ fit: ItemResponseFit, score: Int, below bound: Double, _ prior: AbilityDistribution) throws
    -> Double
  {
    let form = try TestForm(fit)
    let step = 0.001
    func mass(_ theta: Double) -> Double {
      let distance = theta - prior.mean
      return form.scoreProbabilities(at: theta)[score - form.scoreRange.lowerBound]
        * exp(-distance * distance / (2 * prior.variance))
    }
    func integral(_ range: Range<Double>) -> Double {
      let count = Int(((range.upperBound - range.lowerBound) / step).rounded(.up))
      let width = (range.upperBound - range.lowerBound) / Double(count)
      return (0..<count).reduce(0) { $0 + mass(range.lowerBound + (Double($1) + 0.5) * width) * width }
    }
    let below = integral(-9..<bound)
    return below / (below + integral(bound..<9))
  }

  @Test func tailsAreThoseOfTheMarksAndThePrior() throws {
    let fit = try PartialCreditModel().fit(collected.moments)
    let likelihood = try ResponseLikelihood(fit, collected.moments)
    let complete = collected.moments.cells.indices.filter {
      collected.moments.patterns[collected.moments.cells[$0].pattern].count == fit.items.count
    }
    let cells = try [#require(complete.first), #require(complete.last)]
    for cell in cells {
      let prior = fit.groups[collected.moments.cells[cell].group]
      let bounds = [-1.3, 0.2, 1.7]
      let found = likelihood.probabilities(ofRow: cell, below: bounds, prior: prior)
      let expected = try bounds.map {
        try sum(fit, score: collected.moments.cells[cell].score, below: $0, prior)
      }
      expectClose(found, expected, relative: 1e-5)
      expectNoticesErrors(in: expected, relative: 1e-5)
      #expect(found == found.sorted())
      #expect(likelihood.probabilities(ofRow: cell, below: [-.infinity, .infinity], prior: prior) == [0, 1])
    }
  }

  @Test func anAbilityIsFoundByItsExpectedScore() throws {
    let form = try TestForm(PartialCreditModel().fit(collected.moments))
    for score in [0.3, 4.5, 11.2] {
      expectClose(form.expectedScore(at: form.ability(atExpectedScore: score)), score, relative: 1e-10)
    }
    #expect(form.ability(atExpectedScore: 0) == -.infinity && form.ability(atExpectedScore: 12) == .infinity)
    #expect(form.ability(atExpectedScore: -2) == -.infinity && form.ability(atExpectedScore: 40) == .infinity)
  }
}
