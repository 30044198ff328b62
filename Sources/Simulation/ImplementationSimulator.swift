import Foundation
import Probability
import Records

/// Draws what a preschool reports about the pilot itself: indicators, sessions, feedback.
struct ImplementationSimulator {
  let truth: PilotTruth.ImplementationTruth
  let draws: PilotDraws

  private var rates: ImplementationRates { ImplementationRates(draws: draws) }

  /// Posts of pedagogical staff per group.
  private static let staffPerGroup = 2
  /// Items of a direction's equipment list.
  private static let equipmentItemsPerDirection = 12
  private static let sessionsPerMonth = 4
  private static let questions = ["usefulness", "feasibility"]

  /// Indicators of every quarter; training and environment only where there is an experimental group.
  func indicators(of preschool: PreschoolPlan, children: [ChildPlan]) -> [IndicatorValue] {
    PilotCalendar.quarters.flatMap { quarter in
      let rows =
        indicatorsOfAll(preschool, children: children, in: quarter) + indicatorsOfPilot(preschool, in: quarter)
      return rows.filter { $0.of > 0 }.map {
        IndicatorValue(
          preschool: preschool.record.code, quarter: quarter.quarter, indicator: $0.key, value: Double($0.count),
          denominator: Double($0.of))
      }
    }
  }

  private typealias IndicatorRow = (key: String, count: Int, of: Int)

  private func indicatorsOfAll(
    _ preschool: PreschoolPlan, children: [ChildPlan], in quarter: PilotCalendar.ReportedQuarter
  ) -> [IndicatorRow] {
    let record = preschool.record
    let enrolled = children.filter { $0.enrolment.overlaps(quarter) }
    return [
      counted("staff_turnover", truth.staffTurnover, of: preschool.groups.count * Self.staffPerGroup, record, quarter),
      ("parental_consent", enrolled.count { $0.hasConsent(on: quarter.lastDay) }, enrolled.count),
      counted("parental_involvement", truth.parentalInvolvement, of: enrolled.count, record, quarter),
      counted("injury", truth.injury, of: preschool.groups.count, record, quarter),
      counted("open_violation", truth.openViolation, of: 1, record, quarter),
      attendance(childDays: enrolled.count * quarter.workingDays, record, quarter),
    ]
  }

  private func indicatorsOfPilot(
    _ preschool: PreschoolPlan, in quarter: PilotCalendar.ReportedQuarter
  ) -> [IndicatorRow] {
    let record = preschool.record
    let groups = preschool.experimentalGroups
    let equipmentItems = Set(groups.flatMap(\.directions)).count * Self.equipmentItemsPerDirection
    return [
      counted("pilot_training", truth.pilotTraining, of: groups.count * Self.staffPerGroup, record, quarter),
      counted("environment", truth.environment, of: equipmentItems, record, quarter),
    ]
  }

  /// Sessions of each direction of an experimental group in each month in which children are enrolled.
  func sessions(of group: GroupPlan, children: [ChildPlan]) -> [SessionCount] {
    let heldRate = rates.rate(truth.sessionsHeld, "sessions_held", preschool: group.preschool, region: group.region)
    let presence = rates.rate(
      truth.sessionAttendance, "session_attendance", preschool: group.preschool, region: group.region)
    return group.directions.flatMap { direction in
      PilotCalendar.sessionMonths.compactMap { month, countedOn in
        let enrolled = children.count { $0.enrolment.covers(countedOn) }
        guard enrolled > 0 else { return nil }
        var stream = draws.stream(.sessions, "\(group.code)/\(direction)/\(month)")
        let held = stream.nextBinomial(Self.sessionsPerMonth, heldRate)
        return SessionCount(
          group: group.code, direction: direction, month: month, planned: Self.sessionsPerMonth, held: held,
          attended: stream.nextBinomial(held * enrolled, presence))
      }
    }
  }

  /// Answers of the educator of an experimental group, quarter by quarter; no row where there was no answer.
  func feedback(of group: GroupPlan) -> [Feedback] {
    guard group.arm == .experimental else { return [] }
    return PilotCalendar.quarters.flatMap { quarter -> [Feedback] in
      let isSecondYear = quarter.lastDay > PilotCalendar.endOfFirstYear
      guard group.continues || !isSecondYear else { return [] }
      let educator = isSecondYear ? group.nextEducator : group.educator
      var stream = draws.stream(.feedback, "\(educator)/\(quarter.quarter)")
      guard stream.nextUniform() < truth.feedbackResponseRate else { return [] }
      return Self.questions.map { question in
        let answer = (truth.feedbackMean + truth.feedbackStandardDeviation * stream.nextNormal()).rounded()
        return Feedback(
          educator: educator, quarter: quarter.quarter, question: question, score: min(5, max(1, answer)))
      }
    }
  }

  private func counted(
    _ key: String, _ rate: PilotTruth.Rate, of total: Int, _ preschool: Preschool,
    _ quarter: PilotCalendar.ReportedQuarter
  ) -> IndicatorRow {
    var stream = draws.stream(.indicator, "\(preschool.code)/\(key)/\(quarter.quarter)")
    let own = rates.rate(rate, key, preschool: preschool.code, region: preschool.region)
    return (key, stream.nextBinomial(total, own), total)
  }

  /// Days attended: the preschool's rate, a little different from quarter to quarter.
  private func attendance(
    childDays: Int, _ preschool: Preschool, _ quarter: PilotCalendar.ReportedQuarter
  ) -> IndicatorRow {
    var stream = draws.stream(.indicator, "\(preschool.code)/attendance/\(quarter.quarter)")
    let usual = rates.rate(truth.attendance, "attendance", preschool: preschool.code, region: preschool.region)
    let share = ImplementationRates.logistic(
      ImplementationRates.logit(usual) + Self.seasonalLogitStandardDeviation * stream.nextNormal())
    return ("attendance", Int((Double(childDays) * share).rounded()), childDays)
  }

  static let seasonalLogitStandardDeviation = 0.1
}

extension Enrolment {
  /// Whether any day of the stay lies in the quarter.
  func overlaps(_ quarter: PilotCalendar.ReportedQuarter) -> Bool {
    entered <= quarter.lastDay && (left.map { $0 >= quarter.firstDay } ?? true)
  }
}

extension ChildPlan {
  /// Whether consent stood on `day`: granted, or not yet withdrawn.
  fileprivate func hasConsent(on day: CalendarDate) -> Bool {
    switch record.consent {
    case .granted, .notApplicable: true
    case .refused: false
    case .withdrawn: record.consentDate.map { day < $0 } ?? false
    }
  }
}
