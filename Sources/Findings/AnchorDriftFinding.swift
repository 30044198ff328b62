/// Whether an item that links two waves kept its difficulty, relative to the other linking items.
public struct AnchorDriftFinding: Sendable, Codable, Equatable {
  /// Stable address such as `anchor:creative.4.baseline-final.4-Ш.3`.
  public var address: String
  public var outcome: String
  public var scale: String
  public var fromWave: String
  public var toWave: String
  public var item: String
  /// Children with a mark at the wave where they are fewer.
  public var counts: Disclosable<Counts>
  /// Change of the item's difficulty in units of the scale, less the mean change of all linking items.
  public var drift: Disclosable<EffectFinding.Estimate>

  /// Creates a finding.
  public init(
    address: String, outcome: String, scale: String, fromWave: String, toWave: String, item: String,
    counts: Disclosable<Counts>, drift: Disclosable<EffectFinding.Estimate>
  ) {
    self.address = address
    self.outcome = outcome
    self.scale = scale
    self.fromWave = fromWave
    self.toWave = toWave
    self.item = item
    self.counts = counts
    self.drift = drift
  }
}
