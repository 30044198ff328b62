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

  /// Creates a finding.
  public init(
    address: String, outcome: String, fromWave: String, toWave: String, arm: String, counts: Disclosable<Counts>,
    children: [[Disclosable<Int>]], shares: [[Disclosable<Double>]]
  ) {
    self.address = address
    self.outcome = outcome
    self.fromWave = fromWave
    self.toWave = toWave
    self.arm = arm
    self.counts = counts
    self.children = children
    self.shares = shares
  }
}
