internal import Findings
internal import Records

/// The units of each level by the arms found in them: which unit was assigned, as the data show it.
struct UnitsByArm {
  private let panel: Panel

  init(_ panel: Panel) { self.panel = panel }

  /// One finding per level, outermost first.
  ///
  /// The unit of assignment is the outermost level whose units hold one arm each; none is found while one arm only was
  /// observed.
  func findings() -> [AssignmentUnits] {
    var isTaken = Set(panel.rows.map(\.place.arm)).count < 2
    return Panel.Level.allCases.map { level in
      let arms = armsOfUnits(level)
      let both = arms.count { $0.count > 1 }
      defer { isTaken = isTaken || both == 0 }
      return AssignmentUnits(
        level: level.rawValue, controlOnly: arms.count { $0 == [.control] },
        experimentalOnly: arms.count { $0 == [.experimental] }, bothArms: both,
        isPlanned: level == panel.plannedLevel, isFound: both == 0 && !isTaken)
    }
  }

  private func armsOfUnits(_ level: Panel.Level) -> [Set<Arm>] {
    var arms: [String: Set<Arm>] = [:]
    for row in panel.rows { arms[panel.unit(of: row, at: level), default: []].insert(row.place.arm) }
    return Array(arms.values)
  }
}
