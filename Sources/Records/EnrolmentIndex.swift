/// Finds the group a child was in on a day.
public struct EnrolmentIndex: Sendable {
  /// Enrolments of each child in order of entry.
  private let enrolmentsOfChild: [String: [Enrolment]]
  /// Rows of each group, one per school year.
  private let rowsOfGroup: [String: [Group]]

  /// Creates the index of a pilot's enrolments.
  ///
  /// - Complexity: O(*e* log *e*) for *e* enrolments.
  public init(enrolments: [Enrolment], groups: [Group]) {
    enrolmentsOfChild = Dictionary(grouping: enrolments, by: \.child).mapValues {
      $0.sorted { $0.entered < $1.entered }
    }
    rowsOfGroup = Dictionary(grouping: groups, by: \.code)
  }

  /// The child's enrolments in order of entry.
  public func enrolments(of child: String) -> [Enrolment] { enrolmentsOfChild[child] ?? [] }

  /// The enrolment that covers `date`, if any.
  public func enrolment(of child: String, on date: CalendarDate) -> Enrolment? {
    enrolmentsOfChild[child]?.first { $0.covers(date) }
  }

  /// The row of a group in a school year, if any.
  public func group(_ code: String, in schoolYear: SchoolYear) -> Group? {
    rowsOfGroup[code]?.first { $0.schoolYear == schoolYear }
  }

  /// The group the child was in on `date`, as it was in that school year.
  public func group(of child: String, on date: CalendarDate) -> Group? {
    guard let enrolment = enrolment(of: child, on: date), let year = SchoolYear(containing: date) else { return nil }
    return group(enrolment.group, in: year)
  }

  /// The group of the child's first enrolment, as it was on the day of entry, or else in its first school year.
  public func firstGroup(of child: String) -> Group? {
    guard let first = enrolmentsOfChild[child]?.first, let rows = rowsOfGroup[first.group] else { return nil }
    return rows.first { $0.schoolYear.contains(first.entered) } ?? rows.min { $0.schoolYear < $1.schoolYear }
  }
}
