/// Resampled statistics as functions of the effect under the hypothesis.
///
/// Under the hypothesis that the effect is τ, draw *b* has the estimate's deviation *n₀ + τ n₁* and the variance
/// *d₀₀ + 2 τ d₀₁ + τ² d₁₁*, because residuals under the hypothesis are linear in τ. So one pass over the draws serves
/// every τ, and inverting the test costs a few numbers per draw.
struct ShiftedDraws: Sendable {
  /// *n₀* of every draw, then *n₁*.
  private(set) var deviations: [Double]
  /// *d₀₀* of every draw, then *d₀₁* and *d₁₁*; empty where every variance is 1.
  private(set) var variances: [Double]
  let drawCount: Int

  /// One draw.
  struct Draw {
    var deviation0 = 0.0
    var deviation1 = 0.0
    var variance00 = 0.0
    var variance01 = 0.0
    var variance11 = 0.0

    /// A draw without an estimate, more extreme than any data: the square of its deviation is just finite.
    static let mostExtreme = Draw(deviation0: 0x1p511, variance00: 1)
  }

  /// Gives `fill` a place to write every draw to, from any thread; it writes each of them.
  ///
  /// - Parameters:
  ///   - drawCount: Number of draws.
  ///   - hasVariances: Whether variances are kept; without them they are all 1, and inversion reads less than half.
  ///   - fill: Writes the draws.
  init(drawCount: Int, hasVariances: Bool, fill: (Writer) -> Void) {
    self.drawCount = drawCount
    var deviations: [Double] = []
    let varianceCount = hasVariances ? 3 * drawCount : 0
    variances = [Double](unsafeUninitializedCapacity: varianceCount) { variances, count in
      deviations = [Double](unsafeUninitializedCapacity: 2 * drawCount) { deviations, count in
        fill(Writer(deviations: deviations, variances: hasVariances ? variances : nil, drawCount: drawCount))
        count = 2 * drawCount
      }
      count = varianceCount
    }
    self.deviations = deviations
  }

  /// Where draws are written; each draw once, so threads need not agree.
  struct Writer: @unchecked Sendable {
    fileprivate let deviations: UnsafeMutableBufferPointer<Double>
    fileprivate let variances: UnsafeMutableBufferPointer<Double>?
    fileprivate let drawCount: Int

    func write(_ draw: Draw, at index: Int) {
      deviations[index] = draw.deviation0
      deviations[drawCount + index] = draw.deviation1
      guard let variances else { return }
      variances[index] = draw.variance00
      variances[drawCount + index] = draw.variance01
      variances[2 * drawCount + index] = draw.variance11
    }
  }

  subscript(index: Int) -> Draw {
    var draw = Draw(deviation0: deviations[index], deviation1: deviations[drawCount + index], variance00: 1)
    guard !variances.isEmpty else { return draw }
    draw.variance00 = variances[index]
    draw.variance01 = variances[drawCount + index]
    draw.variance11 = variances[2 * drawCount + index]
    return draw
  }

  /// The statistics' absolute values under the hypothesis that the effect is 0; infinite where the variance is 0.
  var absoluteStatistics: [Double] {
    (0..<drawCount).map { index in
      let draw = self[index]
      return draw.variance00 > 0 ? abs(draw.deviation0) / draw.variance00.squareRoot() : .infinity
    }
  }
}
