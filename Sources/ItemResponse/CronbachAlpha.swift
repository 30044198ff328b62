internal import LinearAlgebra
internal import Probability

/// Cronbach's alpha and what is derived from the same covariances.
///
/// **Source.** Cronbach (1951); Feldt (1965), Psychometrika 30:357, for the interval.
struct CronbachAlpha {
  let covariance: SymmetricMatrix

  /// p / (p − 1) × (1 − Σ s_ii / Σ s_ij) over items; `nil` for fewer than two items or a sum score that does not vary.
  func value(of items: [Int]) -> Double? {
    var (trace, total) = (0.0, 0.0)
    for row in items {
      trace += covariance[row, row]
      for column in items { total += covariance[row, column] }
    }
    guard items.count > 1, total > 0 else { return nil }
    let p = Double(items.count)
    return p / (p - 1) * (1 - trace / total)
  }

  /// The correlation of an item with the sum of the others; `nil` where one of them does not vary.
  func itemRestCorrelation(_ item: Int) -> Double? {
    let others = (0..<covariance.order).filter { $0 != item }
    let cross = others.reduce(0) { $0 + covariance[item, $1] }
    let rest = others.reduce(0) { sum, row in others.reduce(sum) { $0 + covariance[row, $1] } }
    let product = covariance[item, item] * rest
    guard product > 0 else { return nil }
    return cross / product.squareRoot()
  }

  /// Feldt's exact interval: (1 − α) / (1 − α̂) is F-distributed on n − 1 and (n − 1)(p − 1) degrees of freedom.
  ///
  /// Exact for normal items with equal covariances and independent persons; `nil` for fewer than two persons or items.
  static func feldtBounds(
    alpha: Double, itemCount: Int, personCount: Int, level: Double
  ) -> (lower: Double, upper: Double)? {
    guard itemCount > 1, personCount > 1 else { return nil }
    let persons = Double(personCount - 1)
    let f = FisherF(
      numeratorDegreesOfFreedom: persons, denominatorDegreesOfFreedom: persons * Double(itemCount - 1))
    let tail = (1 - level) / 2
    return (1 - (1 - alpha) * f.upperQuantile(tail), 1 - (1 - alpha) * f.quantile(tail))
  }
}
