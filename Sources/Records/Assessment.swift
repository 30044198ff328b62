/// Wave of the official monitoring year.
public enum OfficialWave: String, Sendable, Hashable, Codable, CaseIterable, Comparable {
  case start, interim, final

  /// Whether `a` comes first in a monitoring year.
  public static func < (a: Self, b: Self) -> Bool { a.order < b.order }

  private var order: Int { Self.allCases.firstIndex(of: self) ?? 0 }
}

/// The mark of one item on an observation sheet, packed in one byte.
public struct Mark: Sendable, Hashable, Codable, RawRepresentable {
  public let rawValue: UInt8

  /// Creates a mark from its byte: 0 missing, 1 … 3 points, 255 not applicable; `nil` for any other byte.
  public init?(rawValue: UInt8) {
    guard rawValue <= 3 || rawValue == 255 else { return nil }
    self.rawValue = rawValue
  }

  private init(unchecked byte: UInt8) { rawValue = byte }

  /// The cell was left empty.
  public static let missing = Mark(unchecked: 0)
  /// 1: not yet formed.
  public static let low = Mark(unchecked: 1)
  /// 2: partly formed.
  public static let medium = Mark(unchecked: 2)
  /// 3: formed.
  public static let high = Mark(unchecked: 3)
  /// The item does not apply to the child.
  public static let notApplicable = Mark(unchecked: 255)

  /// Points 1 … 3, or `nil` when missing or not applicable.
  public var points: Int? { (1...3).contains(rawValue) ? Int(rawValue) : nil }
}

/// One observation sheet of one child at one official wave.
public struct Assessment: Sendable, Hashable, Codable {
  public var child: String
  public var schoolYear: SchoolYear
  public var officialWave: OfficialWave
  public var observedOn: CalendarDate
  /// Code of the assessor; empty when the sheet names none.
  public var assessor: String
  /// Form of the instrument the marks follow.
  public var form: String
  /// One mark per item, in the order of the form.
  public var marks: [Mark]

  /// Creates an assessment.
  public init(
    child: String, schoolYear: SchoolYear, officialWave: OfficialWave, observedOn: CalendarDate, assessor: String,
    form: String, marks: [Mark]
  ) {
    self.child = child
    self.schoolYear = schoolYear
    self.officialWave = officialWave
    self.observedOn = observedOn
    self.assessor = assessor
    self.form = form
    self.marks = marks
  }
}

/// One continuous score of one child at one official wave.
public struct Score: Sendable, Hashable, Codable {
  public var child: String
  public var schoolYear: SchoolYear
  public var officialWave: OfficialWave
  public var observedOn: CalendarDate
  /// Continuous outcome of the instrument.
  public var outcome: String
  public var value: Double

  /// Creates a score.
  public init(
    child: String, schoolYear: SchoolYear, officialWave: OfficialWave, observedOn: CalendarDate, outcome: String,
    value: Double
  ) {
    self.child = child
    self.schoolYear = schoolYear
    self.officialWave = officialWave
    self.observedOn = observedOn
    self.outcome = outcome
    self.value = value
  }
}
