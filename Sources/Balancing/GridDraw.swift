internal import Foundation

/// One draw from a density on an interval that is known up to a factor.
///
/// The interval is narrowed to where the density is within *e*⁻¹⁴ of its largest value, which a density with one peak
/// allows; there it is taken as linear between points a third of a standard deviation apart.
enum GridDraw {
  private static let coarseCount = 17
  private static let fineCount = 33
  private static let largestDrop = 14.0
  private static let largestRoundCount = 16

  /// The point below which the density has the share `uniform` of its mass.
  ///
  /// - Parameters:
  ///   - interval: Where the density lives.
  ///   - uniform: A uniform number in (0, 1).
  ///   - logDensity: Its logarithm up to a constant; −∞ where it is zero.
  /// - Returns: A point of the interval.
  static func draw(
    from interval: ClosedRange<Double>, uniform: Double, logDensity: (Double) -> Double
  ) -> Double {
    let narrow = narrowed(interval, logDensity)
    let points = spaced(narrow, Self.fineCount)
    let logs = points.map(logDensity)
    let top = logs.max() ?? 0
    guard top > -.infinity else { return narrow.lowerBound }
    return inverted(points, densities: logs.map { exp($0 - top) }, uniform)
  }

  private static func narrowed(
    _ interval: ClosedRange<Double>, _ logDensity: (Double) -> Double
  ) -> ClosedRange<Double> {
    var current = interval
    for _ in 0..<largestRoundCount {
      let points = spaced(current, coarseCount)
      let logs = points.map(logDensity)
      guard let top = logs.max(), top > -.infinity,
        let first = logs.firstIndex(where: { $0 >= top - largestDrop }),
        let last = logs.lastIndex(where: { $0 >= top - largestDrop })
      else { return current }
      let next = points[max(first - 1, 0)]...points[min(last + 1, points.count - 1)]
      let shrinks = next.upperBound - next.lowerBound < 0.5 * (current.upperBound - current.lowerBound)
      guard shrinks else { return current }
      current = next
    }
    return current
  }

  private static func spaced(_ interval: ClosedRange<Double>, _ count: Int) -> [Double] {
    let step = (interval.upperBound - interval.lowerBound) / Double(count - 1)
    return (0..<count).map { interval.lowerBound + Double($0) * step }
  }

  /// Inverts the distribution function of a density that is linear between the points.
  private static func inverted(_ points: [Double], densities: [Double], _ uniform: Double) -> Double {
    var masses: [Double] = []
    for cell in 1..<points.count { masses.append(0.5 * (densities[cell - 1] + densities[cell])) }
    var rest = uniform * masses.reduce(0, +)
    for (cell, mass) in masses.enumerated() {
      if rest > mass, cell < masses.count - 1 {
        rest -= mass
        continue
      }
      // Mass up to the share s of a cell: a s + (b − a) s² / 2.
      let (a, b) = (densities[cell], densities[cell + 1])
      let root = max(0, a * a + 2 * (b - a) * rest).squareRoot()
      let share = a + root > 0 ? min(1, 2 * rest / (a + root)) : 0
      return points[cell] + share * (points[cell + 1] - points[cell])
    }
    return points[points.count - 1]
  }
}
