/// The risk index of one place: 0 … 100, 100 = most support needed.
public struct RiskFinding: Sendable, Codable, Equatable {
  /// What kind of place an index is about.
  public enum Level: String, Sendable, Codable, CaseIterable { case country, region, district, preschool, group }

  /// What support an index or a value asks for.
  public enum Rating: String, Sendable, Codable, CaseIterable { case green, amber, red }

  /// Stable address such as `risk:KZ-27` or, of a quarter, `risk:KZ-27.2026Q1`.
  public var address: String
  public var level: Level
  /// Code of the place: ISO 3166-2 for the country and regions, the records' own codes below.
  public var place: String
  /// Code of the region the place is or lies in; `nil` for the country.
  public var region: String?
  public var name: LocalizedText
  /// Quarter such as `2026Q1`, counting everything known at its end; `nil` for the whole time of the records.
  public var quarter: String?
  public var counts: Disclosable<Counts>
  public var index: Disclosable<Score>
  /// The published sub-indices, in the order of the framework.
  public var blocks: [Block]
  /// Facts that no average may hide.
  public var flags: [Flag]
  /// By the framework's zones; `.noData` when it cannot be said.
  public var rating: Disclosable<Rating>
  /// Among the places of the level; `.noData` when fewer than two are scored.
  public var rank: Disclosable<Rank>
  /// Probability that the place is in the fifth of its level with the highest index.
  public var probabilityInHighestFifth: Disclosable<Double>
  /// Where the index lies among the framework's zones; `.noData` without zones or index.
  public var zones: Disclosable<ZoneProbabilities>
  public var warnings: [FindingWarning]

  /// Creates a finding.
  public init(
    level: Level, place: String, region: String?, name: LocalizedText, quarter: String? = nil,
    counts: Disclosable<Counts>, index: Disclosable<Score>, blocks: [Block], flags: [Flag] = [],
    rating: Disclosable<Rating> = .noData, rank: Disclosable<Rank> = .noData,
    probabilityInHighestFifth: Disclosable<Double>, zones: Disclosable<ZoneProbabilities> = .noData,
    warnings: [FindingWarning]
  ) {
    self.address = "risk:\(place)" + (quarter.map { ".\($0)" } ?? "")
    self.level = level
    self.place = place
    self.region = region
    self.name = name
    self.quarter = quarter
    self.counts = counts
    self.index = index
    self.blocks = blocks
    self.flags = flags
    self.rating = rating
    self.rank = rank
    self.probabilityInHighestFifth = probabilityInHighestFifth
    self.zones = zones
    self.warnings = warnings
  }
}
