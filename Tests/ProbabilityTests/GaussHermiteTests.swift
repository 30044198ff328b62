import Foundation
import Probability
import TestSupport
import Testing

/// Laws of the quadrature rule: what it must integrate exactly.
@Suite struct GaussHermiteTests {
  /// Moments of *e^(−t²)* are *Γ(k + ½)*, up to the degree that the rule is exact for.
  @Test(arguments: [1, 2, 5, 20, 31, 100])
  func evenMoments(_ nodeCount: Int) {
    let rule = GaussHermite(nodeCount: nodeCount)
    #expect(rule.nodes.count == nodeCount)
    for k in 0..<min(nodeCount, 20) {
      let sum = zip(rule.nodes, rule.scaledWeights).reduce(0) {
        $0 + $1.1 * exp(-$1.0 * $1.0) * pow($1.0, 2 * Double(k))
      }
      expectClose(sum, tgamma(Double(k) + 0.5), relative: Tolerance.reordered, "moment \(2 * k)")
    }
  }

  @Test func nodesAreSymmetric() {
    let nodes = GaussHermite(nodeCount: 31).nodes
    #expect(nodes == nodes.sorted())
    expectClose(nodes, nodes.reversed().map { -$0 }, relative: 1e-14, scale: 1)
  }

  /// The mean of a logistic probability over a normal intercept: symmetric about one half.
  @Test func logisticNormalMean() {
    let rule = GaussHermite(nodeCount: 31)
    let mean = zip(rule.nodes, rule.scaledWeights).reduce(0) { sum, node in
      sum + node.1 * exp(-node.0 * node.0) / (1 + exp(-2 * 2.0.squareRoot() * node.0))
    }
    expectClose(mean / Double.pi.squareRoot(), 0.5, relative: Tolerance.reordered)
  }
}
