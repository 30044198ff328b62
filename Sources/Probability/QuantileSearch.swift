/// Inversion of a monotone function of the real line by bisection over the doubles themselves.
enum QuantileSearch {
  /// The point at which the function passes the target.
  ///
  /// The doubles are halved by their order, not their distance, so points near 1e-200 and 1e200 cost the same.
  ///
  /// - Parameters:
  ///   - target: The value to reach.
  ///   - isIncreasing: Whether the function increases or decreases.
  ///   - function: A monotone function; NaN makes the answer NaN.
  /// - Returns: The point, exact to the last place as far as the function is.
  /// - Complexity: 64 evaluations.
  static func point(target: Double, isIncreasing: Bool, _ function: (Double) -> Double) -> Double {
    let isPositive = (function(0) < target) == isIncreasing
    var below = isPositive ? 0 : rank(-Double.greatestFiniteMagnitude)
    var above = isPositive ? rank(Double.greatestFiniteMagnitude) : 0
    while above - below > 1 {
      let middle = below + (above - below) / 2
      let value = function(number(middle))
      if value.isNaN { return .nan }
      if (value < target) == isIncreasing { below = middle } else { above = middle }
    }
    return number(above)
  }

  /// The position of a number in the order of all doubles, counted from 0.
  private static func rank(_ x: Double) -> Int64 {
    let bits = Int64(bitPattern: x.magnitude.bitPattern)
    return x < 0 ? -bits : bits
  }

  private static func number(_ rank: Int64) -> Double {
    let magnitude = Double(bitPattern: rank.magnitude)
    return rank < 0 ? -magnitude : magnitude
  }
}
