public import Records

/// The records an evaluation may see: children whose consent allows it, and nothing of the others.
///
/// Only a `RecordStore` makes one, so no estimate can be made from a child without consent.
public struct Cohort: Sendable {
  /// Records in the order of the import; children, enrolments, assessments and scores of consented children only.
  public let records: PilotRecords
  /// Children who were left out for want of consent.
  public let excludedChildren: ExcludedChildren
  /// Hexadecimal SHA-256 of the imported data.
  public let dataSHA256: String

  init(records: PilotRecords, excludedChildren: ExcludedChildren, dataSHA256: String) {
    self.records = records
    self.excludedChildren = excludedChildren
    self.dataSHA256 = dataSHA256
  }
}

/// Numbers of children left out for want of consent, by the arm of their first enrolment.
public struct ExcludedChildren: Sendable, Equatable {
  public internal(set) var control = 0
  public internal(set) var experimental = 0
  /// Children who were never enrolled in a group.
  public internal(set) var notEnrolled = 0

  /// All children left out.
  public var total: Int { control + experimental + notEnrolled }

  /// The number of one arm.
  public subscript(arm: Arm) -> Int { arm == .control ? control : experimental }
}
