/// How many children of an arm changed between two waves by more than measurement error explains.
public struct ReliableChangeFinding: Sendable, Codable, Equatable {
  /// Stable address such as `change:creative.baseline-final.control`.
  public var address: String
  public var outcome: String
  public var fromWave: String
  public var toWave: String
  public var arm: String
  /// Children with a score on the same scale at both waves.
  public var counts: Disclosable<Counts>
  /// Improved, unchanged, declined, in this order.
  public var children: [Disclosable<Int>]
  /// Shares in [0, 1].
  public var shares: [Disclosable<Double>]
  /// Interval of each share that knows the preschools.
  public var intervals: [Disclosable<Interval>]
  /// The shares that measurement error alone would give if no child had changed.
  public var expectedByChance: [Disclosable<Double>]

  /// Creates a finding.
  public init(
    address: String, outcome: String, fromWave: String, toWave: String, arm: String, counts: Disclosable<Counts>,
    children: [Disclosable<Int>], shares: [Disclosable<Double>], intervals: [Disclosable<Interval>],
    expectedByChance: [Disclosable<Double>]
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
    self.expectedByChance = expectedByChance
  }
}
