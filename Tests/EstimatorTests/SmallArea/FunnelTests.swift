import SmallArea
import TestSupport
import Testing

/// Funnel limits and critical differences, worked by hand.
struct FunnelTests {
  private func shares(_ values: [(Double, Double)]) -> [EffectiveShare] {
    values.enumerated().map { EffectiveShare(area: "\($0)", share: $1.0, effectiveSize: $1.1) }
  }

  /// n = 10, p = 0.3: P(R ≤ 0) = 0.0282475, P(R ≤ 5) = 0.9526510, P(R ≤ 6) = 0.9894079.
  @Test func binomialLimitsAreInterpolatedQuantiles() throws {
    let fit = try FunnelLimits(levels: [0.95]).fit(shares([(0.3, 10), (0.3, 10)]), target: 0.3)
    let limit = fit.units[0].limits[0]
    // Lower: the count 0 overshoots by (0.0282475249 − 0.025) / 0.0282475249, which would end below 0.
    #expect(limit.lower == 0)
    let (at5, at6) = (0.9526510126, 0.9894079220)
    expectClose(limit.upper, (6 - (at6 - 0.975) / (at6 - at5)) / 10, relative: 1e-8)
    #expect(fit.overdispersion == 0 && fit.units[0].zScore == 0)
  }

  @Test func binomialLimitsTendToNormalOnesAndAreWiderAtHigherLevels() throws {
    let units = shares([(0.3, 1e6), (0.3, 1e6), (0.3, 400)])
    let binomial = try FunnelLimits().fit(units)
    let normal = try FunnelLimits(shareLimits: .normal).fit(units)
    for (exact, near) in zip(binomial.units[0].limits, normal.units[0].limits) {
      #expect(abs(exact.upper - near.upper) < 2e-6 && abs(exact.lower - near.lower) < 2e-6)
    }
    for unit in binomial.units {
      #expect(unit.limits[1].lower < unit.limits[0].lower && unit.limits[0].upper < unit.limits[1].upper)
    }
    expectClose(
      normal.units[2].limits[0].upper, 0.3 + 1.959963984540054 * (0.21 / 400).squareRoot(),
      relative: Tolerance.closedForm)
    #expect(binomial.units[2].limits[0].upper - binomial.units[2].limits[0].lower > 0.08)
  }

  /// Without winsorising and with equal variances v: τ² = (Σ z² − (k − 1)) · v / (k − 1).
  @Test func overdispersionIsDerSimonianAndLairds() throws {
    let values = [1.0, 2, 4, 7, 11]
    let units = values.enumerated().map { RankedArea(area: "\($0)", estimate: $1, meanSquaredError: 0.5) }
    let fit = try FunnelLimits(levels: [0.95], winsorisedShare: 0).fit(means: units)
    let squares = values.reduce(0) { $0 + ($1 - 5) * ($1 - 5) } / 0.5
    expectClose(fit.target, 5, relative: Tolerance.closedForm)
    expectClose(fit.overdispersion, (squares - 4) * 0.5 / 4, relative: Tolerance.closedForm)
    let halfWidth = 1.959963984540054 * (0.5 + fit.overdispersion).squareRoot()
    expectClose(fit.units[0].limits[0].upper, 5 + halfWidth, relative: Tolerance.closedForm)
    expectClose(fit.units[0].zScore, -4 / (0.5 + fit.overdispersion).squareRoot(), relative: Tolerance.closedForm)
    #expect(try FunnelLimits(allowsOverdispersion: false).fit(means: units).overdispersion == 0)
  }

  @Test func sharesThatDifferMoreThanChanceHaveNormalLimits() throws {
    let fit = try FunnelLimits(levels: [0.95], winsorisedShare: 0).fit(shares([(0.3, 50), (0.5, 50), (0.7, 50)]))
    // Two squares of 0.2 over the variance 0.25 / 50 leave 16 − 2 beyond chance.
    expectClose(fit.overdispersion, 14 * 0.005 / 2, relative: Tolerance.closedForm)
    expectClose(
      fit.units[0].limits[0].upper, 0.5 + 1.959963984540054 * (0.005 + fit.overdispersion).squareRoot(),
      relative: Tolerance.closedForm)
  }

  /// One unit far outside must not widen the limits that it is judged by.
  @Test func winsorisingKeepsOutliersOutsideTheirLimits() throws {
    let values = (0..<20).map { 0.25 + 0.002 * Double($0 % 5) } + [0.9]
    let units = shares(values.map { ($0, 100) })
    let fit = try FunnelLimits().fit(units, target: 0.25)
    #expect(fit.units[20].exceededLevel == 0.998)
    #expect(fit.units[..<20].allSatisfy { $0.exceededLevel == nil })
    let plain = try FunnelLimits(winsorisedShare: 0).fit(units, target: 0.25)
    #expect(fit.overdispersion < plain.overdispersion)
  }

  @Test func limitsOfSharesStayInTheUnitInterval() throws {
    let units = shares([(0.0, 5), (1, 5), (0.5, 8), (0, 20), (1, 20), (0.02, 100)])
    for limits in [FunnelLimits(), FunnelLimits(shareLimits: .normal, allowsOverdispersion: false)] {
      for unit in try limits.fit(units).units {
        #expect(unit.limits.allSatisfy { $0.lower >= 0 && $0.upper <= 1 && $0.lower <= $0.upper })
      }
    }
  }

  @Test func whatHasNoLimitsIsRefused() {
    #expect(throws: SmallAreaError.noVariation(areaCount: 2)) { try FunnelLimits().fit(shares([(0, 5), (0, 8)])) }
    #expect(throws: SmallAreaError.tooFewAreas(found: 1, required: 2)) { try FunnelLimits().fit(shares([(0.5, 5)])) }
    #expect(throws: SmallAreaError.variance(area: "b", value: 0)) {
      try FunnelLimits().fit(means: [
        RankedArea(area: "a", estimate: 1, meanSquaredError: 1),
        RankedArea(area: "b", estimate: 1, meanSquaredError: 0),
      ])
    }
  }

  @Test func theCriticalDifferenceIsTheErrorOfTheDifference() throws {
    let critical = CriticalDifference()
    let plain = try #require(critical.value(firstVariance: 3, secondVariance: 1))
    expectClose(plain, 2 * 1.959963984540054, relative: Tolerance.closedForm)
    let paired = try #require(critical.value(firstVariance: 3, secondVariance: 1, covariance: 1, raterVariance: 2))
    expectClose(paired, plain, relative: Tolerance.closedForm)
    #expect(critical.value(firstVariance: 1, secondVariance: 1, covariance: 2) == nil)
    #expect(critical.value(firstVariance: .nan, secondVariance: 1) == nil)
  }
}
