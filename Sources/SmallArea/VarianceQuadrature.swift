import Foundation

/// Points at which the posterior of a variance *A* in (0, ∞) is integrated.
///
/// *A* = *c* (1 − *s*²) / *s*² takes (0, 1] to all variances, *c* being about where the bulk lies; *s* has two Gauss points
/// in each cell. Draws fall on the same points.
enum VarianceQuadrature {
  /// A variance, and the logarithm of the weight with which a density of *A* counts there.
  struct Point {
    var variance: Double
    var logWeight: Double
  }

  /// Points with their weights.
  ///
  /// - Parameters:
  ///   - width: *c*, positive.
  ///   - cellCount: The error falls with its fourth power; the fewer units, the wider the density and the more are needed.
  /// - Returns: Two points per cell, the largest variance first.
  static func points(width: Double, cellCount: Int) -> [Point] {
    abscissas(cellCount).map { s in Point(variance: width * (1 - s * s) / (s * s), logWeight: -3 * log(s)) }
  }

  /// Probabilities of the points from the logarithms of density × weight; `nil` when none is finite.
  static func probabilities(_ logDensities: [Double]) -> [Double]? {
    let largest = logDensities.max() ?? -.infinity
    guard largest.isFinite else { return nil }
    let densities = logDensities.map { exp($0 - largest) }
    let total = densities.reduce(0, +)
    return densities.map { $0 / total }
  }

  /// Position of the point at a quantile in [0, 1) of the distribution.
  static func position(quantile: Double, cumulative: [Double]) -> Int {
    var (lower, upper) = (0, cumulative.count - 1)
    while lower < upper {
      let middle = (lower + upper) / 2
      if cumulative[middle] > quantile { upper = middle } else { lower = middle + 1 }
    }
    return lower
  }

  private static func abscissas(_ cellCount: Int) -> [Double] {
    (0..<cellCount).flatMap { cell in
      [-1.0, 1.0].map { side in
        let offset: Double = side / (2 * 3.0.squareRoot())
        return (Double(cell) + 0.5 + offset) / Double(cellCount)
      }
    }
  }
}
