public import Records

/// How large a simulated pilot is and how it is laid out; the defaults give the pilot of 2026.
public struct PilotShape: Sendable, Equatable, Codable {
  /// Spread evenly over the regions: preschool *i* lies in region *i* modulo the number of regions.
  public var preschoolCount = 100
  /// Drawn uniformly for each preschool, at most 26; both age bands occur wherever there are two groups.
  public var groupsPerPreschool = 2...4
  /// Places in a group, drawn uniformly.
  public var childrenPerGroup = 20...26
  /// Who is assigned to an arm.
  ///
  /// Preschools by a coin per pair of preschools of a region (2 or 3 of 5 experimental); groups alternately within
  /// their preschool, in the order of their age bands, from a coin.
  public var assignment = Plan.Assignment.Unit.preschool
  /// Share of preschools outside the cities of republican significance that are urban.
  public var urbanShare = 0.55
  /// Share of groups taught in Kazakh; the others are taught in Russian.
  public var kazakhLanguageShare = 0.7

  /// Creates the shape of the pilot of 2026; change what differs.
  public init() {}

  /// Checks that a pilot of this shape can be made.
  ///
  /// - Throws: `SimulationError.countOutOfRange` and `.notAShare`, with the key and the value.
  func check() throws(SimulationError) {
    try check("preschool_count", preschoolCount, in: 1...99_999)
    for count in [groupsPerPreschool.lowerBound, groupsPerPreschool.upperBound] {
      try check("groups_per_preschool", count, in: 1...26)
    }
    for count in [childrenPerGroup.lowerBound, childrenPerGroup.upperBound] {
      try check("children_per_group", count, in: 1...999)
    }
    try requireShare("urban_share", urbanShare)
    try requireShare("kazakh_language_share", kazakhLanguageShare)
  }

  private func check(_ key: String, _ value: Int, in allowed: ClosedRange<Int>) throws(SimulationError) {
    guard allowed.contains(value) else { throw .countOutOfRange(key: key, value: value, allowed: allowed) }
  }
}
