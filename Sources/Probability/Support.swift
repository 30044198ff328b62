/// Which side of a point a probability lies on.
enum Tail { case lower, upper }

/// The interval on which a distribution lives, and what holds at its ends for every distribution.
struct Support {
  let minimum: Double
  let maximum: Double

  static let realLine = Support(minimum: -.infinity, maximum: .infinity)
  static let positive = Support(minimum: 0, maximum: .infinity)
  static let unitInterval = Support(minimum: 0, maximum: 1)

  /// The probability on one side of x: 0 or 1 at and beyond the ends, NaN for NaN, `inside` otherwise.
  func probability(_ x: Double, _ tail: Tail, inside: (Double) -> Double) -> Double {
    if x.isNaN { return .nan }
    if x <= minimum { return tail == .lower ? 0 : 1 }
    if x >= maximum { return tail == .lower ? 1 : 0 }
    return inside(x)
  }

  /// The point with the given probability on one side: an end for 0 and 1, NaN outside [0, 1], `inside` otherwise.
  func quantile(_ probability: Double, _ tail: Tail, inside: (Double) -> Double) -> Double {
    guard probability >= 0, probability <= 1 else { return .nan }
    if probability == 0 { return tail == .lower ? minimum : maximum }
    if probability == 1 { return tail == .lower ? maximum : minimum }
    return inside(probability)
  }
}
