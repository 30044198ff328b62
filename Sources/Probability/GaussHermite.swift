internal import Glibc

/// Nodes and weights of Gauss–Hermite quadrature: *∫ f(t) e^(−t²) dt ≈ Σ wᵢ f(tᵢ)*.
///
/// Exact for polynomials up to degree 2 *n* − 1. Nodes are the roots of the Hermite polynomial, found by Newton's method
/// on orthonormal Hermite functions, which neither overflow nor underflow below 150 nodes.
public struct GaussHermite: Sendable, Equatable {
  /// Ascending and symmetric about 0.
  public let nodes: [Double]
  /// The weight of each node times *e^(t²)*, which stays near 1 where the weight itself underflows.
  public let scaledWeights: [Double]

  /// Computes a rule of 1 to 150 nodes.
  public init(nodeCount: Int) {
    precondition((1...150).contains(nodeCount), "\(nodeCount) quadrature nodes")
    let roots = Self.brackets(nodeCount).map { Self.root(between: $0.0, and: $0.1, nodeCount) }
    nodes = roots
    scaledWeights = roots.map { node in
      let slope = Self.functions(node, nodeCount)
      return 1 / (Double(nodeCount) * slope.previous * slope.previous)
    }
  }

  /// The orthonormal Hermite functions of orders *n* and *n − 1* at a point.
  private static func functions(_ x: Double, _ order: Int) -> (value: Double, previous: Double) {
    var previous = 0.0
    var value = exp(-x * x / 2) / sqrt(sqrt(Double.pi))
    for k in 1...order {
      let next = sqrt(2 / Double(k)) * x * value - sqrt(Double(k - 1) / Double(k)) * previous
      previous = value
      value = next
    }
    return (value, previous)
  }

  /// Intervals with one sign change each: neighbouring roots are at least *π/√(2n + 1)* apart.
  private static func brackets(_ order: Int) -> [(Double, Double)] {
    let reach = sqrt(2 * Double(order) + 1)
    let stepCount = 16 * order + 1
    let points = (0...stepCount).map { reach * (2 * (Double($0) + 0.5) / Double(stepCount + 1) - 1) }
    let values = points.map { functions($0, order).value }
    return points.indices.dropLast().compactMap { index in
      (values[index] < 0) != (values[index + 1] < 0) ? (points[index], points[index + 1]) : nil
    }
  }

  private static func root(between low: Double, and high: Double, _ order: Int) -> Double {
    var point = (low + high) / 2
    for _ in 0..<60 {
      let (value, previous) = functions(point, order)
      let slope = sqrt(2 * Double(order)) * previous - point * value
      let next = point - value / slope
      if abs(next - point) <= 1e-15 * max(1, abs(point)) { return next }
      point = next > low && next < high ? next : (low + high) / 2
    }
    return point
  }
}
