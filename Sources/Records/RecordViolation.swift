/// A kind of record, by the file of the pilot folder that holds it.
public enum RecordFile: String, Sendable, Hashable, Codable, CaseIterable, Comparable {
  case regions, preschools, groups, children, enrolments, assessments, scores, indicators, sessions, feedback

  /// Name of the file such as `regions.csv`.
  public var fileName: String { rawValue + ".csv" }

  /// Whether `a` comes first in a pilot folder.
  public static func < (a: Self, b: Self) -> Bool { a.order < b.order }

  private var order: Int { Self.allCases.firstIndex(of: self) ?? 0 }
}

/// A record that breaks a rule of the pilot's data.
public struct RecordViolation: Sendable, Equatable {
  public let file: RecordFile
  /// Position of the record in its list.
  public let index: Int
  /// Column of the file that shows the problem.
  public let column: String
  public let reason: Reason

  /// Creates a violation.
  public init(file: RecordFile, index: Int, column: String, reason: Reason) {
    self.file = file
    self.index = index
    self.column = column
    self.reason = reason
  }

  /// What a record refers to.
  public enum Referent: String, Sendable { case region, preschool, group, child, form, outcome }

  /// The rule that is broken, with the facts that say so.
  public enum Reason: Sendable, Equatable {
    case unknown(Referent, code: String)
    /// The key stands in an earlier record of the list.
    case duplicate(firstIndex: Int)
    /// The child was still in the group of another enrolment.
    case overlappingEnrolment(otherIndex: Int)
    case leftBeforeEntered
    /// The group lies in another preschool in another school year.
    case differentPreschool(otherIndex: Int)
    case consentWithoutDate
    /// The child was in no group on the day.
    case notEnrolled(child: String, on: CalendarDate)
    /// The child's group has no row for the school year.
    case groupWithoutYear(group: String, schoolYear: SchoolYear)
    case wrongAgeBand(form: Int, group: Int)
    case wrongWave(form: OfficialWave, sheet: OfficialWave)
    case outsideSchoolYear(SchoolYear)
    /// The day is not after the day of an earlier wave of the school year.
    case waveOutOfOrder(earlier: OfficialWave, on: CalendarDate)
    case wrongMarkCount(expected: Int, found: Int)
    case outOfRange(value: Double, minimum: Double, maximum: Double)
    case negative(value: Double)
  }
}
