import Foundation

/// Interpolation in the share of marks left empty, where it differs between regions.
///
/// What sheets with k marks come to has a probability that is a polynomial in the share m of marks left empty, since
/// each is left empty or not independently of the others. On q Chebyshev nodes over a range of half-width h it is
/// interpolated with an error of at most C(k, q) hᑫ: the q-th derivative sums q! mixed differences of probabilities
/// over C(k, q) choices of q marks, each at most 2^(q−1), and the nodes' polynomial is at most 2 (h/2)ᑫ. As many
/// nodes are taken as make this bound negligible; where the share does not differ, one is, and nothing is
/// interpolated.
///
/// **Source.** Trefethen (2013), Approximation Theory and Approximation Practice, chapter 4 (Chebyshev nodes).
struct MissingMarkRange {
  /// Nodes at which to tabulate.
  let nodes: [Double]

  /// Largest error of a probability.
  static let tolerance = 1e-7

  /// Nodes for sheets, or pairs of sheets, with so many marks.
  init(_ rates: ClosedRange<Double>, markCount: Int) {
    let center = (rates.lowerBound + rates.upperBound) / 2
    let halfWidth = (rates.upperBound - rates.lowerBound) / 2
    guard halfWidth > 0, markCount > 0 else {
      nodes = [rates.lowerBound]
      return
    }
    var (nodeCount, bound) = (0, 1.0)
    // One node more than marks interpolates the polynomial exactly.
    while nodeCount <= markCount, nodeCount == 0 || bound > Self.tolerance {
      bound *= Double(markCount - nodeCount) * halfWidth / Double(nodeCount + 1)
      nodeCount += 1
    }
    nodes = (0..<nodeCount).map { index in
      center - halfWidth * cos(Double.pi * (Double(index) + 0.5) / Double(nodeCount))
    }
  }

  /// Lagrange weights of the nodes for a share in the range, summing to 1.
  func weights(at rate: Double) -> [Double] {
    nodes.map { node in
      nodes.reduce(1) { $1 == node ? $0 : $0 * (rate - $1) / (node - $1) }
    }
  }
}

/// Sums of functions with weights, node by node.
func mixture(_ functions: [[Double]], _ weights: [Double]) -> [Double] {
  var sum = [Double](repeating: 0, count: functions.first?.count ?? 0)
  for (function, weight) in zip(functions, weights) {
    for index in sum.indices { sum[index] += weight * function[index] }
  }
  return sum
}
