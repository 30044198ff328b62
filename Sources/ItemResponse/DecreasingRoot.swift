/// The root of a function that falls through zero, by bracketing and inverse quadratic interpolation.
///
/// **Source.** Chandrupatla (1997), Advances in Engineering Software 28, 145–149.
enum DecreasingRoot {
  /// The bracket is widened to this distance from zero before the search is given up.
  private static let reach = 200.0

  /// Finds the root to rounding; `nil` when the function does not change its sign.
  static func find(_ function: (Double) -> Double) -> Double? {
    var (lower, upper) = (-1.0, 1.0)
    var (atLower, atUpper) = (function(lower), function(upper))
    while atLower < 0 {
      (upper, atUpper) = (lower, atLower)
      lower *= 2
      guard lower > -reach else { return nil }
      atLower = function(lower)
    }
    while atUpper > 0 {
      (lower, atLower) = (upper, atUpper)
      upper *= 2
      guard upper < reach else { return nil }
      atUpper = function(upper)
    }
    return root(lower, atLower, upper, atUpper, function)
  }

  private static func root(
    _ start: Double, _ atStart: Double, _ end: Double, _ atEnd: Double, _ function: (Double) -> Double
  ) -> Double {
    var (a, fa, b, fb) = (end, atEnd, start, atStart)
    var (c, fc) = (a, fa)
    var share = 0.5
    for _ in 0..<100 {
      let x = a + share * (b - a)
      let value = function(x)
      if (value > 0) == (fa > 0) {
        (c, fc) = (a, fa)
      } else {
        (c, fc, b, fb) = (b, fb, a, fa)
      }
      (a, fa) = (x, value)
      let (best, atBest) = abs(fa) < abs(fb) ? (a, fa) : (b, fb)
      let smallest = 1e-14 * max(1, abs(best)) / max(abs(b - a), 1e-300)
      if atBest == 0 || smallest > 0.5 { return best }
      let (xi, phi) = ((a - b) / (c - b), (fa - fb) / (fc - fb))
      if phi * phi < xi && (1 - phi) * (1 - phi) < 1 - xi {
        share = fa / (fb - fa) * fc / (fb - fc) + (c - a) / (b - a) * fa / (fc - fa) * fb / (fc - fb)
      } else {
        share = 0.5
      }
      share = min(max(share, smallest), 1 - smallest)
    }
    return a
  }
}
