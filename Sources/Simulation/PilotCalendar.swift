import Records

/// A monitoring wave of the pilot of 2026, with the official wave that it is.
enum PilotWave: String, CaseIterable {
  case baseline, interim, final

  var schoolYear: SchoolYear { self == .final ? PilotCalendar.secondYear : PilotCalendar.firstYear }

  var officialWave: OfficialWave {
    switch self {
    case .baseline: .interim
    case .interim: .final
    case .final: .start
    }
  }

  /// Age band, at this wave, of a group that was in `firstYearBand` in the school year 2025-26.
  func ageBand(firstYearBand: Int) -> Int { self == .final ? firstYearBand + 1 : firstYearBand }

  /// A working day, 0 … 14, of the three weeks of observation.
  func day(_ workingDay: Int) -> CalendarDate {
    let (month, firstMonday) =
      switch self {
      case .baseline: (1, 12)
      case .interim: (5, 11)
      case .final: (9, 7)
      }
    return PilotCalendar.date(2026, month, firstMonday + workingDay / 5 * 7 + workingDay % 5)
  }

  /// All days on which a group may be observed, each as likely as the others.
  var days: [CalendarDate] { (0...14).map(day) }

  /// Value of this wave; 0 at baseline.
  func value(of pair: PilotTruth.AfterWaves) -> Double {
    switch self {
    case .baseline: 0
    case .interim: pair.interim
    case .final: pair.final
    }
  }
}

/// The dates that the pilot of 2026 fixes.
enum PilotCalendar {
  static let firstYear = schoolYear(2025)
  static let secondYear = schoolYear(2026)

  static let firstDay = date(2025, 9, 1)
  /// Last day of the school year for those who go to school, and last day of their group.
  static let endOfLessons = date(2026, 5, 31)
  static let endOfFirstYear = date(2026, 8, 31)

  /// A quarter of the pilot up to its last wave.
  struct ReportedQuarter {
    let quarter: Quarter
    let firstDay: CalendarDate
    let lastDay: CalendarDate
    let workingDays: Int
  }

  static let quarters = [
    reportedQuarter("2026Q1", date(2026, 1, 12), date(2026, 3, 31), workingDays: 52),
    reportedQuarter("2026Q2", date(2026, 4, 1), date(2026, 6, 30), workingDays: 60),
    reportedQuarter("2026Q3", date(2026, 7, 1), date(2026, 9, 30), workingDays: 62),
  ]

  /// Months with sessions of the directions, and the day by which enrolment in a month is counted.
  static let sessionMonths = [2, 3, 4, 5, 6, 9].map { (month: calendarMonth(2026, $0), countedOn: date(2026, $0, 15)) }

  static func date(_ year: Int, _ month: Int, _ day: Int) -> CalendarDate {
    guard let date = CalendarDate(year: year, month: month, day: day) else {
      preconditionFailure("no such day: \(year)-\(month)-\(day)")
    }
    return date
  }

  /// The days that `RandomStream.nextDay(of:months:)` draws from, each as likely as the others.
  static func drawnDays(of year: Int, months: ClosedRange<Int>) -> [CalendarDate] {
    months.flatMap { month in (1...28).map { date(year, month, $0) } }
  }

  static func calendarMonth(_ year: Int, _ month: Int) -> CalendarMonth {
    guard let value = CalendarMonth(year: year, month: month) else {
      preconditionFailure("no such month: \(year)-\(month)")
    }
    return value
  }

  private static func schoolYear(_ startYear: Int) -> SchoolYear {
    guard let value = SchoolYear(startYear: startYear) else { preconditionFailure("no school year \(startYear)") }
    return value
  }

  private static func reportedQuarter(
    _ text: String, _ firstDay: CalendarDate, _ lastDay: CalendarDate, workingDays: Int
  ) -> ReportedQuarter {
    guard let quarter = Quarter(text) else { preconditionFailure("no quarter \(text)") }
    return ReportedQuarter(quarter: quarter, firstDay: firstDay, lastDay: lastDay, workingDays: workingDays)
  }
}
