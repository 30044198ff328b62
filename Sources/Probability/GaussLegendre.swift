import Foundation

/// Nodes and weights of Gauss–Legendre quadrature on [−1, 1].
///
/// Exact for polynomials up to degree 2 *n* − 1. Nodes are Newton-polished zeros of the Legendre polynomial.
///
/// **Source.** Golub & Welsch (1969); Press et al. (2007), Numerical Recipes, section 4.6.
public struct GaussLegendre: Sendable, Equatable {
  /// Ascending, symmetric about 0.
  public let nodes: [Double]
  public let weights: [Double]

  /// Creates a rule; `nodeCount` is positive.
  public init(nodeCount: Int) {
    precondition(nodeCount > 0, "\(nodeCount) nodes")
    var nodes: [Double] = []
    var weights: [Double] = []
    for index in 0..<nodeCount {
      var x = Self.firstGuess(index, of: nodeCount)
      for _ in 0..<8 {
        let (value, slope) = Self.polynomial(nodeCount, at: x)
        x -= value / slope
      }
      let slope = Self.polynomial(nodeCount, at: x).slope
      nodes.append(x)
      weights.append(2 / ((1 - x * x) * slope * slope))
    }
    self.nodes = nodes
    self.weights = weights
  }

  /// ∫ f over [lower, upper].
  @inlinable public func integral(from lower: Double, to upper: Double, of function: (Double) -> Double) -> Double {
    let (middle, half) = ((lower + upper) / 2, (upper - lower) / 2)
    var sum = 0.0
    for index in nodes.indices { sum += weights[index] * function(middle + half * nodes[index]) }
    return half * sum
  }

  private static func firstGuess(_ index: Int, of count: Int) -> Double {
    -cos(Double.pi * (Double(index) + 0.75) / (Double(count) + 0.5))
  }

  /// P_n(x) and its derivative by the three-term recurrence.
  private static func polynomial(_ degree: Int, at x: Double) -> (value: Double, slope: Double) {
    var (previous, current) = (0.0, 1.0)
    for n in 0..<degree {
      (previous, current) = (current, ((2 * Double(n) + 1) * x * current - Double(n) * previous) / (Double(n) + 1))
    }
    return (current, Double(degree) * (x * current - previous) / (x * x - 1))
  }
}
