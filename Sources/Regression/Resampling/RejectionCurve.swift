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
  /// Threads at most; `nil` means one per processor.
  let threadCount: Int?

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
    let chunkCount = (draws.drawCount + Self.chunkSize - 1) / Self.chunkSize
    let counts = concurrentValues(chunkCount, threadCount: threadCount) { chunk in
      extremeCount(at: effect, in: chunk * Self.chunkSize..<min(draws.drawCount, (chunk + 1) * Self.chunkSize))
    }
    return counts.reduce(0, +)
  }

  /// Draws that one thread counts at a time.
  private static let chunkSize = 25_000

  private func extremeCount(at effect: Double, in range: Range<Int>) -> Int {
    let count = draws.drawCount
    let (scale, squaredGap) = (scale, (estimate - effect) * (estimate - effect))
    return draws.deviations.withUnsafeBufferPointer { deviations in
      func square(_ draw: Int) -> Double {
        let deviation = deviations[draw] + effect * deviations[count + draw]
        return scale * deviation * deviation
      }
      var extreme = 0
      guard !draws.variances.isEmpty else {
        for draw in range { extreme &+= square(draw) >= squaredGap ? 1 : 0 }
        return extreme
      }
      draws.variances.withUnsafeBufferPointer { variances in
        for draw in range {
          let spread =
            variances[draw] + effect * (2 * variances[count + draw] + effect * variances[2 * count + draw])
          extreme &+= square(draw) >= squaredGap * spread ? 1 : 0
        }
      }
      return extreme
    }
  }

  /// The effects that the test does not reject, or `nil` when they are not bounded on both sides.
  func interval(level: Double) -> Interval? {
    let step = 2 * typicalDeviation
    guard step > 0 else { return nil }
    let bounds = concurrentValues(2, threadCount: threadCount) { side in
      bound(significance: 1 - level, step: side == 0 ? -step : step)
    }
    guard let lower = bounds[0], let upper = bounds[1] else { return nil }
    return Interval(lower: lower, upper: upper, level: level)
  }

  /// Root mean square of the draws' deviations when the effect is the estimate: a resampling standard error.
  private var typicalDeviation: Double {
    var (squares, found) = (0.0, 0)
    for index in 0..<draws.drawCount {
      let draw = draws[index]
      guard draw.variance00 > 0, draw.deviation0 != ShiftedDraws.Draw.mostExtreme.deviation0 else { continue }
      let deviation = draw.deviation0 + estimate * draw.deviation1
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
    Quartic(scale: scale, draw: draws[draw], estimate: estimate)
  }
}

/// *V (n₀ + τ n₁)² − (β̂ − τ)² (d₀₀ + 2 τ d₀₁ + τ² d₁₁)* as a polynomial in *x = τ − β̂*.
private struct Quartic {
  private var c0, c1, c2, c3, c4: Double

  enum Sign { case nonNegative, negative, open }

  init(scale: Double, draw: ShiftedDraws.Draw, estimate: Double) {
    let centred = draw.deviation0 + estimate * draw.deviation1
    c0 = scale * centred * centred
    c1 = 2 * scale * centred * draw.deviation1
    c2 =
      scale * draw.deviation1 * draw.deviation1
      - (draw.variance00 + estimate * (2 * draw.variance01 + estimate * draw.variance11))
    c3 = -2 * (draw.variance01 + estimate * draw.variance11)
    c4 = -draw.variance11
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
