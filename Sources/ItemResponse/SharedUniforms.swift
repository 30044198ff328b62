internal import Foundation
internal import Probability

/// Decisions with given probabilities that four share a random word, as long as 16 bits decide.
///
/// A uniform number *(c + v) / 2¹⁶* is known up to 2⁻¹⁶ by its leading bits *c*. As exp *d* ≥ 1 + *d*, these suffice for
/// nearly all of the decisions with *d* near 0; for the others *v* is drawn too.
struct SharedUniforms {
  private var word: UInt64 = 0
  private var remaining = 0

  /// Decides with probability min(1, exp *d*).
  @inline(__always) mutating func accepts(_ difference: Double, _ stream: inout RandomStream) -> Bool {
    if remaining == 0 {
      word = stream.next()
      remaining = 4
    }
    let leading = Double(UInt32(truncatingIfNeeded: word & 0xFFFF))
    word >>= 16
    remaining -= 1
    if (leading + 1) * 0x1p-16 <= 1 + difference { return true }
    return (leading + stream.nextUniform()) * 0x1p-16 < exp(difference)
  }
}
