internal import Records

/// Records behind what preschools report: indicators, sessions, feedback.
struct ReportedIndicators {
  private let panel: Panel
  private let time: RiskTime
  private let preschools: [String: Int]

  init(_ panel: Panel, at time: RiskTime) {
    self.panel = panel
    self.time = time
    preschools = Dictionary(panel.records.preschools.enumerated().map { ($1.code, $0) }) { first, _ in first }
  }

  func records(_ source: RiskFramework.Indicator.Source, key: String) -> [IndicatorRecord] {
    switch source {
    case .indicators: reported(key)
    case .sessionsHeld: sessions()
    case .teacherFeedback: feedback()
    case .feedbackResponse: response()
    default: []
    }
  }

  /// Sum of the values of one key over a preschool's reports; `nil` when it did not report it.
  func reportedSums(of key: String) -> [Int: Double] {
    reported(key).reduce(into: [:]) { $0[$1.preschool, default: 0] += $1.numerator }
  }

  private func reported(_ key: String) -> [IndicatorRecord] {
    panel.records.indicators.compactMap { value in
      guard value.indicator == key, time.counts(value.quarter), let preschool = preschools[value.preschool]
      else { return nil }
      return IndicatorRecord(
        preschool: preschool, group: nil, child: nil, numerator: value.value, denominator: value.denominator ?? 1)
    }
  }

  private func sessions() -> [IndicatorRecord] {
    let numbers = Dictionary(panel.groups.enumerated().map { ($1.code, $0) }) { first, _ in first }
    let places = preschoolOfGroup
    return panel.records.sessions.compactMap { count in
      guard time.counts(Quarter(containing: count.month)), let preschool = places[count.group]
      else { return nil }
      return IndicatorRecord(
        preschool: preschool, group: numbers[count.group], child: nil, numerator: Double(count.held),
        denominator: Double(count.planned))
    }
  }

  private func feedback() -> [IndicatorRecord] {
    let places = placesOfEducators
    return panel.records.feedback.compactMap { answer in
      guard time.counts(answer.quarter), let preschool = places[answer.educator] else { return nil }
      return IndicatorRecord(preschool: preschool, group: nil, child: nil, numerator: answer.score, denominator: 1)
    }
  }

  /// Educators of experimental groups in the school year that a quarter ends in, in every quarter with any answer.
  private func response() -> [IndicatorRecord] {
    let quarters = Set(panel.records.feedback.map(\.quarter)).filter(time.counts).sorted()
    return quarters.flatMap { quarter -> [IndicatorRecord] in
      let answered = Set(panel.records.feedback.filter { $0.quarter == quarter }.map(\.educator))
      let year = quarter.lastMonth >= 9 ? quarter.year : quarter.year - 1
      let groups = panel.records.groups.filter {
        $0.arm == .experimental && $0.schoolYear.startYear == year && !$0.educator.isEmpty
      }
      return Dictionary(groups.map { ($0.educator, $0.preschool) }) { first, _ in first }
        .sorted { $0.key < $1.key }.compactMap { educator, preschool in
          preschools[preschool].map {
            IndicatorRecord(
              preschool: $0, group: nil, child: nil, numerator: answered.contains(educator) ? 1 : 0, denominator: 1)
          }
        }
    }
  }

  private var preschoolOfGroup: [String: Int] {
    Dictionary(panel.records.groups.compactMap { group in preschools[group.preschool].map { (group.code, $0) } }) {
      first, _ in first
    }
  }

  private var placesOfEducators: [String: Int] {
    Dictionary(panel.records.groups.compactMap { group in preschools[group.preschool].map { (group.educator, $0) } }) {
      first, _ in first
    }
  }
}
