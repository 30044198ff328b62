/// Where children stand on a common scale, how they move on it, and how well it is measured.
///
/// Each development area has one scale for the forms that share items with each other. The unit of a scale is the standard
/// deviation of the control children at its first wave, and their mean is 0.
public struct ProgressionFindings: Sendable, Codable, Equatable {
  public var scales: [ScaleFinding]
  public var items: [ItemFinding]
  public var scoreTables: [ScoreTableFinding]
  public var growth: [GrowthFinding]
  public var effects: [LatentEffectFinding]
  public var changes: [ReliableChangeFinding]
  public var fairness: [FairnessFinding]
  public var anchors: [AnchorDriftFinding]

  /// Creates findings; none where the outcomes have no items.
  public init(
    scales: [ScaleFinding] = [], items: [ItemFinding] = [], scoreTables: [ScoreTableFinding] = [],
    growth: [GrowthFinding] = [], effects: [LatentEffectFinding] = [], changes: [ReliableChangeFinding] = [],
    fairness: [FairnessFinding] = [], anchors: [AnchorDriftFinding] = []
  ) {
    self.scales = scales
    self.items = items
    self.scoreTables = scoreTables
    self.growth = growth
    self.effects = effects
    self.changes = changes
    self.fairness = fairness
    self.anchors = anchors
  }
}
