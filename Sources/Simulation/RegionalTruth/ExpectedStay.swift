import Records

/// A stay in a group that a child may have, with its probability.
///
/// The stays of a kind of group are all that `ChildPlanner` can draw for it, so that their probabilities sum to 1.
struct ExpectedStay {
  let entered: CalendarDate
  let left: CalendarDate?
  let probability: Double

  /// The stays in groups of an arm that go on into the second school year, or do not.
  static func all(
    in arm: Arm, continues: Bool, _ participation: PilotTruth.ParticipationTruth
  ) -> [ExpectedStay] {
    let ends: [CalendarDate?] = continues ? [nil] : [PilotCalendar.endOfLessons, PilotCalendar.endOfFirstYear]
    let joining = PilotCalendar.drawnDays(of: 2026, months: ChildPlanner.joiningMonths)
    let leaving = PilotCalendar.drawnDays(of: 2026, months: ChildPlanner.leavingMonths)
    let late = participation.lateJoinRate
    let attrition =
      arm == .control ? participation.controlAttritionRate : participation.experimentalAttritionRate
    return ends.flatMap { end in
      let share = 1 / Double(ends.count)
      let whole = ExpectedStay(
        entered: PilotCalendar.firstDay, left: end, probability: share * (1 - late) * (1 - attrition))
      let joiners = joining.map {
        ExpectedStay(entered: $0, left: end, probability: share * late / Double(joining.count))
      }
      let leavers = leaving.map { day in
        ExpectedStay(
          entered: PilotCalendar.firstDay, left: end.map { min($0, day) } ?? day,
          probability: share * (1 - late) * attrition / Double(leaving.count))
      }
      return [whole] + joiners + leavers
    }
  }

  /// Probability that the child is in the group on the day of observation of a wave.
  func presence(at wave: PilotWave) -> Double {
    let days = wave.days
    return Double(days.count { enrolment.covers($0) }) / Double(days.count)
  }

  /// Whether any day of the stay lies in the quarter.
  func overlaps(_ quarter: PilotCalendar.ReportedQuarter) -> Bool { enrolment.overlaps(quarter) }

  private var enrolment: Enrolment { Enrolment(child: "", group: "", entered: entered, left: left) }
}
