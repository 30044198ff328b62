/// Lower and upper bounds, one pair per coordinate; infinite where there is none.
struct Bounds: Sendable {
  let lower: [Double]
  let upper: [Double]

  init(lower: [Double], upper: [Double]) throws(OptimizationError) {
    precondition(lower.count == upper.count, "\(lower.count) lower and \(upper.count) upper bounds")
    for coordinate in lower.indices where !(lower[coordinate] <= upper[coordinate]) {
      throw .invalidBounds(coordinate: coordinate)
    }
    self.lower = lower
    self.upper = upper
  }

  /// The nearest point inside the bounds.
  func clamped(_ point: [Double]) -> [Double] {
    point.indices.map { min(max(point[$0], lower[$0]), upper[$0]) }
  }

  /// The coordinates that may move at all.
  var movable: [Int] { lower.indices.filter { lower[$0] < upper[$0] } }

  /// The bound nearest to a coordinate of the point, and how far it is.
  func nearestBound(_ coordinate: Int, of point: [Double]) -> (bound: Double, distance: Double) {
    let below = point[coordinate] - lower[coordinate]
    let above = upper[coordinate] - point[coordinate]
    return below <= above ? (lower[coordinate], below) : (upper[coordinate], above)
  }
}
