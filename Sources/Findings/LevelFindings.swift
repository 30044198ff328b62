/// How many children stand at levels I, II and III in one development area, by arm and wave.
public struct LevelShareFinding: Sendable, Codable, Equatable {
  public var address: String
  public var outcome: String
  public var wave: String
  /// `control` or `experimental`.
  public var arm: String
  /// Children observed in the area; groups and preschools behind them.
  public var counts: Disclosable<Counts>
  /// Number of children at level I, II, III, in this order.
  public var children: [Disclosable<Int>]
  /// Share of children at level I, II, III, in [0, 1].
  public var shares: [Disclosable<Double>]
  /// Interval of each share that knows the preschools; no data with one preschool.
  public var intervals: [Disclosable<Interval>]

  /// Creates a finding.
  public init(
    address: String, outcome: String, wave: String, arm: String, counts: Disclosable<Counts>,
    children: [Disclosable<Int>], shares: [Disclosable<Double>], intervals: [Disclosable<Interval>]
  ) {
    self.address = address
    self.outcome = outcome
    self.wave = wave
    self.arm = arm
    self.counts = counts
    self.children = children
    self.shares = shares
    self.intervals = intervals
  }
}

/// How children moved between levels from one wave to another, by arm, among those observed at both.
public struct TransitionFinding: Sendable, Codable, Equatable {
  public var address: String
  public var outcome: String
  public var fromWave: String
  public var toWave: String
  public var arm: String
  public var counts: Disclosable<Counts>
  /// 3 × 3 counts; row = level at `fromWave` (I, II, III), column = level at `toWave`.
  public var children: [[Disclosable<Int>]]
  /// Row shares in [0, 1]: of those who started at the row's level, the share that ended at the column's.
  public var shares: [[Disclosable<Double>]]
  /// Interval of each row share that knows the preschools; no data with one preschool.
  public var intervals: [[Disclosable<Interval>]]
  /// Whether moves from each level to each other are as many as moves back (Bowker), with preschools as the units.
  public var symmetry: Disclosable<MovementTest>
  /// Whether the shares of the levels are the same at both waves (Stuart–Maxwell), with preschools as the units.
  public var marginalHomogeneity: Disclosable<MovementTest>
  /// Why a test or an interval is missing.
  public var warnings: [FindingWarning]

  /// A test of whether children moved between levels more one way than the other.
  public struct MovementTest: Sendable, Codable, Equatable {
    /// Chi-squared statistic.
    public var statistic: Double
    /// Number of independent imbalances that any preschool shows.
    public var degreesOfFreedom: Int
    public var pValue: Double
    /// Preschools with a child observed at both waves.
    public var clusterCount: Int
    /// Creates the outcome of a test.
    public init(statistic: Double, degreesOfFreedom: Int, pValue: Double, clusterCount: Int) {
      self.statistic = statistic
      self.degreesOfFreedom = degreesOfFreedom
      self.pValue = pValue
      self.clusterCount = clusterCount
    }
  }

  /// Creates a finding.
  public init(
    address: String, outcome: String, fromWave: String, toWave: String, arm: String, counts: Disclosable<Counts>,
    children: [[Disclosable<Int>]], shares: [[Disclosable<Double>]], intervals: [[Disclosable<Interval>]] = [],
    symmetry: Disclosable<MovementTest> = .noData, marginalHomogeneity: Disclosable<MovementTest> = .noData,
    warnings: [FindingWarning] = []
  ) {
    self.address = address
    self.outcome = outcome
    self.fromWave = fromWave
    self.toWave = toWave
    self.arm = arm
    self.counts = counts
    self.children = children
    self.shares = shares
    self.intervals = intervals
    self.symmetry = symmetry
    self.marginalHomogeneity = marginalHomogeneity
    self.warnings = warnings
  }
}
