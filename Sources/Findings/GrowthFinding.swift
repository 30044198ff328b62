/// Where the children of one arm stand on a scale at one wave.
public struct GrowthFinding: Sendable, Codable, Equatable {
  /// Stable address such as `growth:creative.4.final.control`.
  public var address: String
  public var outcome: String
  public var scale: String
  public var wave: String
  public var arm: String
  public var counts: Disclosable<Counts>
  /// Mean of the plausible values in units of the scale; its interval knows preschools and measurement.
  public var mean: Disclosable<EffectFinding.Estimate>

  /// Creates a finding.
  public init(
    address: String, outcome: String, scale: String, wave: String, arm: String, counts: Disclosable<Counts>,
    mean: Disclosable<EffectFinding.Estimate>
  ) {
    self.address = address
    self.outcome = outcome
    self.scale = scale
    self.wave = wave
    self.arm = arm
    self.counts = counts
    self.mean = mean
  }
}
