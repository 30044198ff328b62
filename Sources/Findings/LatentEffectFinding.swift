/// What the experimental groups gained on the latent scale, free of the scale's floor, ceiling and measurement error.
public struct LatentEffectFinding: Sendable, Codable, Equatable {
  /// Stable address such as `latent:creative.final`.
  public var address: String
  public var outcome: String
  public var wave: String
  public var control: Disclosable<Counts>
  public var experimental: Disclosable<Counts>
  /// Effect in standard deviations of the control children's ability at the first wave.
  public var estimate: Disclosable<EffectFinding.Estimate>
  /// Effect on the probability of reaching level III on a complete sheet, in [−1, 1].
  public var levelThree: Disclosable<EffectFinding.Estimate>
  /// Share of the effect's variance that is due to measurement, in [0, 1].
  public var measurementShare: Disclosable<Double>
  public var plausibleValueCount: Int
  public var warnings: [FindingWarning]

  /// Creates a finding.
  public init(
    address: String, outcome: String, wave: String, control: Disclosable<Counts>, experimental: Disclosable<Counts>,
    estimate: Disclosable<EffectFinding.Estimate>, levelThree: Disclosable<EffectFinding.Estimate>,
    measurementShare: Disclosable<Double>, plausibleValueCount: Int, warnings: [FindingWarning]
  ) {
    self.address = address
    self.outcome = outcome
    self.wave = wave
    self.control = control
    self.experimental = experimental
    self.estimate = estimate
    self.levelThree = levelThree
    self.measurementShare = measurementShare
    self.plausibleValueCount = plausibleValueCount
    self.warnings = warnings
  }
}
