/// A child, known by pseudonym only.
public struct Child: Sendable, Hashable, Codable {
  /// Sex as the records give it.
  public enum Sex: String, Sendable, Codable, CaseIterable { case female = "f", male = "m" }

  /// The legal representative's consent to child-level processing.
  public enum Consent: String, Sendable, Codable, CaseIterable {
    case granted, refused, withdrawn
    case notApplicable = "not_applicable"

    /// Whether the child may be in a cohort.
    public var allowsProcessing: Bool { self == .granted || self == .notApplicable }
  }

  public var pseudonym: String
  public var sex: Sex
  public var birthMonth: CalendarMonth?
  public var hasSpecialNeeds: Bool?
  public var consent: Consent
  public var consentDate: CalendarDate?

  /// Creates a child.
  public init(
    pseudonym: String, sex: Sex, birthMonth: CalendarMonth?, hasSpecialNeeds: Bool?, consent: Consent,
    consentDate: CalendarDate?
  ) {
    self.pseudonym = pseudonym
    self.sex = sex
    self.birthMonth = birthMonth
    self.hasSpecialNeeds = hasSpecialNeeds
    self.consent = consent
    self.consentDate = consentDate
  }
}

/// A stay of a child in a group, from `entered` up to and including `left`.
public struct Enrolment: Sendable, Hashable, Codable {
  public var child: String
  public var group: String
  public var entered: CalendarDate
  /// Last day in the group; `nil` while the child is there.
  public var left: CalendarDate?

  /// Creates an enrolment.
  public init(child: String, group: String, entered: CalendarDate, left: CalendarDate?) {
    self.child = child
    self.group = group
    self.entered = entered
    self.left = left
  }

  /// Whether the child was in the group on `date`.
  public func covers(_ date: CalendarDate) -> Bool { entered <= date && (left.map { date <= $0 } ?? true) }
}
