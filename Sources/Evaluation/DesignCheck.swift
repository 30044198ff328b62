internal import Findings
internal import Records

/// What the data show about the design, held against what the plan says.
struct DesignCheck {
  private let panel: Panel

  init(_ panel: Panel) { self.panel = panel }

  /// Loss between the first and the last wave that differs by more than this between the arms is said, in shares.
  static let differentialAttritionLimit = 0.05

  func warnings() -> [FindingWarning] {
    var warnings = assignmentWarnings() + strataWarnings()
    if !panel.plan.assignment.isRandomised {
      warnings.append(FindingWarning(.notRandomised, "units were not assigned to the arms at random"))
    }
    if !panel.hasBaseline {
      warnings.append(FindingWarning(.noBaseline, "no wave was observed before the treatment"))
    }
    return warnings + raterWarnings + movedWarnings() + attritionWarnings() + scaleWarnings()
  }

  /// Waves at which the marks of all children together fall in every development area.
  private func scaleWarnings() -> [FindingWarning] {
    let waves = panel.plan.waves.indices.dropFirst()
      .filter { panel.fallingMarks(wave: $0, arm: nil).all.fallsEverywhere }
      .map { panel.plan.waves[$0].name }
    guard !waves.isEmpty else { return [] }
    let names = waves.joined(separator: ", ")
    return [
      FindingWarning(
        .reversedScale, "marks fall in every development area at \(names): the scale may be reversed",
        facts: ["waves": names])
    ]
  }

  /// As attended, whether children of a plan with a baseline changed groups: each group then has a part of them.
  private func movedWarnings() -> [FindingWarning] {
    guard panel.hasBaseline, panel.plan.effects.arm == .attended else { return [] }
    let moved = zip(panel.rows, panel.rows.dropFirst()).contains {
      $0.child == $1.child && $0.place.group != $1.place.group
    }
    guard moved else { return [] }
    return [
      FindingWarning(
        .contamination,
        "children changed groups; as attended, their waves in different groups count as different children")
    ]
  }

  private func assignmentWarnings() -> [FindingWarning] {
    let mixed = UnitsByArm(panel).findings().first { $0.level == Panel.Level.preschool.rawValue }?.bothArms ?? 0
    switch panel.plan.assignment.unit {
    case .preschool where mixed > 0:
      return [
        FindingWarning(
          .assignmentMismatch,
          "the plan says that preschools were assigned, but \(mixed) preschools have groups of both arms",
          facts: ["unit": "preschool", "preschools": String(mixed)])
      ]
    case .group where mixed == 0:
      return [
        FindingWarning(
          .assignmentMismatch, "the plan says that groups were assigned, but no preschool has groups of both arms",
          facts: ["unit": "group", "preschools": "0"])
      ]
    case .group:
      return [
        FindingWarning(
          .contamination, "\(mixed) preschools have groups of both arms, which may learn from each other",
          facts: ["preschools": String(mixed)])
      ]
    case .preschool: return []
    }
  }

  /// Strata of the plan in which one arm only was observed.
  private func strataWarnings() -> [FindingWarning] {
    panel.plan.assignment.strata.compactMap { stratum in
      var arms: [String: Set<Arm>] = [:]
      for row in panel.rows { arms[panel.value(ofStratum: stratum, row), default: []].insert(row.place.arm) }
      let single = arms.filter { $0.value.count < 2 }.keys.sorted()
      guard !single.isEmpty else { return nil }
      return FindingWarning(
        .assignmentMismatch, "one arm only in \(single.count) strata of \(stratum): \(single.joined(separator: ", "))",
        facts: ["stratum": stratum, "strata": String(single.count)])
    }
  }

  /// Who marks may mark what is hoped for.
  var raterWarnings: [FindingWarning] {
    isRatedByEducators
      ? [FindingWarning(.ratedByTeacher, "children are rated by the educators who teach them")] : []
  }

  /// Whether most sheets were filled by the educator of the child's group.
  private var isRatedByEducators: Bool {
    let rated = panel.rows.filter { !$0.assessor.isEmpty }
    return rated.count { panel.groups[$0.place.group].educator == $0.assessor } * 2 > rated.count
  }

  /// Losses that differ between the arms, of units of assignment or of children in the units that stayed.
  private func attritionWarnings() -> [FindingWarning] {
    guard panel.plan.waves.count > 1 else { return [] }
    let retention = Retention(panel, wave: panel.plan.waves.count - 1)
    let differences = [retention.units, retention.children].compactMap(\.differentialLoss)
    guard differences.contains(where: { abs($0) > Self.differentialAttritionLimit }) else { return [] }
    return [
      FindingWarning(
        .differentialAttrition,
        "the share of children lost between the first and the last wave differs by more than 5 points between the arms",
        facts: ["limit": "5"])
    ]
  }
}
