import Probability

/// Control limits of a funnel plot: how far from a target chance alone takes units of a given size.
///
/// Limits are those of Spiegelhalter: for a share those of the binomial distribution, interpolated between counts so
/// that they are smooth, or normal ones; for a mean normal ones. When units differ more than chance does, every unit
/// would lie outside; the between-unit variance τ² is then added to the variances. It is estimated by DerSimonian and
/// Laird's method from z-scores whose extremes are drawn in to a quantile (winsorised), so that the units which are to
/// be found do not widen their own limits.
///
/// **Source.** Spiegelhalter (2005), doi:10.1002/sim.1970, §3 and appendices.
public struct FunnelLimits: Sendable, Codable, Equatable {
  /// Which limits a share has.
  public enum ShareLimits: String, Sendable, Codable, CaseIterable {
    case binomial, normal
  }

  /// Above it binomial and normal limits are the same to nine digits.
  private static let largeSize = 1e9

  public var shareLimits: ShareLimits
  /// Levels in (0, 1), such as 0.95 and 0.998.
  public var levels: [Double]
  /// Part of the z-scores at each end that is drawn in, in [0, 0.5).
  public var winsorisedShare: Double
  /// Whether τ² is added when units differ more than chance does.
  public var allowsOverdispersion: Bool

  /// Creates a specification.
  public init(
    shareLimits: ShareLimits = .binomial, levels: [Double] = [0.95, 0.998], winsorisedShare: Double = 0.1,
    allowsOverdispersion: Bool = true
  ) {
    precondition(levels.allSatisfy { $0 > 0 && $0 < 1 }, "levels \(levels)")
    precondition(winsorisedShare >= 0 && winsorisedShare < 0.5, "winsorised share \(winsorisedShare)")
    self.shareLimits = shareLimits
    self.levels = levels
    self.winsorisedShare = winsorisedShare
    self.allowsOverdispersion = allowsOverdispersion
  }

  /// Limits of shares about a target.
  ///
  /// With τ² > 0 the limits are normal whatever was asked for, and cut to [0, 1].
  ///
  /// - Parameters:
  ///   - shares: At least two units; give effective sizes where children come in clusters.
  ///   - target: Share in (0, 1); `nil` for that of all units together.
  /// - Returns: One point per unit, in the order given.
  /// - Throws: `SmallAreaError` for too few units, a repeated unit, a value that is no share; `.noVariation` when the
  ///   target is 0 or 1.
  public func fit(_ shares: [EffectiveShare], target: Double? = nil) throws(SmallAreaError) -> FunnelFit {
    try shares.check(required: 2)
    let centre = target ?? shares.pooledShare
    guard centre > 0, centre < 1 else { throw .noVariation(areaCount: shares.count) }
    let points = shares.map {
      FunnelPoint(name: $0.area, value: $0.share, variance: centre * (1 - centre) / $0.effectiveSize)
    }
    let tau2 = overdispersion(points, centre)
    return fit(points, centre, tau2) { index, tail in
      guard tau2 == 0, shareLimits == .binomial, shares[index].effectiveSize < Self.largeSize else { return nil }
      return Self.binomialLimits(size: shares[index].effectiveSize, share: centre, tail: tail)
    } cut: {
      min(1, max(0, $0))
    }
  }

  /// Limits of means about a target.
  ///
  /// - Parameters:
  ///   - units: At least two, with the sampling variances of their means, positive.
  ///   - target: `nil` for the mean weighted by 1 / variance.
  /// - Returns: One point per unit, in the order given.
  /// - Throws: `SmallAreaError` for too few units, a repeated unit, a variance that is not positive, a number that is not
  ///   finite.
  public func fit(means units: [RankedArea], target: Double? = nil) throws(SmallAreaError) -> FunnelFit {
    try units.check()
    if let odd = units.first(where: { $0.meanSquaredError <= 0 }) {
      throw .variance(area: odd.area, value: odd.meanSquaredError)
    }
    let points = units.map { FunnelPoint(name: $0.area, value: $0.estimate, variance: $0.meanSquaredError) }
    let weights = points.reduce(0) { $0 + 1 / $1.variance }
    let centre = target ?? points.reduce(0) { $0 + $1.value / $1.variance } / weights
    guard centre.isFinite else { throw .extremeValues }
    return fit(points, centre, overdispersion(points, centre), exact: { _, _ in nil }, cut: { $0 })
  }

  private func fit(
    _ points: [FunnelPoint], _ centre: Double, _ tau2: Double,
    exact: (Int, Double) -> (lower: Double, upper: Double)?, cut: (Double) -> Double
  ) -> FunnelFit {
    let units = points.enumerated().map { index, point in
      let limits = levels.map { level in
        let tail = (1 - level) / 2
        let halfWidth = Normal().upperQuantile(tail) * (point.variance + tau2).squareRoot()
        let (lower, upper) = exact(index, tail) ?? (centre - halfWidth, centre + halfWidth)
        return FunnelFit.Limit(level: level, lower: cut(lower), upper: cut(upper))
      }
      return FunnelFit.Unit(
        name: point.name, value: point.value, zScore: (point.value - centre) / (point.variance + tau2).squareRoot(),
        limits: limits)
    }
    return FunnelFit(target: centre, overdispersion: tau2, units: units)
  }

  /// τ² of DerSimonian and Laird from winsorised z-scores; 0 when the units differ no more than chance does.
  private func overdispersion(_ points: [FunnelPoint], _ centre: Double) -> Double {
    guard allowsOverdispersion else { return 0 }
    let scores = points.map { ($0.value - centre) / $0.variance.squareRoot() }
    let sorted = scores.sorted()
    let (low, high) = (sorted.quantile(winsorisedShare), sorted.quantile(1 - winsorisedShare))
    let squares = scores.reduce(0) { $0 + pow2(min(high, max(low, $1))) }
    let weights = points.map { 1 / $0.variance }
    let total = weights.reduce(0, +)
    let excess = squares - Double(points.count - 1)
    guard excess > 0 else { return 0 }
    return excess / (total - weights.reduce(0) { $0 + $1 * $1 } / total)
  }

  /// The binomial distribution's quantiles at both tails, interpolated between counts.
  ///
  /// An effective size need not be a whole number: the binomial distribution function is continued by the beta's.
  private static func binomialLimits(size: Double, share: Double, tail: Double) -> (lower: Double, upper: Double) {
    (
      binomialQuantile(size: size, share: share, probability: tail),
      binomialQuantile(size: size, share: share, probability: 1 - tail)
    )
  }

  /// (r − a)/n for the smallest count r with P(R ≤ r) ≥ p, a = (P(R ≤ r) − p)/P(R = r) being how far it overshoots.
  private static func binomialQuantile(size: Double, share: Double, probability: Double) -> Double {
    func cumulative(_ count: Double) -> Double {
      if count < 0 { return 0 }
      return count >= size ? 1 : Beta(alpha: size - count, beta: count + 1).cumulative(1 - share)
    }
    var (below, count) = (-1.0, size.rounded(.up))
    while count - below > 1 {
      let middle = ((below + count) / 2).rounded(.down)
      if cumulative(middle) >= probability { count = middle } else { below = middle }
    }
    let (at, before) = (cumulative(count), cumulative(count - 1))
    return max(0, (count - (at - probability) / (at - before)) / size)
  }
}

/// A unit with the variance that chance alone gives it.
private struct FunnelPoint {
  let name: String
  let value: Double
  let variance: Double
}

/// A square.
private func pow2(_ x: Double) -> Double { x * x }

extension [Double] {
  /// The quantile of sorted values, linear between them (R's type 7).
  fileprivate func quantile(_ probability: Double) -> Double {
    let position = probability * Double(count - 1)
    let lower = Int(position.rounded(.down))
    let upper = Swift.min(lower + 1, count - 1)
    return self[lower] + (position - Double(lower)) * (self[upper] - self[lower])
  }
}
