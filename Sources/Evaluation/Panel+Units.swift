internal import Records

extension Panel {
  /// The levels at which an arm may have been given, outermost first.
  enum Level: String, CaseIterable, Sendable { case region, preschool, group }

  /// Code of the unit that a row belongs to.
  func unit(of row: Row, at level: Level) -> String {
    switch level {
    case .region: regionOfPreschool[row.place.preschool]
    case .preschool: records.preschools[row.place.preschool].code
    case .group: groups[row.place.group].code
    }
  }

  /// The level that the plan says was assigned.
  var plannedLevel: Level { plan.assignment.unit == .preschool ? .preschool : .group }

  /// Position of the wave that the arms are compared at before the treatment: the last one; `nil` without any.
  var baselineWave: Int? { plan.waves.lastIndex { $0.role == .before } }
}
