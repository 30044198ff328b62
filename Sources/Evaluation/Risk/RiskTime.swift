internal import Records

/// What counts as known: everything, or what is known at the end of a quarter.
///
/// Reports and sessions of a quarter are those of that quarter alone; of the children the sheets count that had been
/// filled by its end.
enum RiskTime: Sendable, Hashable {
  case whole
  case quarter(Quarter)

  var quarter: Quarter? {
    if case .quarter(let quarter) = self { quarter } else { nil }
  }

  /// Whether a sheet of that day is known.
  func knows(_ date: CalendarDate) -> Bool {
    switch self {
    case .whole: true
    case .quarter(let quarter): Quarter(containing: date) <= quarter
    }
  }

  /// Whether a report of that quarter counts.
  func counts(_ reported: Quarter) -> Bool { quarter.map { $0 == reported } ?? true }

  /// The whole time, and every quarter for which preschools reported anything.
  static func all(of records: PilotRecords) -> [RiskTime] {
    let quarters =
      records.indicators.map(\.quarter) + records.sessions.map { Quarter(containing: $0.month) }
      + records.feedback.map(\.quarter)
    return [.whole] + Set(quarters).sorted().map(RiskTime.quarter)
  }
}
