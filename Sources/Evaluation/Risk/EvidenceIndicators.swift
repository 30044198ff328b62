internal import Records

/// Records behind the indicators of evidence, which ask whether the records can tell.
struct EvidenceIndicators {
  private let histories: ChildHistories
  private var panel: Panel { histories.panel }

  /// Share of a group's children with one mark throughout above which the group counts.
  private static let straightLineShare = 0.8
  /// Standard deviations of group changes beyond which a change is implausible.
  private static let jumpLimit = 3.0

  init(_ histories: ChildHistories) { self.histories = histories }

  func records(_ source: RiskFramework.Indicator.Source) -> [IndicatorRecord] {
    switch source {
    case .missingChildWaves: missingChildWaves()
    case .itemNonResponse: itemNonResponse()
    case .straightLining: straightLining()
    case .implausibleJump: implausibleJump()
    case .reversedDirection: reversedDirection()
    case .raterChange: raterChange()
    case .lateBaseline: lateBaseline()
    case .ceiling: ceiling()
    default: []
    }
  }

  /// Children are expected at a wave on whose median day they were enrolled.
  private func missingChildWaves() -> [IndicatorRecord] {
    let observed = Set(histories.rows.joined().map { [panel.rows[$0].child, panel.rows[$0].wave] })
    return panel.plan.waves.indices.flatMap { wave -> [IndicatorRecord] in
      guard let date = panel.medianDate(ofWave: wave), histories.time.knows(date) else { return [] }
      return panel.records.children.indices.compactMap { child in
        guard let place = panel.assignedPlaces[child],
          panel.enrolments.enrolment(of: panel.records.children[child].pseudonym, on: date) != nil
        else { return nil }
        return IndicatorRecord(
          preschool: place.preschool, group: place.group, child: child, arm: place.arm,
          numerator: observed.contains([child, wave]) ? 0 : 1, denominator: 1)
      }
    }
  }

  private func itemNonResponse() -> [IndicatorRecord] {
    histories.rows.joined().compactMap { row in
      histories.sheet(row).map { sheet in
        histories.record(
          row, numerator: sheet.marks.count { $0 == .missing },
          denominator: sheet.marks.count { $0 != .notApplicable })
      }
    }
  }

  private func straightLining() -> [IndicatorRecord] {
    ofGroups(rows: Array(histories.rows.joined())) { rows in
      let sheets = rows.compactMap(histories.sheet)
      guard !sheets.isEmpty else { return nil }
      return Double(sheets.count(where: \.isStraightLined)) > Self.straightLineShare * Double(sheets.count)
    }
  }

  private func ceiling() -> [IndicatorRecord] {
    histories.rows.compactMap { rows in
      guard let last = rows.last, let sheet = histories.sheet(last), sheet.marks.contains(where: { $0.points != nil })
      else { return nil }
      let isFull = sheet.marks.allSatisfy { ($0.points ?? 3) == 3 }
      return histories.record(last, numerator: isFull ? 1 : 0, denominator: 1)
    }
  }

  private func raterChange() -> [IndicatorRecord] {
    ofSteps { steps in
      let named = steps.filter { !panel.rows[$0.before].assessor.isEmpty && !panel.rows[$0.now].assessor.isEmpty }
      guard !named.isEmpty else { return nil }
      return 2 * named.count { panel.rows[$0.before].assessor != panel.rows[$0.now].assessor } > named.count
    }
  }

  private func reversedDirection() -> [IndicatorRecord] {
    let comparison = SharedItems(panel.records.instrument)
    return ofSteps { steps in
      var points: [Int: Int] = [:]
      for step in steps {
        for change in changes(step, comparison) { points[change.area, default: 0] += change.pointChange }
      }
      return points.isEmpty ? nil : points.values.allSatisfy { $0 < 0 }
    }
  }

  private func implausibleJump() -> [IndicatorRecord] {
    let comparison = SharedItems(panel.records.instrument)
    var means: [StepGroup: Double] = [:]
    for (key, steps) in groupedSteps {
      let ofChildren = steps.map { changes($0, comparison) }.filter { !$0.isEmpty }
      guard !ofChildren.isEmpty else { continue }
      let points = ofChildren.joined().reduce(0) { $0 + $1.pointChange }
      means[key] = Double(points) / Double(ofChildren.count)
    }
    let spread = Dictionary(grouping: means.keys) { $0.wave }.mapValues { keys in
      MeanAndDeviation(keys.sorted().compactMap { means[$0] })
    }
    return means.keys.sorted().compactMap { key in
      guard let mean = means[key], let all = spread[key.wave] else { return nil }
      let isImplausible = all.deviation > 0 && abs(mean - all.mean) > Self.jumpLimit * all.deviation
      return histories.record(ofGroup: key.group, isTrue: isImplausible)
    }
  }

  /// Among children of preschools with sessions who were observed at a wave before the treatment.
  private func lateBaseline() -> [IndicatorRecord] {
    var begin: [Int: CalendarMonth] = [:]
    let preschools = Dictionary(panel.groups.map { ($0.code, $0.preschool) }) { first, _ in first }
    let numbers = Dictionary(panel.records.preschools.enumerated().map { ($1.code, $0) }) { first, _ in first }
    for count in panel.records.sessions where count.held > 0 {
      guard let preschool = preschools[count.group].flatMap({ numbers[$0] }) else { continue }
      begin[preschool] = begin[preschool].map { min($0, count.month) } ?? count.month
    }
    return histories.rows.compactMap { rows in
      let first = panel.rows[rows[0]]
      guard panel.plan.waves[first.wave].role == .before, let month = begin[first.place.preschool] else { return nil }
      return histories.record(rows[0], numerator: month.months(until: first.observedOn) > 0 ? 1 : 0, denominator: 1)
    }
  }
}

// Facts of whole groups.
extension EvidenceIndicators {
  private struct StepGroup: Hashable, Comparable {
    var wave: Int
    var group: Int

    static func < (a: Self, b: Self) -> Bool { (a.wave, a.group) < (b.wave, b.group) }
  }

  private func changes(_ step: (before: Int, now: Int), _ comparison: SharedItems) -> [SharedItems.Change] {
    guard let before = histories.sheet(step.before), let now = histories.sheet(step.now) else { return [] }
    return comparison.changes(from: before, to: now)
  }

  private var groupedSteps: [StepGroup: [(before: Int, now: Int)]] {
    Dictionary(grouping: histories.steps) {
      StepGroup(wave: panel.rows[$0.now].wave, group: panel.rows[$0.now].place.group)
    }
  }

  private func ofSteps(_ isTrue: ([(before: Int, now: Int)]) -> Bool?) -> [IndicatorRecord] {
    let steps = groupedSteps
    return steps.keys.sorted().compactMap { key in
      steps[key].flatMap(isTrue).flatMap { histories.record(ofGroup: key.group, isTrue: $0) }
    }
  }

  private func ofGroups(rows: [Int], _ isTrue: ([Int]) -> Bool?) -> [IndicatorRecord] {
    let groups = Dictionary(grouping: rows) {
      StepGroup(wave: panel.rows[$0].wave, group: panel.rows[$0].place.group)
    }
    return groups.keys.sorted().compactMap { key in
      groups[key].flatMap(isTrue).flatMap { histories.record(ofGroup: key.group, isTrue: $0) }
    }
  }
}

private struct MeanAndDeviation {
  let mean: Double
  let deviation: Double

  init(_ values: [Double]) {
    let count = Double(values.count)
    let mean = values.reduce(0, +) / max(1, count)
    self.mean = mean
    deviation = (values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / max(1, count - 1)).squareRoot()
  }
}
