/// Resampled statistics as functions of the effect under the hypothesis.
///
/// Under the hypothesis that the effect is τ, draw *b* has the estimate's deviation *n₀ + τ n₁* and the variance
/// *d₀₀ + 2 τ d₀₁ + τ² d₁₁*, because residuals under the hypothesis are linear in τ. So one pass over the draws serves
/// every τ, and inverting the test costs a few numbers per draw.
struct ShiftedDraws: Sendable {
  /// The five numbers of every draw, number after number.
  private(set) var storage: [Double]
  let drawCount: Int

  /// One draw.
  struct Draw {
    var deviation0 = 0.0
    var deviation1 = 0.0
    var variance00 = 0.0
    var variance01 = 0.0
    var variance11 = 0.0

    /// A draw without an estimate: more extreme than any data.
    static let mostExtreme = Draw(deviation0: 1)
  }

  /// Gives `fill` a place to write every draw to, from any thread.
  init(drawCount: Int, fill: (Writer) -> Void) {
    self.drawCount = drawCount
    storage = [Double](unsafeUninitializedCapacity: 5 * drawCount) { buffer, count in
      buffer.initialize(repeating: 0)
      fill(Writer(buffer: buffer, drawCount: drawCount))
      count = 5 * drawCount
    }
  }

  /// Where draws are written; each draw once, so threads need not agree.
  struct Writer: @unchecked Sendable {
    fileprivate let buffer: UnsafeMutableBufferPointer<Double>
    fileprivate let drawCount: Int

    func write(_ draw: Draw, at index: Int) {
      buffer[index] = draw.deviation0
      buffer[drawCount + index] = draw.deviation1
      buffer[2 * drawCount + index] = draw.variance00
      buffer[3 * drawCount + index] = draw.variance01
      buffer[4 * drawCount + index] = draw.variance11
    }
  }

  /// The statistics' absolute values under the hypothesis that the effect is 0; infinite where the variance is 0.
  var absoluteStatistics: [Double] {
    (0..<drawCount).map { draw in
      let variance = storage[2 * drawCount + draw]
      return variance > 0 ? abs(storage[draw]) / variance.squareRoot() : .infinity
    }
  }
}
