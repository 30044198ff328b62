import Foundation
import ItemResponse
import Moments
import TestSupport
import Testing

/// The likelihood of cells as a function of the ability.
@Suite struct ResponseLikelihoodTests {
  private static let responses = simulatedResponses(
    seed: 1, personCount: 200, items: spreadItems(8), means: [0, 1]
  ) { person, item in (person + item) % 9 != 0 }

  private func fitted() throws -> (ItemResponseFit, ItemMoments) {
    let moments = ItemMoments(collecting: Self.responses)
    return (try PartialCreditModel().fit(moments), moments)
  }

  /// s θ − Σ log D, item by item.
  private func direct(_ fit: ItemResponseFit, _ moments: ItemMoments, row: Int, _ theta: Double) -> Double {
    let cell = moments.cells[row]
    return moments.patterns[cell.pattern].reduce(Double(cell.score) * theta) { sum, item in
      let (first, second) = (fit.items[item].locations[0], fit.items[item].locations[1])
      return sum - log(1 + exp(theta - first) + exp(2 * theta - first - second))
    }
  }

  @Test func nodesAndPlacesBetweenThemAreThoseOfTheModel() throws {
    let (fit, moments) = try fitted()
    let likelihood = try ResponseLikelihood(fit, moments)
    #expect(likelihood.rowCount == moments.cells.count)
    for row in stride(from: 0, to: moments.cells.count, by: 5) {
      let logs = likelihood.logLikelihoods(ofRow: row)
      for node in stride(from: 0, to: likelihood.grid.count, by: 7) {
        let exact = direct(fit, moments, row: row, likelihood.grid.node(node))
        expectClose(logs[node], exact, relative: 1e-12, scale: 1)
      }
      for place in 0..<40 {
        let theta = likelihood.grid.lower + 0.977 * likelihood.grid.step + Double(place) * 0.41
        guard theta < likelihood.grid.upper else { continue }
        let value = likelihood.logLikelihood(ofRow: row, at: theta)
        #expect(abs(value - direct(fit, moments, row: row, theta)) < 1e-8)
      }
    }
  }

  @Test func beyondTheGridItGoesOnStraight() throws {
    let (fit, moments) = try fitted()
    let likelihood = try ResponseLikelihood(fit, moments)
    for theta in [likelihood.grid.lower - 5, likelihood.grid.upper + 5] {
      let value = likelihood.logLikelihood(ofRow: 3, at: theta)
      expectClose(value, direct(fit, moments, row: 3, theta), relative: 1e-3)
    }
  }

  /// Sums over the usual grid are integrals: four times as many nodes change nothing.
  @Test func theUsualGridIsCloseEnough() throws {
    let (fit, moments) = try fitted()
    let usual = ResponseLikelihood.usualGrid(of: fit)
    let fine = EvenGrid(covering: usual.lower - 5...usual.upper + 5, step: usual.step / 4)
    let rows = stride(from: 0, to: moments.cells.count, by: 3)
    let integrals = try [usual, fine].map { grid in
      let likelihood = try ResponseLikelihood(fit, moments, grid: grid)
      return rows.map { row -> Double in
        let prior = fit.groups[moments.cells[row].group]
        let sum = zip(likelihood.logLikelihoods(ofRow: row), grid.nodes).reduce(0) { sum, node in
          sum + exp(node.0 - (node.1 - prior.mean) * (node.1 - prior.mean) / (2 * prior.variance))
        }
        return log(sum * grid.step)
      }
    }
    expectClose(integrals[0], integrals[1], relative: 1e-13, scale: 1)
  }

  @Test func itemsThatWereNotCalibratedAreRefused() throws {
    let (fit, _) = try fitted()
    let other = ItemResponses(
      items: ["i0", "new"], categoryCounts: [3, 3], groups: ["g0"], groupOfPerson: [0, 0], categories: [0, 1, 2, 2])
    #expect(throws: ItemResponseError.itemNotCalibrated(item: "new")) {
      try ResponseLikelihood(fit, ItemMoments(collecting: other))
    }
  }
}
