internal import Findings
internal import Records
internal import RecordStore

/// The data-quality page: what is missing, unmarked, unvaried or at the ceiling, by wave and arm.
struct QualityAnalysis {
  private let panel: Panel
  private let excluded: ExcludedChildren

  init(_ panel: Panel, excluded: ExcludedChildren) {
    self.panel = panel
    self.excluded = excluded
  }

  func findings() -> [QualityFinding] {
    let waves = panel.plan.waves.indices.flatMap { wave in
      Arm.allCases.flatMap { checks(wave: wave, arm: $0) }
    }
    return waves + Arm.allCases.map(consent)
  }

  private func consent(_ arm: Arm) -> QualityFinding {
    let included = panel.assignedPlaces.count { $0?.arm == arm }
    return line(.withoutConsent, wave: nil, arm: arm, count: excluded[arm], total: included + excluded[arm])
  }

  private func checks(wave: Int, arm: Arm) -> [QualityFinding] {
    let rows = panel.rows.indices.filter { panel.rows[$0].wave == wave && panel.rows[$0].place.arm == arm }
    let sheets = rows.compactMap { row in panel.rows[row].assessment.map { panel.records.assessments[$0] } }
    var findings: [QualityFinding] = []
    if let enrolled = FlowAnalysis(panel).enrolledCount(wave: wave, arm: arm) {
      findings.append(
        line(
          .missingSheets, wave: wave, arm: arm, count: max(0, enrolled - rows.count), total: max(enrolled, rows.count)))
    }
    findings.append(scoreLine(.ceiling, wave: wave, arm: arm, rows: rows))
    guard !sheets.isEmpty else { return findings }
    let marks = sheets.reduce(into: MarkCounts()) { $0.add($1) }
    findings += [
      line(.missingMarks, wave: wave, arm: arm, count: marks.missing, total: marks.total),
      line(.notApplicableMarks, wave: wave, arm: arm, count: marks.notApplicable, total: marks.total),
      line(.straightLined, wave: wave, arm: arm, count: marks.straightLinedSheets, total: sheets.count),
      scoreLine(.unscoredAreas, wave: wave, arm: arm, rows: rows),
    ]
    if wave > 0 {
      findings.append(assessorLine(wave: wave, arm: arm, rows: rows))
      let marks = panel.fallingMarks(wave: wave, arm: arm)
      findings.append(
        line(.fallingMarks, wave: wave, arm: arm, count: marks.fallingGroups.count, total: marks.comparedGroupCount))
    }
    return findings
  }

  /// Area scores at the top of the scale, or not formed, over all outcomes.
  private func scoreLine(_ check: QualityFinding.Check, wave: Int, arm: Arm, rows: [Int]) -> QualityFinding {
    var (count, total) = (0, 0)
    for (outcome, key) in panel.plan.outcomes.enumerated() {
      let maximum = panel.scale(ofOutcome: key).maximum
      for row in rows {
        let score = panel.scores[outcome][row]
        switch check {
        case .unscoredAreas where panel.hasLevels(outcome: key):
          total += 1
          count += score.isNaN ? 1 : 0
        case .ceiling where !score.isNaN:
          total += 1
          count += score >= maximum ? 1 : 0
        default: break
        }
      }
    }
    return line(check, wave: wave, arm: arm, count: count, total: total)
  }

  /// Sheets filled by another assessor than the child's sheet before.
  ///
  /// Counted among all sheets of the wave: the number of children with two sheets is the total of a transition matrix,
  /// which disclosure control may have to hide.
  private func assessorLine(wave: Int, arm: Arm, rows: [Int]) -> QualityFinding {
    let pairs = rows.filter { row in
      row > 0 && panel.rows[row - 1].child == panel.rows[row].child && !panel.rows[row].assessor.isEmpty
        && !panel.rows[row - 1].assessor.isEmpty
    }
    let changed = pairs.count { panel.rows[$0].assessor != panel.rows[$0 - 1].assessor }
    return line(.changedAssessor, wave: wave, arm: arm, count: changed, total: rows.count)
  }

  private func line(_ check: QualityFinding.Check, wave: Int?, arm: Arm, count: Int, total: Int) -> QualityFinding {
    let waveName = wave.map { panel.plan.waves[$0].name }
    return QualityFinding(
      address: "quality:\(check.rawValue).\(waveName.map { $0 + "." } ?? "")\(arm.rawValue)", check: check,
      wave: waveName, arm: arm.rawValue, count: .shown(count), total: .shown(total),
      share: total > 0 ? .shown(Double(count) / Double(total)) : .noData)
  }
}

extension Panel {
  /// Marks of a wave's sheets against the children's sheets at the wave before; without an arm those of all children.
  func fallingMarks(wave: Int, arm: Arm?) -> FallingMarks {
    let steps = rows.indices.dropFirst().compactMap { index -> FallingMarks.Step? in
      let (before, now) = (rows[index - 1], rows[index])
      guard now.wave == wave, before.child == now.child, arm == nil || now.place.arm == arm,
        let earlier = before.assessment, let later = now.assessment
      else { return nil }
      return FallingMarks.Step(
        group: groups[now.place.group].code, earlier: records.assessments[earlier], later: records.assessments[later])
    }
    return FallingMarks(steps, instrument: records.instrument)
  }
}

/// Counts of marks over sheets.
private struct MarkCounts {
  var total = 0
  var missing = 0
  var notApplicable = 0
  var straightLinedSheets = 0

  mutating func add(_ sheet: Assessment) {
    for mark in sheet.marks {
      total += 1
      switch mark {
      case .missing: missing += 1
      case .notApplicable: notApplicable += 1
      default: break
      }
    }
    if sheet.isStraightLined { straightLinedSheets += 1 }
  }
}

extension Assessment {
  /// Marks from which a sheet can be straight-lined.
  private static let straightLineMinimum = 10

  /// Whether a sheet has many marks and they are all the same.
  var isStraightLined: Bool {
    var seen: UInt8 = 0
    var marked = 0
    for mark in marks where mark != .missing && mark != .notApplicable {
      seen |= 1 << mark.rawValue
      marked += 1
    }
    return marked >= Self.straightLineMinimum && seen.nonzeroBitCount == 1
  }
}
