/// A day of the proleptic Gregorian calendar, written YYYY-MM-DD.
public struct CalendarDate: Sendable, Hashable, Comparable, Codable {
  public let year: Int
  public let month: Int
  public let day: Int

  /// Creates a date; `nil` when the calendar has no such day.
  public init?(year: Int, month: Int, day: Int) {
    guard (1...9999).contains(year), (1...12).contains(month), (1...Self.days(in: month, of: year)).contains(day)
    else { return nil }
    self.year = year
    self.month = month
    self.day = day
  }

  /// Reads `YYYY-MM-DD`; `nil` for anything else.
  public init?(_ text: String) {
    guard let fields = fixedWidthFields(text, widths: (4, 2, 2)) else { return nil }
    self.init(year: fields.0, month: fields.1, day: fields.2)
  }

  /// Days since 1970-01-01, negative before it.
  ///
  /// **Source.** H. Hinnant, "chrono-compatible low-level date algorithms", days_from_civil.
  public var daysSinceEpoch: Int {
    let shiftedYear = month <= 2 ? year - 1 : year
    let era = (shiftedYear >= 0 ? shiftedYear : shiftedYear - 399) / 400
    let yearOfEra = shiftedYear - era * 400
    let dayOfYear = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1
    let dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear
    return era * 146_097 + dayOfEra - 719_468
  }

  /// Whether `a` lies before `b`.
  public static func < (a: Self, b: Self) -> Bool {
    (a.year, a.month, a.day) < (b.year, b.month, b.day)
  }

  private static func days(in month: Int, of year: Int) -> Int {
    switch month {
    case 2: (year % 4 == 0 && year % 100 != 0) || year % 400 == 0 ? 29 : 28
    case 4, 6, 9, 11: 30
    default: 31
    }
  }
}

extension CalendarDate: CustomStringConvertible {
  /// The date as `YYYY-MM-DD`.
  public var description: String { "\(padded(year, 4))-\(padded(month, 2))-\(padded(day, 2))" }
}

/// A month of a year, written YYYY-MM.
public struct CalendarMonth: Sendable, Hashable, Comparable, Codable, CustomStringConvertible {
  public let year: Int
  public let month: Int

  /// Creates a month; `nil` when there is no such month.
  public init?(year: Int, month: Int) {
    guard (1...9999).contains(year), (1...12).contains(month) else { return nil }
    self.year = year
    self.month = month
  }

  /// Reads `YYYY-MM`; `nil` for anything else.
  public init?(_ text: String) {
    guard let fields = fixedWidthFields(text, widths: (4, 2, 0)) else { return nil }
    self.init(year: fields.0, month: fields.1)
  }

  /// Whole months from this month to the month of `date`, negative when it lies before.
  public func months(until date: CalendarDate) -> Int { (date.year - year) * 12 + date.month - month }

  /// The month as `YYYY-MM`.
  public var description: String { "\(padded(year, 4))-\(padded(month, 2))" }

  /// Whether `a` lies before `b`.
  public static func < (a: Self, b: Self) -> Bool { (a.year, a.month) < (b.year, b.month) }
}

/// A school year from September to August, written by its two calendar years: `2025-26`.
public struct SchoolYear: Sendable, Hashable, Comparable, Codable, CustomStringConvertible {
  /// The calendar year in which the school year begins.
  public let startYear: Int

  /// Creates the school year that begins in September of `startYear`.
  public init?(startYear: Int) {
    guard (1000...9998).contains(startYear) else { return nil }
    self.startYear = startYear
  }

  /// Reads `2025-26`; `nil` for anything else, including years that do not follow each other.
  public init?(_ text: String) {
    guard let fields = fixedWidthFields(text, widths: (4, 2, 0)), (fields.0 + 1) % 100 == fields.1
    else { return nil }
    self.init(startYear: fields.0)
  }

  /// Creates the school year that holds `date`; `nil` for the first years of the calendar.
  public init?(containing date: CalendarDate) {
    self.init(startYear: date.month >= 9 ? date.year : date.year - 1)
  }

  /// Whether `date` lies between 1 September and the 31 August that follows.
  public func contains(_ date: CalendarDate) -> Bool { SchoolYear(containing: date) == self }

  /// The school year as `2025-26`.
  public var description: String { "\(padded(startYear, 4))-\(padded((startYear + 1) % 100, 2))" }

  /// Whether `a` lies before `b`.
  public static func < (a: Self, b: Self) -> Bool { a.startYear < b.startYear }
}

/// A quarter of a calendar year, written `2026Q1`.
public struct Quarter: Sendable, Hashable, Comparable, Codable, CustomStringConvertible {
  public let year: Int
  /// 1 … 4.
  public let number: Int

  /// Reads `2026Q1`; `nil` for anything else.
  public init?(_ text: String) {
    var reader = FixedWidthReader(text)
    guard let year = reader.number(digits: 4), reader.skip("Q"), let number = reader.number(digits: 1),
      (1...4).contains(number), reader.isAtEnd
    else { return nil }
    self.year = year
    self.number = number
  }

  /// Creates the quarter that holds `date`.
  public init(containing date: CalendarDate) { self.init(year: date.year, month: date.month) }

  /// Creates the quarter that holds `month`.
  public init(containing month: CalendarMonth) { self.init(year: month.year, month: month.month) }

  private init(year: Int, month: Int) {
    self.year = year
    number = (month + 2) / 3
  }

  /// The last month of the quarter, 1 … 12.
  public var lastMonth: Int { 3 * number }

  /// The quarter as `2026Q1`.
  public var description: String { "\(padded(year, 4))Q\(number)" }

  /// Whether `a` lies before `b`.
  public static func < (a: Self, b: Self) -> Bool { (a.year, a.number) < (b.year, b.number) }
}

/// Whole numbers written with exactly `widths` digits and hyphens between; a last width of 0 means two fields.
private func fixedWidthFields(_ text: String, widths: (Int, Int, Int)) -> (Int, Int, Int)? {
  var reader = FixedWidthReader(text)
  guard let first = reader.number(digits: widths.0), reader.skip("-"), let second = reader.number(digits: widths.1)
  else { return nil }
  guard widths.2 > 0 else { return reader.isAtEnd ? (first, second, 0) : nil }
  guard reader.skip("-"), let third = reader.number(digits: widths.2), reader.isAtEnd else { return nil }
  return (first, second, third)
}

/// Takes numbers of fixed width from the front of a text.
private struct FixedWidthReader {
  private var rest: Substring.UTF8View

  init(_ text: String) { rest = text.utf8[...] }

  var isAtEnd: Bool { rest.isEmpty }

  mutating func skip(_ character: Unicode.Scalar) -> Bool { rest.popFirst() == UInt8(ascii: character) }

  mutating func number(digits: Int) -> Int? {
    var number = 0
    for _ in 0..<digits {
      guard let byte = rest.popFirst(), (48...57).contains(byte) else { return nil }
      number = number * 10 + Int(byte - 48)
    }
    return number
  }
}

private func padded(_ number: Int, _ width: Int) -> String {
  let digits = String(number)
  return String(repeating: "0", count: max(0, width - digits.utf8.count)) + digits
}
