/// How the levels of the children with one value of a key stand beside those of the value most children have.
///
/// A description, not a cause: preschools and families differ in much besides the key, and a level is what the
/// children's own educators marked.
public struct EquityGapFinding: Sendable, Codable, Equatable {
  /// Stable address such as `equity:physical.final.locality.rural`.
  public var address: String
  public var outcome: String
  /// The last wave at which the outcome was observed.
  public var wave: String
  /// Key of the plan such as `locality`.
  public var key: String
  /// Value of the key such as `rural`.
  public var value: String
  /// The value that the gaps are held against: the one that most children have.
  public var reference: String
  /// Children of both arms with a level; groups and preschools behind them.
  public var counts: Disclosable<Counts>
  /// Share of the children at level I, II, III, in [0, 1].
  public var shares: [Disclosable<Double>]
  /// Share at level I less that of the reference, given the arm; no data for the reference itself.
  public var levelOneGap: Disclosable<EffectFinding.Estimate>
  /// The same at level III.
  public var levelThreeGap: Disclosable<EffectFinding.Estimate>
  public var warnings: [FindingWarning]

  /// Creates a finding.
  public init(
    address: String, outcome: String, wave: String, key: String, value: String, reference: String,
    counts: Disclosable<Counts>, shares: [Disclosable<Double>], levelOneGap: Disclosable<EffectFinding.Estimate>,
    levelThreeGap: Disclosable<EffectFinding.Estimate>, warnings: [FindingWarning]
  ) {
    self.address = address
    self.outcome = outcome
    self.wave = wave
    self.key = key
    self.value = value
    self.reference = reference
    self.counts = counts
    self.shares = shares
    self.levelOneGap = levelOneGap
    self.levelThreeGap = levelThreeGap
    self.warnings = warnings
  }

  /// Whether the others are held against this value.
  public var isReference: Bool { value == reference }
}
