internal import Probability

/// Draws of a variance under a uniform prior on the standard deviation.
enum VarianceDraw {
  /// Stands for 0, which may not be divided by.
  static let smallest = 1e-150

  /// Draws from *S / χ²* with one degree of freedom less than there are effects, of which *S* is the sum of squares.
  ///
  /// **Source.** Gelman (2006), doi:10.1214/06-BA117A, sec. 3.
  static func draw(squares: Double, count: Int, _ stream: inout RandomStream) -> Double {
    let chiSquared = ChiSquared(degreesOfFreedom: Double(count - 1)).quantile(stream.nextUniform())
    return max(squares / max(chiSquared, .leastNormalMagnitude), smallest)
  }
}
