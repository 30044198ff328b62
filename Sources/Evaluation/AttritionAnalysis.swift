internal import Balancing
internal import Findings
internal import Records

/// Who was lost between the first wave and each later one, and whether the loss can bias the comparison.
struct AttritionAnalysis {
  private let panel: Panel

  init(_ panel: Panel) { self.panel = panel }

  /// Two findings per later wave: the units of assignment, then the children of the units that stayed.
  func findings() -> [AttritionFinding] {
    panel.plan.waves.indices.dropFirst().flatMap { wave in
      let retention = Retention(panel, wave: wave)
      return [
        finding(wave: wave, level: panel.plannedLevel.rawValue, retention.units),
        finding(wave: wave, level: "child", retention.children),
      ]
    }
  }

  private func finding(wave: Int, level: String, _ arms: Retention.ByArm) -> AttritionFinding {
    let name = panel.plan.waves[wave].name
    let assigned = arms.control.assignedCount + arms.experimental.assignedCount
    let observed = arms.control.observedCount + arms.experimental.observedCount
    let overall = ArmRetention(assignedCount: assigned, observedCount: observed).lostShare
    return AttritionFinding(
      address: "attrition:\(name).\(level)", wave: name, level: level,
      atFirstWave: Disclosable(assigned > 0 ? assigned : nil), overall: Disclosable(overall),
      control: Disclosable(arms.control.lostShare), experimental: Disclosable(arms.experimental.lostShare),
      cautiousBoundary: overall.flatMap { AttritionModel.cautious.largestDifference(overall: $0) },
      optimisticBoundary: overall.flatMap { AttritionModel.optimistic.largestDifference(overall: $0) },
      cautious: Disclosable(arms.verdict(.cautious)), optimistic: Disclosable(arms.verdict(.optimistic)))
  }
}

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

extension Retention.ByArm {
  /// Loss of the experimental arm less that of the control arm; `nil` when an arm had nobody to lose.
  var differentialLoss: Double? {
    guard let control = control.lostShare, let experimental = experimental.lostShare else { return nil }
    return experimental - control
  }

  /// `nil` when an arm had nobody to lose; an arm of which nobody is left is beyond any boundary.
  fileprivate func verdict(_ model: AttritionModel) -> AttritionFinding.Verdict? {
    guard control.assignedCount > 0, experimental.assignedCount > 0 else { return nil }
    guard let assessment = try? AttritionAssessment(experimental: experimental, control: control, model: model)
    else { return .high }
    return switch assessment.verdict {
    case .low: .low
    case .nearBoundary: .nearBoundary
    case .high: .high
    }
  }
}

extension ArmRetention {
  fileprivate mutating func add(_ isObserved: Bool) {
    assignedCount += 1
    observedCount += isObserved ? 1 : 0
  }

  /// `nil` when nobody was there to be lost.
  fileprivate var lostShare: Double? { assignedCount > 0 ? attrition : nil }
}

extension AttritionModel {
  /// The boundary as a share; `nil` when the overall attrition alone exceeds it, and 1 when no difference reaches it.
  fileprivate func largestDifference(overall: Double) -> Double? {
    switch boundary(overallAttrition: overall) {
    case .differential(let largest): largest
    case .exceeded: nil
    }
  }
}
