/// How far the children of one place, or of one direction of practice, came beyond what their start and their case mix
/// lead to expect.
public struct ValueAddedFinding: Sendable, Codable, Equatable {
  /// What is compared.
  public enum Level: String, Sendable, Codable, CaseIterable { case region, preschool, direction }

  /// An estimate with its interval, in standard deviations of the children's results.
  public struct Estimate: Sendable, Codable, Equatable {
    public var value: Double
    public var interval: Interval
    /// Creates an estimate.
    public init(value: Double, interval: Interval) {
      self.value = value
      self.interval = interval
    }
  }

  /// Stable address such as `value_added:region.KZ-27`.
  public var address: String
  public var level: Level
  /// Code of the region or preschool, or key of the direction.
  public var place: String
  /// Code of the region the place is or lies in; `nil` for a direction.
  public var region: String?
  /// `nil` for a direction, which every language has its own word for.
  public var name: LocalizedText?
  public var counts: Disclosable<Counts>
  /// Weighted mean of the groups' results less those expected, not shrunken; `.noData` for directions, which groups share.
  public var direct: Disclosable<Double>
  /// Shrunken; of a direction against the mean of all directions.
  public var estimate: Disclosable<Estimate>
  /// Mean weight of the direct value, in [0, 1]; `.noData` for directions.
  public var shrinkage: Disclosable<Double>
  /// Probability of being in the fifth of the level with the highest value.
  public var probabilityInHighestFifth: Disclosable<Double>
  /// Probability of a value above what was expected; of a direction, above the mean of all.
  public var probabilityAboveExpected: Disclosable<Double>

  /// Creates a finding.
  public init(
    level: Level, place: String, region: String?, name: LocalizedText?, counts: Disclosable<Counts>,
    direct: Disclosable<Double>, estimate: Disclosable<Estimate>, shrinkage: Disclosable<Double>,
    probabilityInHighestFifth: Disclosable<Double>, probabilityAboveExpected: Disclosable<Double>
  ) {
    address = "value_added:\(level.rawValue).\(place)"
    self.level = level
    self.place = place
    self.region = region
    self.name = name
    self.counts = counts
    self.direct = direct
    self.estimate = estimate
    self.shrinkage = shrinkage
    self.probabilityInHighestFifth = probabilityInHighestFifth
    self.probabilityAboveExpected = probabilityAboveExpected
  }

  /// What a place is named for: rather in the highest fifth than not, and surely above what was expected.
  ///
  /// Where places do not differ, somebody is still in the highest fifth, with any probability by chance.
  private static let least = (inHighestFifth: 0.5, aboveExpected: 0.95)

  /// Whether the place is named as a candidate for a competence centre, to be visited before anything is decided.
  public var isCandidate: Bool {
    guard let fifth = probabilityInHighestFifth.value, let above = probabilityAboveExpected.value else { return false }
    return fifth > Self.least.inHighestFifth && above > Self.least.aboveExpected
  }
}
