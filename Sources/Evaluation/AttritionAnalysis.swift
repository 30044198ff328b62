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

extension Retention.ByArm {
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

extension AttritionModel {
  /// The boundary as a share; `nil` when the overall attrition alone exceeds it, and 1 when no difference reaches it.
  fileprivate func largestDifference(overall: Double) -> Double? {
    switch boundary(overallAttrition: overall) {
    case .differential(let largest): largest
    case .exceeded: nil
    }
  }
}
