internal import Findings
internal import Foundation
internal import Probability

/// Where a profiled deviance has risen from its minimum by the quantile of χ² with one degree of freedom.
struct ProfileSearch {
  /// Where the deviance is least.
  let estimate: Double
  /// The deviance there.
  let minimum: Double
  /// What the parameter may be; a side that never rises enough ends here.
  let domain: ClosedRange<Double>
  /// First step from the estimate.
  let step: Double
  let level: Double

  /// Relative width at which a bound counts as found.
  private static let tolerance = 1e-9
  private static let maximumIterationCount = 60

  /// The interval; each side is walked from the estimate outwards.
  ///
  /// - Parameters:
  ///   - start: Where the search for the other parameters starts on either side.
  ///   - deviance: The deviance with every other parameter at its best, which it moves to.
  /// - Returns: `nil` when the deviance is not a number on the way.
  func interval<Start>(from start: Start, _ deviance: (Double, inout Start) -> Double) -> Interval? {
    var (below, above) = (start, start)
    guard let lower = bound(-1, { deviance($0, &below) }), let upper = bound(1, { deviance($0, &above) }) else {
      return nil
    }
    return Interval(lower: lower, upper: upper, level: level)
  }

  private func bound(_ direction: Double, _ deviance: (Double) -> Double) -> Double? {
    let threshold = ChiSquared(degreesOfFreedom: 1).quantile(level).squareRoot()
    // The square root of the rise is all but linear in the parameter.
    func excess(_ value: Double) -> Double {
      let rise = deviance(value) - minimum
      // Rounding may put the deviance below its minimum; not a number stays so.
      return (rise < 0 ? 0 : rise).squareRoot() - threshold
    }
    var inner = (value: estimate, excess: -threshold)
    var width = step
    for _ in 0..<Self.maximumIterationCount {
      let value = min(domain.upperBound, max(domain.lowerBound, inner.value + direction * width))
      guard value != inner.value else { return value }
      let outer = (value: value, excess: excess(value))
      guard !outer.excess.isNaN else { return nil }
      guard outer.excess < 0 else { return root(inner, outer, excess) }
      inner = outer
      width *= 2
    }
    return nil
  }

  /// The zero between two points of different sign, by false position with halving (the Illinois rule).
  private func root(
    _ inner: (value: Double, excess: Double), _ outer: (value: Double, excess: Double), _ excess: (Double) -> Double
  ) -> Double? {
    var (a, b) = (inner, outer)
    for _ in 0..<Self.maximumIterationCount {
      guard abs(b.value - a.value) > Self.tolerance * max(abs(a.value), abs(b.value)) else { break }
      let share = a.excess / (a.excess - b.excess)
      let value = a.value + (b.excess.isFinite ? share : 0.5) * (b.value - a.value)
      let new = (value: value, excess: excess(value))
      guard !new.excess.isNaN else { return nil }
      guard abs(new.excess) > Self.tolerance else { return value }
      if (new.excess < 0) == (b.excess < 0) {
        a.excess /= 2
      } else {
        a = b
      }
      b = new
    }
    return b.value
  }
}
