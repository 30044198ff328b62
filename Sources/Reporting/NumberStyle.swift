/// How a number is written.
package enum NumberStyle: Sendable, Equatable {
  /// A whole number with its thousands apart.
  case count
  /// A fixed number of decimals.
  case decimal(Int)
  /// As many decimals as the number needs, at most this many.
  case decimalUpTo(Int)
  /// A fixed number of decimals, with a sign in front of positive numbers too.
  case signed(Int)
  /// A share in [0, 1] as per cent with a fixed number of decimals.
  case share(Int)
  /// A p-value: three decimals, `< 0.001` below that.
  case pValue
}
