import Foundation

extension AreaLikelihood {
  /// The logarithm of the factor h = (arctan S)^(1/m) with S = Σ A / (A + D), and its derivatives by *A*.
  ///
  /// It is −∞ at *A* = 0 and bounded above.
  ///
  /// **Source.** Yoshimori & Lahiri (2014), doi:10.1016/j.jmva.2013.10.012, §3.
  func adjustment(modelVariance A: Double) -> (value: Double, slope: Double, curvature: Double) {
    var (S, first, second) = (0.0, 0.0, 0.0)
    for (w, D) in zip(inverseVariances, design.variances) {
      S += A * w
      first += D * w * w
      second -= 2 * D * w * w * w
    }
    let (m, angle, square) = (Double(design.areaCount), atan(S), 1 + S * S)
    let slope = first / (square * angle)
    let curvature = second / (square * angle) - slope * slope * (2 * S * angle + 1)
    return (log(angle) / m, slope / m, curvature / m)
  }
}
