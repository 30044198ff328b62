/// The p-value of a two-sided resampling test as a function of the effect under the hypothesis, and its inversion.
///
/// Draw *b* is at least as extreme as the data at τ when *V (n₀ + τ n₁)² − (β̂ − τ)² (d₀₀ + 2 τ d₀₁ + τ² d₁₁) ≥ 0*: the
/// sign of a polynomial of degree four. While a bound of the interval is narrowed down, the draws whose sign is settled
/// in the bracket (all Bernstein coefficients have one sign) are counted once and left out, so that a bound costs little
/// more than a few passes over the draws.
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
    var settledCount = 0
    var open = Array(0..<Int32(draws.drawCount))
    while abs(outer - inner) > 1e-12 * abs(outer - estimate) {
      let middle = inner + 0.5 * (outer - inner)
      if middle == inner || middle == outer { break }
      settle(&open, &settledCount, from: inner, to: outer)
      let extreme =
        settledCount + open.reduce(0) { $0 + (polynomial(Int($1)).value(at: middle - estimate) >= 0 ? 1 : 0) }
      if pValue(extremeCount: extreme) > significance + Self.roundingOfShare { inner = middle } else { outer = middle }
    }
    return inner
  }

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

  /// The sign on an interval, where the Bernstein coefficients settle it: the polynomial lies between the smallest and
  /// the largest of them.
  func sign(from start: Double, to end: Double) -> Sign {
    let width = end - start
    let a0 = value(at: start)
    let a1 = width * (c1 + start * (2 * c2 + start * (3 * c3 + start * 4 * c4)))
    let a2 = width * width * (c2 + start * (3 * c3 + start * 6 * c4))
    let a3 = width * width * width * (c3 + start * 4 * c4)
    let a4 = width * width * width * width * c4
    let b1 = a0 + a1 / 4
    let b2 = a0 + a1 / 2 + a2 / 6
    let b3 = a0 + a1 * 3 / 4 + a2 / 2 + a3 / 4
    let b4 = a0 + a1 + a2 + a3 + a4
    if min(a0, b1, b2, b3, b4) >= 0 { return .nonNegative }
    return max(a0, b1, b2, b3, b4) < 0 ? .negative : .open
  }
}
