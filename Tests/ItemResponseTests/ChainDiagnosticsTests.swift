import Foundation
import ItemResponse
import Probability
import TestSupport
import Testing

/// Diagnostics of chains whose mixing is known, and the likelihood that chains read.
@Suite struct ChainDiagnosticsTests {
  /// An autoregressive chain is worth (1 − φ) / (1 + φ) of its length.
  private func chain(_ phi: Double, count: Int) -> [Double] {
    var stream = RandomStream(seed: 1, named: "chain")
    var value = 0.0
    return (0..<count).map { _ in
      value = phi * value + (1 - phi * phi).squareRoot() * stream.nextNormal()
      return value
    }
  }

  @Test(arguments: [0.0, 0.5, 0.8])
  func effectiveSampleSizeIsThatOfAnAutoregression(phi: Double) {
    let draws = chain(phi, count: 8_000)
    expectClose(
      ChainDiagnostics.effectiveSampleSize(draws), 8_000 * (1 - phi) / (1 + phi), relative: 0.15)
    #expect(abs(ChainDiagnostics.splitScaleReduction(draws) - 1) < 0.01)
  }

  @Test func aDriftAndAStandstillAreSeen() {
    let drift = (0..<100).map(Double.init)
    #expect(ChainDiagnostics.effectiveSampleSize(drift) < 5)
    #expect(ChainDiagnostics.splitScaleReduction(drift) > 1.5)
    #expect(ChainDiagnostics.effectiveSampleSize([1, 1, 1, 1, 1]) == 0)
    #expect(ChainDiagnostics.splitScaleReduction([1, 1, 1, 1]) == 1)
  }

  /// Between the nodes the sampler's likelihood is the items' own; beyond the last it goes on straight.
  @Test func interpolationIsCloseAndStraightOutside() {
    let items = (0..<20).map { ItemParameters(item: "\($0)", locations: [-1, 0.1 * Double($0)]) }
    func exact(_ theta: Double) -> Double {
      items.reduce(0) { $0 + $1.logProbabilities(at: theta, model: .partialCredit)[$1.item == "3" ? 2 : 1] }
    }
    let grid = EvenGrid(covering: -8...8, step: 0.2)
    let interpolant = LikelihoodInterpolant(
      LikelihoodTable(grid: grid, logLikelihoods: grid.nodes.map(exact)))
    interpolant.withReader { reader in
      for theta in stride(from: -7.95, to: 8, by: 0.13) {
        #expect(abs(reader.value(cell: 0, at: theta) - exact(theta)) < 1e-4)
      }
      let steps = [9.0, 10, 11].map { reader.value(cell: 0, at: $0) }
      expectClose(steps[2] - steps[1], steps[1] - steps[0], relative: 1e-12)
      expectClose(steps[2], exact(11), relative: 1e-3)
    }
  }
}
