/// Which side of a point a probability lies on.
enum Tail { case lower, upper }

/// The interval on which a distribution lives, and what holds at its ends for every distribution.
struct Support {
  let minimum: Double
  let maximum: Double

  static let realLine = Support(minimum: -.infinity, maximum: .infinity)
  static let positive = Support(minimum: 0, maximum: .infinity)
  static let unitInterval = Support(minimum: 0, maximum: 1)

  /// Shapes and degrees of freedom above this are refused: the library's iterations no longer end in useful time.
  static let largestParameter = 1e12

  /// Whether a shape or a number of degrees of freedom can be worked with.
  static func accepts(_ parameter: Double) -> Bool { parameter > 0 && parameter <= largestParameter }

  /// The probability on one side of x: 0 or 1 at and beyond the ends, NaN for NaN, `inside` otherwise.
  func probability(_ x: Double, _ tail: Tail, inside: (Double) -> Double) -> Double {
    if x.isNaN { return .nan }
    if x <= minimum { return tail == .lower ? 0 : 1 }
    if x >= maximum { return tail == .lower ? 1 : 0 }
    return inside(x)
  }

  /// The point with the given probability on one side.
  ///
  /// An end for 0 and 1, NaN outside [0, 1], `inside` otherwise. Where the answer of `inside` does not lead back to the
  /// target (Boost 1.74 gives up on some probabilities below 1e-30, or misses), the point is searched for in
  /// `probability`.
  func quantile(
    _ target: Double, _ tail: Tail, inside: (Double) -> Double, probability: (Double, Tail) -> Double
  ) -> Double {
    guard target > 0, target < 1 else { return end(target, tail) }
    let point = inside(target)
    if abs(probability(point, tail) - target) <= 1e-6 * target { return point }
    return QuantileSearch.point(target: target, isIncreasing: tail == .lower) { probability($0, tail) }
  }

  /// The end of the support that has the probability 0 or 1 on one side; NaN for any other number.
  func end(_ target: Double, _ tail: Tail) -> Double {
    if target == 0 { return tail == .lower ? minimum : maximum }
    if target == 1 { return tail == .lower ? maximum : minimum }
    return .nan
  }
}
