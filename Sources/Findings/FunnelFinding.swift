/// One indicator of the places of one level against control limits, for a funnel plot.
public struct FunnelFinding: Sendable, Codable, Equatable {
  /// One place.
  public struct Point: Sendable, Codable, Equatable {
    public var place: String
    public var region: String?
    public var name: LocalizedText
    /// Effective number of independent observations, the horizontal axis; children come in preschools.
    public var size: Disclosable<Double>
    /// Direct value, not shrunken.
    public var value: Disclosable<Double>
    /// Limits of 95 % at the size of the place.
    public var inner: RiskFinding.Range
    /// Limits of 99.8 %.
    public var outer: RiskFinding.Range
    /// Whether the value lies outside the inner, and the outer limits.
    public var isOutsideInner: Disclosable<Bool>
    public var isOutsideOuter: Disclosable<Bool>

    /// Creates a point.
    public init(
      place: String, region: String?, name: LocalizedText, size: Disclosable<Double>, value: Disclosable<Double>,
      inner: RiskFinding.Range, outer: RiskFinding.Range, isOutsideInner: Disclosable<Bool>,
      isOutsideOuter: Disclosable<Bool>
    ) {
      self.place = place
      self.region = region
      self.name = name
      self.size = size
      self.value = value
      self.inner = inner
      self.outer = outer
      self.isOutsideInner = isOutsideInner
      self.isOutsideOuter = isOutsideOuter
    }
  }

  public var indicator: String
  public var name: LocalizedText
  public var level: RiskFinding.Level
  /// Value of all places together, which the limits are about.
  public var target: Double
  /// Variance between places beyond chance, added to the limits; 0 when there is none.
  public var overdispersion: Double
  public var points: [Point]
  public var warnings: [FindingWarning]
  /// Unit of the values such as `share`; `nil` when the framework gives none.
  public var unit: String?

  /// Creates a finding.
  public init(
    indicator: String, name: LocalizedText, level: RiskFinding.Level, target: Double, overdispersion: Double,
    points: [Point], warnings: [FindingWarning] = [], unit: String? = nil
  ) {
    self.indicator = indicator
    self.name = name
    self.level = level
    self.target = target
    self.overdispersion = overdispersion
    self.points = points
    self.warnings = warnings
    self.unit = unit
  }
}
