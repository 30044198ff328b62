internal import Findings

/// The p-value of a two-sided resampling test as a function of the effect under the hypothesis, and its inversion.
///
/// Draw *b* is at least as extreme as the data at τ when *V (n₀ + τ n₁)² − (β̂ − τ)² (d₀₀ + 2 τ d₀₁ + τ² d₁₁) ≥ 0*: the
/// sign of a polynomial of degree four. While a bound of the interval is narrowed down, the draws whose sign cannot change
/// in the bracket are counted once and left out, so that a bound costs little more than a few passes over the draws.
struct RejectionCurve: Sendable {
  let draws: ShiftedDraws
  /// *β̂*.
  let estimate: Double
  /// *V*, on the scale of the draws' variances.
  let variance: Double
  /// Whether the data count as one more draw: p = (1 + #) / (1 + draws) instead of # / draws.
  let countsData: Bool

  /// A draw this share below the data's statistic counts as equal to it.
  static let tieShare = 1e-9

  private var scale: Double { variance * (1 + Self.tieShare) * (1 + Self.tieShare) }

  /// The p-value of the hypothesis that the effect is `effect`.
  func pValue(at effect: Double) -> Double { pValue(extremeCount: extremeCount(at: effect)) }

  private func pValue(extremeCount: Int) -> Double {
    countsData
      ? Double(1 + extremeCount) / Double(1 + draws.drawCount) : Double(extremeCount) / Double(draws.drawCount)
  }

  /// The number of draws at least as extreme as the data.
  func extremeCount(at effect: Double) -> Int {
    let count = draws.drawCount
    let (scale, gap) = (scale, estimate - effect)
    return draws.storage.withUnsafeBufferPointer { values in
      var extreme = 0
      for draw in 0..<count {
        let deviation = values[draw] + effect * values[count + draw]
        let spread =
          values[2 * count + draw] + effect * (2 * values[3 * count + draw] + effect * values[4 * count + draw])
        extreme &+= scale * deviation * deviation >= gap * gap * spread ? 1 : 0
      }
      return extreme
    }
  }

  /// The effects that the test does not reject, or `nil` when they are not bounded on both sides.
  func interval(level: Double) -> Interval? {
    let step = 2 * typicalDeviation
    guard
      step > 0, let lower = bound(significance: 1 - level, step: -step),
      let upper = bound(significance: 1 - level, step: step)
    else { return nil }
    return Interval(lower: lower, upper: upper, level: level)
  }

  /// Root mean square of the draws' deviations when the effect is the estimate: a resampling standard error.
  private var typicalDeviation: Double {
    let count = draws.drawCount
    var (squares, found) = (0.0, 0)
    for draw in 0..<count where draws.storage[2 * count + draw] > 0 {
      let deviation = draws.storage[draw] + estimate * draws.storage[count + draw]
      squares += deviation * deviation
      found += 1
    }
    return found > 0 ? (squares / Double(found)).squareRoot() : 0
  }

  /// The outermost effect on one side of the estimate that the test does not reject.
  ///
  /// - Parameters:
  ///   - significance: The effects with a p-value above it are not rejected.
  ///   - step: First distance from the estimate that is tried, with the sign of the side; it is doubled until the test
  ///     rejects.
  /// - Returns: The bound to a relative 1e-12 of the distance, or `nil` when no effect on this side is rejected.
  func bound(significance: Double, step: Double) -> Double? {
    var inner = estimate
    var outer = estimate + step
    var doublings = 0
    while pValue(at: outer) > significance + Self.roundingOfShare {
      guard doublings < Self.doublingLimit else { return nil }
      inner = outer
      outer = estimate + 2 * (outer - estimate)
      doublings += 1
    }
    return narrowed(from: inner, to: outer, significance: significance)
  }

  /// Rounding of the level and of a share of draws.
  private static let roundingOfShare = 1e-12
  /// A million first steps away nothing is rejected any more.
  private static let doublingLimit = 20

  private func narrowed(from start: Double, to end: Double, significance: Double) -> Double {
    var (inner, outer) = (start, end)
    func halve(_ extremeCount: (Double) -> Int) {
      let middle = inner + 0.5 * (outer - inner)
      let isInside = pValue(extremeCount: extremeCount(middle)) > significance + Self.roundingOfShare
      if isInside { inner = middle } else { outer = middle }
    }
    for _ in 0..<Self.coarseHalvings { halve(extremeCount) }
    var settledCount = 0
    var open = Array(0..<Int32(draws.drawCount))
    while abs(outer - inner) > 1e-12 * abs(outer - estimate) {
      settle(&open, &settledCount, from: inner, to: outer)
      halve { middle in
        open.reduce(settledCount) { $0 + (polynomial(Int($1)).value(at: middle - estimate) >= 0 ? 1 : 0) }
      }
    }
    return inner
  }

  /// Halvings of the bracket with all draws; a pass over them is quicker than settling them one by one.
  private static let coarseHalvings = 3

  /// Leaves in `open` the draws whose sign may change in the bracket.
  private func settle(_ open: inout [Int32], _ settledCount: inout Int, from inner: Double, to outer: Double) {
    var kept = 0
    for index in open.indices {
      let draw = open[index]
      switch polynomial(Int(draw)).sign(from: inner - estimate, to: outer - estimate) {
      case .nonNegative: settledCount += 1
      case .negative: break
      case .open:
        open[kept] = draw
        kept += 1
      }
    }
    open.removeLast(open.count - kept)
  }

  private func polynomial(_ draw: Int) -> Quartic {
    let count = draws.drawCount
    return draws.storage.withUnsafeBufferPointer { values in
      Quartic(
        scale: scale, deviation: (values[draw], values[count + draw]),
        spread: (values[2 * count + draw], values[3 * count + draw], values[4 * count + draw]), estimate: estimate)
    }
  }
}

/// *V (n₀ + τ n₁)² − (β̂ − τ)² (d₀₀ + 2 τ d₀₁ + τ² d₁₁)* as a polynomial in *x = τ − β̂*.
private struct Quartic {
  private var c0, c1, c2, c3, c4: Double

  enum Sign { case nonNegative, negative, open }

  init(scale: Double, deviation: (Double, Double), spread: (Double, Double, Double), estimate: Double) {
    let centred = deviation.0 + estimate * deviation.1
    c0 = scale * centred * centred
    c1 = 2 * scale * centred * deviation.1
    c2 = scale * deviation.1 * deviation.1 - (spread.0 + estimate * (2 * spread.1 + estimate * spread.2))
    c3 = -2 * (spread.1 + estimate * spread.2)
    c4 = -spread.2
  }

  func value(at x: Double) -> Double { c0 + x * (c1 + x * (c2 + x * (c3 + x * c4))) }

  /// The sign on an interval, where the value at its start outweighs all that can change along it.
  func sign(from start: Double, to end: Double) -> Sign {
    let width = abs(end - start)
    let slope = c1 + start * (2 * c2 + start * (3 * c3 + start * 4 * c4))
    let curvature = c2 + start * (3 * c3 + start * 6 * c4)
    let change = width * (abs(slope) + width * (abs(curvature) + width * (abs(c3 + start * 4 * c4) + width * abs(c4))))
    let value = value(at: start)
    return abs(value) <= change ? .open : value > 0 ? .nonNegative : .negative
  }
}
