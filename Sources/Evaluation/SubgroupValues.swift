internal import Findings
internal import Records

/// The values of a key of the plan, and the class of rows that each makes.
struct SubgroupValues: Sendable {
  let key: Plan.Subgroup
  /// Sorted.
  let values: [String]
  /// Position of each row's value among `values`, `nil` for a row without one; empty for directions, which overlap.
  let classes: [Int?]
  /// For directions, which rows each value is compared on: the experimental groups that have it and all control groups.
  private let members: [[Bool]]

  /// The values of a key; baseline levels are about the outcome at the given position.
  init(_ panel: Panel, key: Plan.Subgroup, outcome: Int) {
    self.key = key
    guard key != .direction else {
      let directions = Set(panel.groups.flatMap(\.directions)).sorted()
      values = directions
      classes = []
      members = directions.map { direction in
        panel.rows.map { row in
          row.place.arm == .control || panel.groups[row.place.group].directions.contains(direction)
        }
      }
      return
    }
    members = []
    let texts = Self.texts(panel, key: key, outcome: outcome)
    let found = Set(texts.compactMap(\.self)).sorted()
    let positions = Dictionary(uniqueKeysWithValues: found.enumerated().map { ($1, $0) })
    values = found
    classes = texts.map { text in text.flatMap { positions[$0] } }
  }

  /// Whether no row has two values, so that the values' effects can be compared.
  var areDisjoint: Bool { key != .direction }

  /// Whether a row of the panel counts for a value.
  func contains(_ row: Int, value: Int) -> Bool { areDisjoint ? classes[row] == value : members[value][row] }

  /// Whether every unit of assignment has one value.
  func isConstantInUnits(_ panel: Panel) -> Bool {
    guard areDisjoint else { return false }
    var known: [Int: Int] = [:]
    return panel.rows.indices.allSatisfy { row in
      guard let value = classes[row] else { return true }
      return known.updateValue(value, forKey: panel.unit(of: panel.rows[row])).map { $0 == value } ?? true
    }
  }

  /// Whether the classes are the same for every outcome.
  static func isSharedByOutcomes(_ key: Plan.Subgroup) -> Bool { key != .baselineLevel }

  private static func texts(_ panel: Panel, key: Plan.Subgroup, outcome: Int) -> [String?] {
    let records = panel.records
    func child(_ row: Int) -> Child { records.children[panel.rows[row].child] }
    func preschool(_ row: Int) -> Preschool { records.preschools[panel.rows[row].place.preschool] }
    func group(_ row: Int) -> Group { panel.groups[panel.rows[row].place.group] }
    let rows = panel.rows.indices
    switch key {
    case .region: return rows.map { panel.region(of: panel.rows[$0]) }
    case .locality: return rows.map { preschool($0).locality?.rawValue }
    case .ownership: return rows.map { preschool($0).ownership?.rawValue }
    case .language: return rows.map { group($0).language }
    case .sex: return rows.map { child($0).sex.rawValue }
    case .ageBand: return rows.map { String(group($0).ageBand) }
    case .specialNeeds: return rows.map { row in child(row).hasSpecialNeeds.map { $0 ? "yes" : "no" } }
    case .direction: return []
    case .baselineLevel: return baselineLevels(panel, outcome: outcome)
    }
  }

  /// Level of the row's child at the last wave before the treatment at which it was observed.
  private static func baselineLevels(_ panel: Panel, outcome: Int) -> [String?] {
    var levels: [Int: UInt8] = [:]
    for row in panel.rows.indices where panel.plan.waves[panel.rows[row].wave].role == .before {
      let level = panel.levels[outcome][row]
      if level > 0 { levels[panel.rows[row].child] = level }
    }
    return panel.rows.map { row in levels[row.child].map(String.init) }
  }
}
