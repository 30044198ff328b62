/// The risk chapter: which places need support, why, and how sure that is.
public struct RiskFindings: Sendable, Codable, Equatable {
  /// How the index was formed; `nil` for a plan without a risk framework, when all else is empty.
  public var method: RiskMethod?
  /// All levels, over the whole time and quarter by quarter.
  public var places: [RiskFinding]
  /// One per level and time with at least two scored places.
  public var rankings: [RiskRankingFinding]
  /// Indicators of the regions and preschools against control limits.
  public var funnels: [FunnelFinding]
  /// From each quarter to the next, regions and preschools.
  public var changes: [RiskChangeFinding]

  /// Creates a chapter from its parts.
  public init(
    method: RiskMethod? = nil, places: [RiskFinding] = [], rankings: [RiskRankingFinding] = [],
    funnels: [FunnelFinding] = [], changes: [RiskChangeFinding] = []
  ) {
    self.method = method
    self.places = places
    self.rankings = rankings
    self.funnels = funnels
    self.changes = changes
  }

  /// The places of one level at one time; `nil` for the whole time.
  public func places(_ level: RiskFinding.Level, quarter: String? = nil) -> [RiskFinding] {
    places.filter { $0.level == level && $0.quarter == quarter }
  }

  /// The regions over the whole time.
  public var regions: [RiskFinding] { places(.region) }

  /// The quarters that places have findings for, in order.
  public var quarters: [String] { Set(places.compactMap(\.quarter)).sorted() }
}

/// How a risk index was formed.
public struct RiskMethod: Sendable, Codable, Equatable {
  /// Name of the index; `nil` when the framework gives none.
  public var name: LocalizedText?
  /// In the words of the framework's file.
  public var normalisation: String
  public var weighting: String
  public var betweenBlocks: String
  /// Share of a block's weight that must be known for a score, in (0, 1].
  public var minimumWeightShare: Double
  /// Indices from which a place is amber and red.
  public var amber: Double?
  public var red: Double?
  /// Whether every threshold and zone was agreed; otherwise ratings are proposals.
  public var thresholdsAreAgreed: Bool
  /// Draws behind intervals and ranks.
  public var drawCount: Int
  /// Rise of the index, in points, that changes are asked about.
  public var rise: Double

  /// Creates a description.
  public init(
    name: LocalizedText?, normalisation: String, weighting: String, betweenBlocks: String, minimumWeightShare: Double,
    amber: Double?, red: Double?, thresholdsAreAgreed: Bool, drawCount: Int, rise: Double
  ) {
    self.name = name
    self.normalisation = normalisation
    self.weighting = weighting
    self.betweenBlocks = betweenBlocks
    self.minimumWeightShare = minimumWeightShare
    self.amber = amber
    self.red = red
    self.thresholdsAreAgreed = thresholdsAreAgreed
    self.drawCount = drawCount
    self.rise = rise
  }
}
