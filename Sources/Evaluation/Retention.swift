internal import Balancing
internal import Records

/// Who was observed at the first wave, and who of them at a later one.
///
/// A cohort of birth that nobody is observed of at the later wave left by design, in both arms, and is not counted. A
/// unit stays when one of its children does. A child that was observed again was not lost, in whichever group it is now.
struct Retention {
  struct ByArm {
    var control = ArmRetention(assignedCount: 0, observedCount: 0)
    var experimental = ArmRetention(assignedCount: 0, observedCount: 0)

    mutating func add(_ arm: Arm, isObserved: Bool) {
      switch arm {
      case .control: control.add(isObserved)
      case .experimental: experimental.add(isObserved)
      }
    }

    /// Loss of the experimental arm less that of the control arm; `nil` when an arm had nobody to lose.
    var differentialLoss: Double? {
      guard let control = control.lostShare, let experimental = experimental.lostShare else { return nil }
      return experimental - control
    }
  }

  /// Units of assignment.
  private(set) var units = ByArm()
  /// Children of the units that stayed, as the What Works Clearinghouse counts them.
  private(set) var children = ByArm()

  private struct Unit: Hashable {
    var code: String
    var arm: Arm
  }

  init(_ panel: Panel, wave: Int) {
    let later = panel.rows.indices.filter { panel.rows[$0].wave == wave }
    let staying = Set(later.map { panel.birthCohort(of: $0) })
    let observed = Set(later.map { panel.rows[$0].child })
    var isObserved: [Unit: [Bool]] = [:]
    for (index, row) in panel.rows.enumerated() where row.wave == 0 && staying.contains(panel.birthCohort(of: index)) {
      let unit = Unit(code: panel.unit(of: row, at: panel.plannedLevel), arm: row.place.arm)
      isObserved[unit, default: []].append(observed.contains(row.child))
    }
    for (unit, children) in isObserved {
      let stayed = children.contains(true)
      units.add(unit.arm, isObserved: stayed)
      if stayed { for child in children { self.children.add(unit.arm, isObserved: child) } }
    }
  }
}

extension ArmRetention {
  fileprivate mutating func add(_ isObserved: Bool) {
    assignedCount += 1
    observedCount += isObserved ? 1 : 0
  }

  /// `nil` when nobody was there to be lost.
  var lostShare: Double? { assignedCount > 0 ? attrition : nil }
}
