import Glibc

/// The inverse of the standard normal distribution function, within 1e-15 of itself down to the smallest probabilities.
///
/// Ratios of two polynomials of degree seven: of *(p − 1/2)²* in the middle, of *√(−log p)* in the tails. Arithmetic
/// alone does for 17 of 20 random numbers, which makes it several times faster than inverting the error function.
///
/// **Source.** Wichura (1988), Algorithm AS 241 (PPND16), doi:10.2307/2347330.
enum NormalQuantile {
  /// The point with this probability below it; the probability lies in (0, 1).
  @inline(__always)
  static func point(below probability: Double) -> Double {
    let distance = probability - 0.5
    if abs(distance) <= 0.425 { return central(distance) }
    return distance < 0 ? -upperPoint(above: probability) : upperPoint(above: 1 - probability)
  }

  @inline(__always)
  private static func central(_ distance: Double) -> Double {
    let numerator = SIMD8(
      3.387132872796366608, 133.14166789178437745, 1971.5909503065514427, 13731.693765509461125,
      45921.953931549871457, 67265.770927008700853, 33430.575583588128105, 2509.0809287301226727)
    let denominator = SIMD8(
      1, 42.313330701600911252, 687.1870074920579083, 5394.1960214247511077,
      21213.794301586595867, 39307.89580009271061, 28729.085735721942674, 5226.495278852545925)
    return distance * ratio(numerator, denominator, at: 0.180625 - distance * distance)
  }

  /// The point with a probability below 0.075 above it.
  @inline(never)
  private static func upperPoint(above probability: Double) -> Double {
    let root = (-log(probability)).squareRoot()
    return root <= 5 ? tail(root - 1.6) : farTail(root - 5)
  }

  private static func tail(_ x: Double) -> Double {
    let numerator = SIMD8(
      1.42343711074968357734, 4.6303378461565452959, 5.7694972214606914055, 3.64784832476320460504,
      1.27045825245236838258, 0.24178072517745061177, 0.0227238449892691845833, 7.7454501427834140764e-4)
    let denominator = SIMD8(
      1, 2.05319162663775882187, 1.6763848301838038494, 0.68976733498510000455,
      0.14810397642748007459, 0.0151986665636164571966, 5.475938084995344946e-4, 1.05075007164441684324e-9)
    return ratio(numerator, denominator, at: x)
  }

  private static func farTail(_ x: Double) -> Double {
    let numerator = SIMD8(
      6.6579046435011037772, 5.4637849111641143699, 1.7848265399172913358, 0.29656057182850489123,
      0.026532189526576123093, 0.0012426609473880784386, 2.71155556874348757815e-5, 2.01033439929228813265e-7)
    let denominator = SIMD8(
      1, 0.59983220655588793769, 0.13692988092273580531, 0.0148753612908506148525,
      7.868691311456132591e-4, 1.8463183175100546818e-5, 1.4215117583164458887e-7, 2.04426310338993978564e-15)
    return ratio(numerator, denominator, at: x)
  }

  /// Two polynomials, coefficients ascending, by Horner's rule.
  @inline(__always)
  private static func ratio(_ numerator: SIMD8<Double>, _ denominator: SIMD8<Double>, at x: Double) -> Double {
    var (top, bottom) = (numerator[7], denominator[7])
    for power in (0..<7).reversed() {
      top = top * x + numerator[power]
      bottom = bottom * x + denominator[power]
    }
    return top / bottom
  }
}
