import Foundation
import ItemResponse
import Moments
import TestSupport
import Testing

/// Forms as functions of the ability.
@Suite struct TestFormTests {
  private func form() throws -> TestForm {
    let responses = simulatedResponses(seed: 1, personCount: 200, items: spreadItems(4))
    return try TestForm(PartialCreditModel().fit(ItemMoments(collecting: responses)))
  }

  @Test(arguments: [-3, 0.2, 2.5])
  func scoreProbabilitiesAreSumsOverAllPatterns(theta: Double) throws {
    let form = try form()
    let logs = form.items.map { item -> [Double] in
      let z = item.locations.reduce(into: [0.0]) { $0.append($0[$0.count - 1] + theta - $1) }
      return z.map { $0 - log(z.reduce(0) { $0 + exp($1) }) }
    }
    var expected = [Double](repeating: 0, count: 9)
    for pattern in 0..<81 {
      let marks = [pattern % 3, pattern / 3 % 3, pattern / 9 % 3, pattern / 27]
      expected[marks.reduce(0, +)] += exp(marks.indices.reduce(0) { $0 + logs[$1][marks[$1]] })
    }
    let found = form.scoreProbabilities(at: theta)
    expectClose(found, expected, relative: 1e-13)
    expectClose(found.reduce(0, +), 1, relative: 1e-14)
    let mean = found.enumerated().reduce(0) { $0 + Double($1.offset) * $1.element }
    expectClose(form.expectedScore(at: theta), mean, relative: 1e-13)
    let variance = found.enumerated().reduce(0) {
      $0 + (Double($1.offset) - mean) * (Double($1.offset) - mean) * $1.element
    }
    expectClose(
      form.information(at: theta), variance, relative: 1e-12, "slope 1: information is the variance of the score")
  }

  /// The weighted likelihood estimate solves s − E + J / 2I = 0, with J the third central moment of the score.
  @Test func weightedLikelihoodSolvesItsEquation() throws {
    let form = try form()
    let prior = AbilityDistribution(group: "all", mean: 0, variance: 1)
    let table = ScoreTable(form, prior: prior)
    for row in table.rows {
      let estimate = try #require(row.weightedLikelihood)
      let third = form.items.reduce(0) { sum, item in
        let z = item.locations.reduce(into: [0.0]) { $0.append($0[$0.count - 1] + estimate.value - $1) }.map { exp($0) }
        let p = z.map { $0 / z.reduce(0, +) }
        let mean = p[1] + 2 * p[2]
        return sum + p.indices.reduce(0) { $0 + p[$1] * pow(Double($1) - mean, 3) }
      }
      let information = form.information(at: estimate.value)
      let residual = Double(row.score) - form.expectedScore(at: estimate.value) + third / (2 * information)
      #expect(abs(residual) < 1e-10)
      expectClose(estimate.standardError, 1 / information.squareRoot(), relative: 1e-12)
    }
    let values = table.rows.compactMap(\.weightedLikelihood?.value)
    #expect(zip(values, values.dropFirst()).allSatisfy { $0 < $1 })
  }

  @Test func aFormIsSomeOfTheItems() throws {
    let responses = simulatedResponses(seed: 2, personCount: 200, items: spreadItems(4))
    let fit = try PartialCreditModel().fit(ItemMoments(collecting: responses))
    let form = try TestForm(fit, items: ["i2", "i0"])
    #expect(form.items == [fit.items[2], fit.items[0]])
    #expect(form.scoreRange == 0...4)
    #expect(throws: ItemResponseError.itemNotCalibrated(item: "x")) { try TestForm(fit, items: ["x"]) }
  }
}
