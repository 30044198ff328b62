/// Abilities at equal distances.
///
/// Sums of a smooth function over an even grid that covers it are integrals to rounding, once the step is well below the
/// function's own width (Trefethen & Weideman 2014, SIAM Review 56).
public struct EvenGrid: Sendable, Codable, Equatable {
  /// The first node.
  public let lower: Double
  /// Distance between nodes, positive.
  public let step: Double
  /// Number of nodes, at least 8.
  public let count: Int

  /// Creates the shortest grid that covers an interval.
  ///
  /// - Parameters:
  ///   - interval: What the nodes cover.
  ///   - step: The largest distance allowed between nodes.
  public init(covering interval: ClosedRange<Double>, step: Double) {
    precondition(step > 0, "step \(step)")
    let length = interval.upperBound - interval.lowerBound
    count = max(8, Int((length / step).rounded(.up)) + 1)
    lower = interval.lowerBound
    self.step = length > 0 ? length / Double(count - 1) : step
  }

  /// The last node.
  public var upper: Double { node(count - 1) }

  /// One node, counted from 0.
  public func node(_ index: Int) -> Double { lower + Double(index) * step }

  /// All nodes, ascending.
  public var nodes: [Double] { (0..<count).map(node) }

  /// Number of nodes that an interpolation weighs.
  static let interpolationCount = 8

  /// The first node and the weights by which a smooth function is read between nodes: Lagrange's polynomial of degree 7.
  ///
  /// - Parameter theta: An ability inside the grid.
  /// - Returns: The first node and one weight per node from there on.
  func interpolation(at theta: Double) -> (first: Int, weights: [Double]) {
    let size = Self.interpolationCount
    let place = (theta - lower) / step
    let first = min(max(Int(place.rounded(.down)) - size / 2 + 1, 0), count - size)
    let x = place - Double(first)
    let weights = (0..<size).map { own in
      (0..<size).reduce(1.0) { $1 == own ? $0 : $0 * (x - Double($1)) / Double(own - $1) }
    }
    return (first, weights)
  }
}
