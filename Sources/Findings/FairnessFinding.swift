/// Whether an item is harder for one kind of children than for another with the same points on the scale.
public struct FairnessFinding: Sendable, Codable, Equatable {
  /// Stable address such as `fairness:creative.4.sex.4-Ш.3`.
  public var address: String
  public var outcome: String
  public var scale: String
  /// What tells the children apart: `sex`, `language`, `locality`, `arm` or `wave`.
  public var key: String
  /// The two values compared; a positive difference favours the second.
  public var reference: String
  public var focal: String
  public var item: String
  public var referenceCounts: Disclosable<Counts>
  public var focalCounts: Disclosable<Counts>
  /// Difference of the mean points on the item at equal points on the scale, focal less reference, with its test.
  public var difference: Disclosable<EffectFinding.Estimate>
  /// The difference in standard deviations of the item.
  public var standardized: Disclosable<Double>
  /// p-value adjusted over the items of the scale and key.
  public var adjustedPValue: Disclosable<Double>
  /// `negligible`, `moderate` or `large`.
  public var size: Disclosable<String>
  public var warnings: [FindingWarning]

  /// Creates a finding.
  public init(
    address: String, outcome: String, scale: String, key: String, reference: String, focal: String, item: String,
    referenceCounts: Disclosable<Counts>, focalCounts: Disclosable<Counts>,
    difference: Disclosable<EffectFinding.Estimate>, standardized: Disclosable<Double>,
    adjustedPValue: Disclosable<Double>, size: Disclosable<String>, warnings: [FindingWarning]
  ) {
    self.address = address
    self.outcome = outcome
    self.scale = scale
    self.key = key
    self.reference = reference
    self.focal = focal
    self.item = item
    self.referenceCounts = referenceCounts
    self.focalCounts = focalCounts
    self.difference = difference
    self.standardized = standardized
    self.adjustedPValue = adjustedPValue
    self.size = size
    self.warnings = warnings
  }
}
