import Records

/// The risk indicators of every region as the records of a pilot show them, with errors between preschools.
struct DirectShares {
  struct Share {
    let ratio: Double
    let standardError: Double
  }

  /// Numerator and denominator by region, indicator and preschool.
  private var sums: [String: [String: [String: (numerator: Double, denominator: Double)]]] = [:]
  private let regions: [String: String]
  private let records: PilotRecords

  init(_ records: PilotRecords) {
    self.records = records
    regions = Dictionary(uniqueKeysWithValues: records.preschools.map { ($0.code, $0.region) })
    addSheets()
    addReports()
    addEvidence()
  }

  /// Ratio of sums over preschools, with its linearised error.
  func share(_ indicator: String, inRegion region: String) -> Share? {
    guard let preschools = sums[region]?[indicator]?.values, preschools.count > 1 else { return nil }
    let denominator = preschools.reduce(0) { $0 + $1.denominator }
    let ratio = preschools.reduce(0) { $0 + $1.numerator } / denominator
    let squares = preschools.reduce(0) { sum, own in
      let deviation = own.numerator - ratio * own.denominator
      return sum + deviation * deviation
    }
    let count = Double(preschools.count)
    return Share(ratio: ratio, standardError: (count / (count - 1) * squares).squareRoot() / denominator)
  }

  private mutating func add(_ indicator: String, _ numerator: Double, of denominator: Double, preschool: String?) {
    guard let preschool, let region = regions[preschool] else { return }
    var own = sums[region]?[indicator]?[preschool] ?? (0, 0)
    own.numerator += numerator
    own.denominator += denominator
    sums[region, default: [:]][indicator, default: [:]][preschool] = own
  }

  private mutating func addSheets() {
    let preschools = Dictionary(records.groups.map { ($0.code, $0.preschool) }) { first, _ in first }
    let places = Dictionary(uniqueKeysWithValues: records.enrolments.map { ($0.child, preschools[$0.group] ?? "") })
    let instrument = records.instrument
    let scorers = Dictionary(
      uniqueKeysWithValues: instrument.forms.map { ($0.key, AreaScorer(instrument: instrument, form: $0)) })
    let comparison = SharedItems(instrument)
    for (child, sheets) in Dictionary(grouping: records.assessments, by: \.child) {
      let ordered = sheets.sorted { $0.observedOn < $1.observedOn }
      guard let first = ordered.first, let last = ordered.last, let rule = instrument.levelRule else { continue }
      let scores = instrument.developmentAreas.indices.compactMap { area in
        scorers[last.form].flatMap { $0?.score(marks: last.marks, area: area) }
      }
      let lowCount = scores.count { $0.level(by: rule) == .low }
      add("level_one_share", Double(lowCount), of: Double(scores.count), preschool: places[child])
      guard ordered.count > 1 else { continue }
      let changes = comparison.changes(from: first, to: last).filter { !$0.startedAtTop }
      let staying = changes.count { $0.pointChange <= 0 }
      add("no_progress_share", Double(staying), of: Double(changes.count), preschool: places[child])
    }
  }

  /// What is missing of the sheets, and how often educators change.
  private mutating func addEvidence() {
    let preschools = Dictionary(records.groups.map { ($0.code, $0.preschool) }) { first, _ in first }
    let groups = Dictionary(uniqueKeysWithValues: records.enrolments.map { ($0.child, $0.group) })
    let sheets = Dictionary(grouping: records.assessments) { sheet in
      "\(groups[sheet.child] ?? "")/\(sheet.schoolYear)/\(sheet.officialWave)"
    }
    let children = Dictionary(grouping: records.enrolments, by: \.group)
    for sheets in sheets.values {
      guard let group = groups[sheets[0].child], let preschool = preschools[group] else { continue }
      let present = (children[group] ?? []).count { $0.covers(sheets[0].observedOn) }
      add("missing_child_waves", Double(present - sheets.count), of: Double(present), preschool: preschool)
      let marks = sheets.flatMap(\.marks).filter { $0 != .notApplicable }
      let emptyCount = marks.count { $0 == .missing }
      add("item_non_response", Double(emptyCount), of: Double(marks.count), preschool: preschool)
    }
    for years in Dictionary(grouping: records.groups, by: \.code).values {
      let changeCount = Set(years.map(\.educator)).count - 1
      add("rater_change", Double(changeCount), of: Double(years.count), preschool: years[0].preschool)
    }
  }

  private mutating func addReports() {
    for row in records.indicators {
      add(row.indicator, row.value, of: row.denominator ?? 1, preschool: row.preschool)
    }
    let preschools = Dictionary(records.groups.map { ($0.code, $0.preschool) }) { first, _ in first }
    for row in records.sessions {
      add("sessions_held", Double(row.held), of: Double(row.planned), preschool: preschools[row.group])
    }
  }
}
