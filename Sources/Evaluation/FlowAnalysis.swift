internal import Findings
internal import Records

/// How many children of each arm were enrolled and observed at each wave.
struct FlowAnalysis {
  private let panel: Panel

  init(_ panel: Panel) { self.panel = panel }

  func findings() -> [FlowFinding] {
    panel.plan.waves.indices.flatMap { wave in
      Arm.allCases.map { arm in
        let rows = panel.rows.indices.filter { panel.rows[$0].wave == wave && panel.rows[$0].place.arm == arm }
        let name = panel.plan.waves[wave].name
        return FlowFinding(
          address: "flow:\(name).\(arm.rawValue)", wave: name, arm: arm.rawValue,
          enrolled: Disclosable(enrolledCount(wave: wave, arm: arm)), observed: .shown(panel.counts(rows: rows)))
      }
    }
  }

  /// Children of the arm in a group on the median day of observation; `nil` when the wave has no observation.
  func enrolledCount(wave: Int, arm: Arm) -> Int? {
    panel.medianDate(ofWave: wave).map { date in
      panel.records.children.indices.count { isEnrolled(child: $0, on: date) && self.arm(of: $0, on: date) == arm }
    }
  }

  private func isEnrolled(child: Int, on date: CalendarDate) -> Bool {
    panel.enrolments.enrolment(of: panel.records.children[child].pseudonym, on: date) != nil
  }

  private func arm(of child: Int, on date: CalendarDate) -> Arm? {
    switch panel.plan.effects.arm {
    case .assigned: panel.assignedPlaces[child]?.arm
    case .attended: panel.enrolments.group(of: panel.records.children[child].pseudonym, on: date)?.arm
    }
  }
}
