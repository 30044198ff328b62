import Findings
import Foundation
import LinearAlgebra
import Moments
import TestSupport
import Testing

import ItemResponse

/// What must hold for the slope models on any data.
@Suite struct SlopeModelLawTests {
  private static let families: [SlopeModel.Family] = [.gradedResponse, .generalizedPartialCredit]

  /// With two categories both models are the two-parameter logistic model.
  @Test func modelsAreOneWithTwoCategories() throws {
    let patterns = ResponsePatterns(
      collecting: graded(seed: 1, personCount: 400, thresholds: [[-0.5], [0], [0.4], [1]]))
    let fits = try Self.families.map { try SlopeModel($0).fit(patterns) }
    expectClose(fits[0].logLikelihood, fits[1].logLikelihood, relative: 1e-12)
    expectClose(fits[0].parameters, fits[1].parameters, relative: 1e-9, scale: 1)
    expectClose(try #require(fits[0].standardErrors), try #require(fits[1].standardErrors), relative: 1e-8)
  }

  /// The marginal likelihood of every pattern by a sum over twice as many nodes of another reach.
  @Test(arguments: families) func likelihoodIsThatOfBruteForce(_ family: SlopeModel.Family) throws {
    let patterns = ResponsePatterns(
      collecting: graded(seed: 2, personCount: 300, groups: ["a", "b"], missingShare: 0.2))
    let fit = try SlopeModel(family).fit(patterns)
    expectClose(fit.logLikelihood, bruteForce(patterns, fit), relative: 1e-8 / abs(fit.logLikelihood))
  }

  /// Steep slopes ask for close nodes: the error stays below 1e-8.
  @Test func steepSlopesAreSummedFinely() throws {
    let patterns = ResponsePatterns(
      collecting: graded(
        seed: 3, personCount: 400, slopes: [6, 5, 1], thresholds: [[-1, 1], [-0.5, 0.5], [0, 1]]))
    let fit = try SlopeModel(.gradedResponse).fit(patterns)
    #expect(fit.items.contains { $0.slope > 3 })
    expectClose(fit.logLikelihood, bruteForce(patterns, fit), relative: 1e-8 / abs(fit.logLikelihood))
  }

  @Test(arguments: families) func orderOfPersonsDoesNotMatter(_ family: SlopeModel.Family) throws {
    let responses = graded(seed: 4, personCount: 200)
    let order = (0..<200).map { $0 * 77 % 200 }
    let shuffled = ItemResponses(
      items: responses.items, categoryCounts: responses.categoryCounts, groups: responses.groups,
      groupOfPerson: order.map { responses.groupOfPerson[$0] },
      categories: order.flatMap { responses.categories[$0 * 4..<($0 + 1) * 4] })
    let fits = try [responses, shuffled].map { try SlopeModel(family).fit(ResponsePatterns(collecting: $0)) }
    #expect(fits[0] == fits[1])
  }

  /// A group's scale moves with its anchors: a' = a/s, b' = m + s b, mean m, variance s².
  @Test(arguments: families) func anchorsMoveTheScale(_ family: SlopeModel.Family) throws {
    let patterns = ResponsePatterns(collecting: graded(seed: 5, personCount: 400))
    let free = try SlopeModel(family).fit(patterns)
    let (mean, deviation) = (0.7, 1.6)
    let anchors = free.items.map { item in
      ItemParameters(
        item: item.item, slope: item.slope / deviation, locations: item.locations.map { mean + deviation * $0 })
    }
    let anchored = try SlopeModel(family, anchors: anchors).fit(patterns)
    expectClose(anchored.logLikelihood, free.logLikelihood, relative: 1e-11)
    expectClose(anchored.groups[0].mean, mean, relative: 1e-6)
    expectClose(anchored.groups[0].variance, deviation * deviation, relative: 1e-6)
    #expect(anchored.items == anchors && anchored.anchoredItems == free.items.map(\.item))
    #expect(anchored.parameterNames == ["mean.all", "variance.all"])
    let half = try SlopeModel(family, anchors: Array(anchors.prefix(2))).fit(patterns)
    expectClose(half.logLikelihood, free.logLikelihood, relative: 1e-11)
    expectClose(half.items[3].locations, anchors[3].locations, relative: 1e-5, scale: 1)
  }

  /// The partial credit model is the generalised one with slopes held at 1: means and variances must be the same.
  @Test func partialCreditIsTheCaseOfEqualSlopes() throws {
    let responses = graded(seed: 7, personCount: 300, groups: ["a", "b"], missingShare: 0.1)
    let rasch = try PartialCreditModel().fit(ItemMoments(collecting: responses))
    let held = try SlopeModel(.generalizedPartialCredit, anchors: rasch.items)
      .fit(ResponsePatterns(collecting: responses))
    expectClose(held.logLikelihood, rasch.logLikelihood, relative: 1e-11)
    expectClose(held.groups.map(\.mean), rasch.groups.map(\.mean), relative: 1e-6, scale: 1)
    expectClose(held.groups.map(\.variance), rasch.groups.map(\.variance), relative: 1e-6)
    let free = try SlopeModel(.generalizedPartialCredit).fit(ResponsePatterns(collecting: responses))
    #expect(free.logLikelihood > rasch.logLikelihood)
  }

  /// The information against differences of the log-likelihood by brute force.
  @Test func errorsAreThoseOfTheCurvature() throws {
    let patterns = ResponsePatterns(collecting: graded(seed: 6, personCount: 150))
    let fit = try SlopeModel(.gradedResponse).fit(patterns)
    let covariance = try #require(fit.covariance)
    let information = try Cholesky(covariance).inverse()
    let step = 1e-3
    for index in [0, 1, 4] {
      let values = [-step, step].map { bruteForce(patterns, fit, items: moving(fit.items, index, by: $0)) }
      let curvature = (2 * fit.logLikelihood - values[0] - values[1]) / (step * step)
      expectClose(curvature, information[index, index], relative: 1e-4, fit.parameterNames[index])
    }
  }

  private func bruteForce(
    _ patterns: ResponsePatterns, _ fit: ItemResponseFit, items: [ItemParameters]? = nil
  ) -> Double {
    patterns.personCounts.indices.reduce(0) { sum, pattern in
      let group = fit.groups[patterns.groupOfPattern[pattern]]
      let answered = zip(items ?? fit.items, patterns.categories(ofPattern: pattern))
        .filter { $0.1 != ItemResponses.missing }
      let spacing = 0.05
      let likelihood = (-200...200).reduce(0) { sum, node in
        let z = Double(node) * spacing
        let theta = group.mean + group.variance.squareRoot() * z
        return sum
          + exp(answered.reduce(-z * z / 2) { $0 + $1.0.logProbabilities(at: theta, model: fit.model)[Int($1.1)] })
      }
      return sum + Double(patterns.personCounts[pattern]) * log(likelihood * spacing / (2 * Double.pi).squareRoot())
    }
  }

  /// The items with one slope or threshold changed, counted as the parameters of items of three categories are.
  private func moving(_ items: [ItemParameters], _ index: Int, by change: Double) -> [ItemParameters] {
    var items = items
    if index % 3 == 0 {
      items[index / 3].slope += change
    } else {
      items[index / 3].locations[index % 3 - 1] += change
    }
    return items
  }
}
