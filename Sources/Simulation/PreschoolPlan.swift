import Probability
import Records

/// A simulated preschool with everything that is decided about it before the first child.
struct PreschoolPlan {
  let record: Preschool
  let groups: [GroupPlan]

  var experimentalGroups: [GroupPlan] { groups.filter { $0.arm == .experimental } }
}

/// A simulated group with everything that is decided about it before the first child.
struct GroupPlan {
  let code: String
  let preschool: String
  let region: String
  /// Age band in the school year 2025-26, 4 or 5.
  let ageBand: Int
  let language: String
  let arm: Arm
  let directions: [String]
  /// Educator in 2025-26.
  let educator: String
  /// Educator in 2026-27, often the same.
  let nextEducator: String
  let childCount: Int

  /// Whether the group goes on in 2026-27; the others have left for school.
  var continues: Bool { ageBand == 4 }

  func educator(at wave: PilotWave) -> String { wave == .final ? nextEducator : educator }

  /// One record for each school year in which the group exists.
  var records: [Group] {
    let first = record(PilotCalendar.firstYear, ageBand: ageBand, educator: educator)
    guard continues else { return [first] }
    return [first, record(PilotCalendar.secondYear, ageBand: ageBand + 1, educator: nextEducator)]
  }

  private func record(_ year: SchoolYear, ageBand: Int, educator: String) -> Group {
    Group(
      code: code, preschool: preschool, schoolYear: year, ageBand: ageBand, language: language, arm: arm,
      directions: directions, educator: educator)
  }
}
