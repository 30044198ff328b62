/// One item of a scale: how hard it is, how it is used, and whether it fits.
public struct ItemFinding: Sendable, Codable, Equatable {
  /// Stable address such as `item:creative.4.4-Ш.3`.
  public var address: String
  public var item: String
  public var outcome: String
  public var scale: String
  public var counts: Disclosable<Counts>
  /// Where a mark becomes likelier than the one below it, from 2 and from 3 points, in units of the scale; empty for an
  /// item that could not be scaled.
  public var steps: [Step]
  /// Slope in the model's own unit; 1 in the Rasch family.
  public var slope: Double
  /// Mean squares, 1 where marks vary as the model says.
  public var infit: Disclosable<Double>
  public var outfit: Disclosable<Double>
  /// p-value of S-X², whether the marks fit given the points on the other items.
  public var fitPValue: Disclosable<Double>
  /// Correlation of the item with the other items of the scale.
  public var itemRestCorrelation: Disclosable<Double>
  /// How the marks were used, by arm and wave.
  public var uses: [Use]
  public var warnings: [FindingWarning]

  /// A step with its standard error.
  public struct Step: Sendable, Codable, Equatable {
    public var value: Double
    public var standardError: Double?
    /// Creates a step.
    public init(value: Double, standardError: Double?) {
      self.value = value
      self.standardError = standardError
    }
  }

  /// Use of the marks in one arm at one wave.
  public struct Use: Sendable, Codable, Equatable {
    public var arm: String
    public var wave: String
    /// Children with a mark.
    public var counts: Disclosable<Counts>
    /// Shares of 1, 2 and 3 points among the marks, in [0, 1].
    public var shares: [Disclosable<Double>]
    /// Share of the sheets on which the item has no mark, in [0, 1].
    public var missingShare: Disclosable<Double>
    /// Creates the use.
    public init(
      arm: String, wave: String, counts: Disclosable<Counts>, shares: [Disclosable<Double>],
      missingShare: Disclosable<Double>
    ) {
      self.arm = arm
      self.wave = wave
      self.counts = counts
      self.shares = shares
      self.missingShare = missingShare
    }
  }

  /// Creates a finding.
  public init(
    address: String, item: String, outcome: String, scale: String, counts: Disclosable<Counts>, steps: [Step],
    slope: Double, infit: Disclosable<Double>, outfit: Disclosable<Double>, fitPValue: Disclosable<Double>,
    itemRestCorrelation: Disclosable<Double>, uses: [Use], warnings: [FindingWarning]
  ) {
    self.address = address
    self.item = item
    self.outcome = outcome
    self.scale = scale
    self.counts = counts
    self.steps = steps
    self.slope = slope
    self.infit = infit
    self.outfit = outfit
    self.fitPValue = fitPValue
    self.itemRestCorrelation = itemRestCorrelation
    self.uses = uses
    self.warnings = warnings
  }
}
