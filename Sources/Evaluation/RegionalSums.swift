internal import Moments
internal import Records

/// Sums per region and preschool behind the indicators of the risk framework.
struct RegionalSums {
  private let panel: Panel

  init(_ panel: Panel) { self.panel = panel }

  func sums(of indicator: RiskFramework.Indicator) -> AreaSums {
    switch indicator.source {
    case .levelOneShare: levelOne()
    case .noProgressShare: noProgress()
    case .indicators: reported(indicator.key)
    case .sessionsHeld: sessions()
    case nil: AreaSums()
    }
  }

  /// Development-area scores at level I among those of each child's last sheet.
  private func levelOne() -> AreaSums {
    var sums = AreaSums()
    for row in panel.rows.indices where isLastOfChild(row) {
      var (low, total) = (0, 0)
      for outcome in panel.levelledOutcomes where panel.levels[outcome][row] > 0 {
        total += 1
        low += panel.levels[outcome][row] == 1 ? 1 : 0
      }
      add(&sums, row: row, numerator: low, denominator: total)
    }
    return sums
  }

  /// Development-area scores that did not rise between a child's first and last sheet, on the items both sheets hold.
  ///
  /// Areas that were at the top of the scale on the first sheet cannot rise and are not counted.
  private func noProgress() -> AreaSums {
    var sums = AreaSums()
    let comparison = SharedItems(panel.records.instrument)
    var first: Int?
    for row in panel.rows.indices {
      if row == 0 || panel.rows[row - 1].child != panel.rows[row].child { first = panel.rows[row].assessment }
      guard isLastOfChild(row), let first, let last = panel.rows[row].assessment, first != last else { continue }
      let changes = comparison.changes(from: panel.records.assessments[first], to: panel.records.assessments[last])
      let risen = changes.filter { !$0.startedAtTop }
      add(&sums, row: row, numerator: risen.count { $0.pointChange <= 0 }, denominator: risen.count)
    }
    return sums
  }

  private func isLastOfChild(_ row: Int) -> Bool {
    row + 1 == panel.rows.count || panel.rows[row + 1].child != panel.rows[row].child
  }

  private func add(_ sums: inout AreaSums, row: Int, numerator: Int, denominator: Int) {
    guard denominator > 0 else { return }
    let place = panel.rows[row].place
    sums.add(
      numerator: Double(numerator), denominator: Double(denominator), observationCount: 1,
      area: panel.regionOfPreschool[place.preschool], cluster: panel.records.preschools[place.preschool].code)
  }

  /// Sums of values over sums of denominators, from what preschools report.
  private func reported(_ key: String) -> AreaSums {
    var sums = AreaSums()
    let regions = regionsByPreschool
    var seen: Set<String> = []
    for value in panel.records.indicators where value.indicator == key {
      guard let region = regions[value.preschool] else { continue }
      sums.add(
        numerator: value.value, denominator: value.denominator ?? 1,
        observationCount: seen.insert(value.preschool).inserted ? 1 : 0, area: region, cluster: value.preschool)
    }
    return sums
  }

  /// Sessions held over sessions planned.
  private func sessions() -> AreaSums {
    var sums = AreaSums()
    let regions = regionsByPreschool
    let preschools = Dictionary(panel.records.groups.map { ($0.code, $0.preschool) }) { first, _ in first }
    var seen: Set<String> = []
    for count in panel.records.sessions {
      guard let preschool = preschools[count.group], let region = regions[preschool] else { continue }
      sums.add(
        numerator: Double(count.held), denominator: Double(count.planned),
        observationCount: seen.insert(preschool).inserted ? 1 : 0, area: region, cluster: preschool)
    }
    return sums
  }

  private var regionsByPreschool: [String: String] {
    Dictionary(panel.records.preschools.map { ($0.code, $0.region) }) { first, _ in first }
  }
}
