/// The comparison of places by what their children gained, after case mix: whose practice is worth a look.
public struct ValueAddedFindings: Sendable, Codable, Equatable {
  /// `nil` when nothing could be compared; `warnings` then say why.
  public var method: Method?
  /// Regions, preschools and directions.
  public var places: [ValueAddedFinding]
  /// Direct values of regions and preschools against the limits of chance at their sizes.
  public var funnels: [FunnelFinding]
  public var warnings: [FindingWarning]

  /// What was held constant, and where results differ.
  public struct Method: Sendable, Codable, Equatable {
    /// Keys of the child's and the place's characteristics in the model, beside the start and the sheet.
    public var caseMix: [String]
    /// Children of the experimental groups with a start, a later result and all characteristics.
    public var children: Disclosable<Int>
    /// Children of the experimental groups with a result after the start that lack one of the others.
    public var leftOut: Disclosable<Int>
    /// Regions that are not compared: those with fewer experimental preschools or children than may be published, and the
    /// smallest others that would give a single one away.
    public var regionsNotCompared: Int
    /// Share of the unexplained variance that lies between preschools, between the groups of a preschool, and between
    /// children, in [0, 1]; `groups` is `nil` where groups cannot be told from preschools.
    public var preschools: Double
    public var groups: Double?
    public var withinGroups: Double
    /// Creates a description.
    public init(
      caseMix: [String], children: Disclosable<Int>, leftOut: Disclosable<Int>, regionsNotCompared: Int,
      preschools: Double, groups: Double?, withinGroups: Double
    ) {
      self.caseMix = caseMix
      self.children = children
      self.leftOut = leftOut
      self.regionsNotCompared = regionsNotCompared
      self.preschools = preschools
      self.groups = groups
      self.withinGroups = withinGroups
    }
  }

  /// Creates a comparison from its parts.
  public init(
    method: Method? = nil, places: [ValueAddedFinding] = [], funnels: [FunnelFinding] = [],
    warnings: [FindingWarning] = []
  ) {
    self.method = method
    self.places = places
    self.funnels = funnels
    self.warnings = warnings
  }

  /// The places of one level.
  public func places(_ level: ValueAddedFinding.Level) -> [ValueAddedFinding] { places.filter { $0.level == level } }

  /// Candidates of a level, the surest first; places of the same probability by their code.
  public func candidates(_ level: ValueAddedFinding.Level) -> [ValueAddedFinding] {
    places(level).filter(\.isCandidate).sorted {
      ($1.probabilityInHighestFifth.value ?? 0, $0.place) < ($0.probabilityInHighestFifth.value ?? 0, $1.place)
    }
  }
}
