internal import Findings
internal import Movement
internal import Records

/// How the assessors of each arm filled their sheets at each wave; no assessor is named.
///
/// An assessor's sheets are compared with each other form by form, because the sheets of an older band differ from those
/// of a younger one for other reasons than the assessor. Only sheets that name their assessor and hold a mark count.
struct RaterAnalysis {
  private let panel: Panel

  init(_ panel: Panel) { self.panel = panel }

  /// One per wave and arm that has such sheets.
  func findings() -> [RaterFinding] {
    panel.plan.waves.indices.flatMap { wave in Arm.allCases.compactMap { finding(wave: wave, arm: $0) } }
  }

  private struct Desk: Hashable {
    var assessor: String
    var form: String
  }

  private func finding(wave: Int, arm: Arm) -> RaterFinding? {
    let rows = panel.rows.indices.filter {
      panel.rows[$0].wave == wave && panel.rows[$0].place.arm == arm && !panel.rows[$0].assessor.isEmpty
        && panel.meanPoints(ofRow: $0) != nil
    }
    guard !rows.isEmpty else { return nil }
    let desks = Dictionary(grouping: rows) { Desk(assessor: panel.rows[$0].assessor, form: panel.rows[$0].sheet) }
    let order = desks.keys.sorted { ($0.assessor, $0.form) < ($1.assessor, $1.form) }
    let profiles = order.compactMap { desk in
      desks[desk].map { RaterDiagnostics().profile(of: $0.compactMap(panel.pointsOfItems)) }
    }
    let name = panel.plan.waves[wave].name
    let changes = changes(rows)
    return RaterFinding(
      address: "raters:\(name).\(arm.rawValue)", wave: name, arm: arm.rawValue,
      counts: .shown(panel.counts(rows: rows)), assessorCount: Set(order.map(\.assessor)).count,
      straightLined: Disclosable(share(profiles.map(\.straightLinedSheetCount), of: profiles.map(\.sheetCount))),
      identical: Disclosable(share(profiles.map(\.identicalSheetCount), of: profiles.map(\.sheetCount))),
      ceiling: Disclosable(
        share(profiles.compactMap(\.pointCounts.last), of: profiles.map { $0.pointCounts.reduce(0, +) })),
      spread: Disclosable(mean(profiles.compactMap(\.sheetMeanDeviation))),
      changeWithSameAssessor: Disclosable(mean(changes.same)), changeWithNewAssessor: Disclosable(mean(changes.new)))
  }

  /// Changes of the children's mean points since the wave before, by whether the assessor is the same.
  private func changes(_ rows: [Int]) -> (same: [Double], new: [Double]) {
    var result: (same: [Double], new: [Double]) = ([], [])
    for row in rows where row > 0 {
      let (before, now) = (panel.rows[row - 1], panel.rows[row])
      guard before.child == now.child, before.wave == now.wave - 1, !before.assessor.isEmpty,
        let points = panel.meanPoints(ofRow: row), let earlier = panel.meanPoints(ofRow: row - 1)
      else { continue }
      if before.assessor == now.assessor {
        result.same.append(points - earlier)
      } else {
        result.new.append(points - earlier)
      }
    }
    return result
  }

  private func share(_ counts: [Int], of totals: [Int]) -> Double? {
    let total = totals.reduce(0, +)
    return total > 0 ? Double(counts.reduce(0, +)) / Double(total) : nil
  }

  private func mean(_ values: [Double]) -> Double? {
    values.isEmpty ? nil : values.reduce(0, +) / Double(values.count)
  }
}

extension Panel {
  /// The points of a row's sheet in the order of its form, 0 where an item has no mark; `nil` without a sheet.
  fileprivate func pointsOfItems(ofRow row: Int) -> [UInt8]? {
    rows[row].assessment.map { records.assessments[$0].marks.map { UInt8($0.points ?? 0) } }
  }

  /// Mean points of the marked items of a row's sheet; `nil` without any.
  fileprivate func meanPoints(ofRow row: Int) -> Double? {
    guard let assessment = rows[row].assessment else { return nil }
    var (sum, count) = (0, 0)
    for mark in records.assessments[assessment].marks {
      guard let points = mark.points else { continue }
      sum += points
      count += 1
    }
    return count > 0 ? Double(sum) / Double(count) : nil
  }
}
