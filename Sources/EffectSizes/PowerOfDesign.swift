import Probability

/// What a design can find: power, minimum detectable effect, and the number of units that an effect needs.
///
/// The test is the two-sided t test of the effect over its standard error. Power is that of the noncentral t
/// distribution; the minimum detectable effect is the one that is found with exactly the wanted power. (The multiplier
/// t(1 − α/2) + t(power) of Bloom, which most tables use, is a close approximation and given beside it.)
///
/// **Source.** Bloom (1995), Evaluation Review 19:547; Dong & Maynard (2013), J. Res. Educ. Effectiveness 6:24. Verified
/// to 1e-9 relative against their closed forms, and by `PowerSimulation`.
public struct PowerOfDesign: Sendable, Codable, Equatable {
  public var design: AssignmentDesign
  /// Level of the two-sided test, in (0, 1).
  public var significanceLevel: Double

  /// Creates a question about a design.
  public init(_ design: AssignmentDesign, significanceLevel: Double = 0.05) {
    precondition(significanceLevel > 0 && significanceLevel < 1, "significance level \(significanceLevel)")
    self.design = design
    self.significanceLevel = significanceLevel
  }

  /// The probability that an effect is found.
  ///
  /// - Parameter effect: In standard deviations of the outcome.
  /// - Returns: Probability in (0, 1) that the test rejects, on either side.
  /// - Throws: `PowerError` for a design out of range or an effect that is not finite.
  public func power(for effect: Double) throws(PowerError) -> Double {
    guard effect.isFinite else { throw .outOfRange(quantity: "effect", level: nil, value: effect) }
    return power(for: effect, try design.precision())
  }

  /// The smallest effect that is found with a wanted power.
  ///
  /// - Parameter power: Wanted probability, above the significance level and below 1.
  /// - Returns: The effect with the standard error and degrees of freedom behind it.
  /// - Throws: `PowerError` for a design or a power out of range.
  public func minimumDetectableEffect(power: Double = 0.8) throws(PowerError) -> MinimumDetectableEffect {
    try check(power)
    let precision = try design.precision()
    let distribution = StudentT(degreesOfFreedom: precision.degreesOfFreedom)
    let bloom = distribution.upperQuantile(significanceLevel / 2) + distribution.quantile(power)
    return MinimumDetectableEffect(
      value: try effect(found: power, precision), standardError: precision.standardError,
      degreesOfFreedom: precision.degreesOfFreedom, power: power, significanceLevel: significanceLevel,
      bloomApproximation: bloom * precision.standardError)
  }

  /// The smallest number of assigned units (per block, where there are blocks) that finds an effect.
  ///
  /// - Parameters:
  ///   - effect: In standard deviations of the outcome, not 0.
  ///   - power: Wanted probability, above the significance level and below 1.
  /// - Returns: The number of units; the design's own number is not read.
  /// - Throws: `PowerError.unattainable` when a million units do not reach the power; others for what is out of range.
  public func unitCount(for effect: Double, power: Double = 0.8) throws(PowerError) -> Int {
    try check(power)
    guard effect.isFinite, effect != 0 else { throw .outOfRange(quantity: "effect", level: nil, value: effect) }
    var above = 1
    while try !reaches(power, effect, unitCount: above) {
      guard above < Self.unitLimit else {
        let atLimit = try withUnitCount(above).power(for: effect)
        throw .unattainable(power: power, unitLimit: Self.unitLimit, powerAtLimit: atLimit)
      }
      above *= 2
    }
    var below = above / 2
    while above - below > 1 {
      let middle = (above + below) / 2
      if try reaches(power, effect, unitCount: middle) { above = middle } else { below = middle }
    }
    return above
  }

  private static let unitLimit = 1 << 20
  /// Effects of more standard errors than this are taken as this many: what the noncentral t accepts.
  private static let largestShift = 1e4

  private func reaches(_ power: Double, _ effect: Double, unitCount: Int) throws(PowerError) -> Bool {
    do {
      return try withUnitCount(unitCount).power(for: effect) >= power
    } catch .noDegreesOfFreedom {
      return false
    }
  }

  private func withUnitCount(_ count: Int) -> PowerOfDesign {
    var other = self
    if other.design.levels.indices.contains(design.assignmentLevel) {
      other.design.levels[design.assignmentLevel].unitCount = Double(count)
    }
    return other
  }

  private func power(for effect: Double, _ precision: AssignmentDesign.Precision) -> Double {
    let df = precision.degreesOfFreedom
    let critical = StudentT(degreesOfFreedom: df).upperQuantile(significanceLevel / 2)
    let shift = min(abs(effect) / precision.standardError, Self.largestShift)
    let distribution = NoncentralT(degreesOfFreedom: df, noncentrality: shift)
    return min(1, distribution.upperTail(critical) + distribution.cumulative(-critical))
  }

  /// The effect at which the power is reached, by bisection: the power grows with the effect.
  private func effect(
    found power: Double, _ precision: AssignmentDesign.Precision
  ) throws(PowerError) -> Double {
    var (below, above) = (0.0, precision.standardError)
    while self.power(for: above, precision) < power {
      guard above < Self.largestShift * precision.standardError else {
        throw .noDegreesOfFreedom(found: precision.degreesOfFreedom)
      }
      (below, above) = (above, 2 * above)
    }
    while true {
      let middle = (below + above) / 2
      guard middle > below, middle < above else { return above }
      if self.power(for: middle, precision) < power { below = middle } else { above = middle }
    }
  }

  private func check(_ power: Double) throws(PowerError) {
    guard power > significanceLevel, power < 1 else { throw .outOfRange(quantity: "power", level: nil, value: power) }
  }
}
