import Probability
import Records

/// A simulated child: its record, its stay in the group, and where it stands among its age band.
struct ChildPlan {
  /// Name of the child's random streams, such as `G-001-A/07`; never written to a file.
  let name: String
  let record: Child
  let enrolment: Enrolment
  /// 0 for the youngest month of birth of the age band … 11 for the oldest.
  let monthsOlder: Int

  /// Middle of `monthsOlder`, about which the age slope turns.
  static let middleMonth = 5.5
}

/// Draws the children of a group.
struct ChildPlanner {
  let truth: PilotTruth
  let draws: PilotDraws

  /// Months of 2026 in which children join late, leave early, and consent is withdrawn.
  static let joiningMonths = 2...4
  static let leavingMonths = 2...8
  static let withdrawalMonths = 5...8

  func child(_ slot: Int, of group: GroupPlan) -> ChildPlan {
    let name = "\(group.code)/\(slot)"
    var stream = draws.stream(.child, name)
    let isGirl = stream.nextUniform() < truth.children.girlShare
    let monthsOlder = stream.nextInteger(in: 0...11)
    let hasSpecialNeeds = stream.nextUniform() < truth.children.specialNeedsShare
    let (entered, left) = stay(in: group, &stream)
    let (consent, consentDate) = consent(entered: entered, &stream)
    let pseudonym = pseudonym(name)
    return ChildPlan(
      name: name,
      record: Child(
        pseudonym: pseudonym, sex: isGirl ? .female : .male,
        birthMonth: birthMonth(ageBand: group.ageBand, monthsOlder: monthsOlder), hasSpecialNeeds: hasSpecialNeeds,
        consent: consent, consentDate: consentDate),
      enrolment: Enrolment(child: pseudonym, group: group.code, entered: entered, left: left),
      monthsOlder: monthsOlder)
  }

  /// The month that makes the child `ageBand` years old on 1 September 2025: from August back to September.
  private func birthMonth(ageBand: Int, monthsOlder: Int) -> CalendarMonth {
    let monthsSinceYearZero = (2025 - ageBand) * 12 + 7 - monthsOlder
    return PilotCalendar.calendarMonth(monthsSinceYearZero / 12, monthsSinceYearZero % 12 + 1)
  }

  /// First and last day in the group: those who join late stay, some leave early, band 5 leaves for school.
  private func stay(in group: GroupPlan, _ stream: inout RandomStream) -> (CalendarDate, CalendarDate?) {
    let finishesInMay = stream.nextBernoulli(0.5)
    let regularEnd = finishesInMay ? PilotCalendar.endOfLessons : PilotCalendar.endOfFirstYear
    let end = group.continues ? nil : regularEnd
    let joinDay = stream.nextDay(of: 2026, months: Self.joiningMonths)
    if stream.nextUniform() < truth.participation.lateJoinRate { return (joinDay, end) }
    let attritionRate =
      group.arm == .control
      ? truth.participation.controlAttritionRate : truth.participation.experimentalAttritionRate
    let leavingDay = stream.nextDay(of: 2026, months: Self.leavingMonths)
    guard stream.nextUniform() < attritionRate else { return (PilotCalendar.firstDay, end) }
    return (PilotCalendar.firstDay, end.map { min($0, leavingDay) } ?? leavingDay)
  }

  /// The status of consent and the day it was last changed.
  private func consent(entered: CalendarDate, _ stream: inout RandomStream) -> (Child.Consent, CalendarDate) {
    let asked = max(entered, stream.nextDay(of: 2025, months: 12...12))
    let withdrawn = stream.nextDay(of: 2026, months: Self.withdrawalMonths)
    let share = stream.nextUniform()
    if share < truth.participation.consentRefusedRate { return (.refused, asked) }
    if share < truth.participation.consentRefusedRate + truth.participation.consentWithdrawnRate {
      return (.withdrawn, withdrawn)
    }
    return (.granted, asked)
  }

  /// 80 random bits as 20 hexadecimal digits.
  private func pseudonym(_ name: String) -> String {
    var stream = draws.stream(.pseudonym, name)
    return (0..<20).map { _ in String(stream.nextInteger(in: 0...15), radix: 16) }.joined()
  }
}
