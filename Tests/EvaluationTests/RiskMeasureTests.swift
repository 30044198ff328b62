import Findings
import Records
import Testing

/// Every measure that the records give, on pilots in which it can be counted by hand.
///
/// The trial pilot has 8 preschools of 2 groups of 6 children, and 3 waves: 96 children, 48 groups × waves, 32 groups ×
/// steps. Nobody marks an item 1 throughout, and everybody gains 4 points from wave to wave.
@Suite struct RiskMeasureTests {
  private static let children = 96.0
  private static let steps = 32.0

  /// The value of a measure over the whole pilot; `nil` where there is none.
  private func value(_ key: String, _ records: PilotRecords) throws -> Double? {
    var plan = try trialPlan(outcomes: ["physical"])
    plan.risk = try RiskFramework(
      yaml: """
        blocks:
          x:
            name: {kk: а, ru: б, en: x}
            indicators:
              \(key): {name: {kk: а, ru: б, en: y}, no_risk: 0, full_risk: 1}
        """)
    let country = try evaluateRisk(records, plan).places(.country)
    return try #require(country.first?.blocks.first?.components.first).value.value
  }

  private func pilot(_ points: (TrialPilot.Observation) -> Int?) throws -> PilotRecords {
    var records = try TrialPilot(points: points).records
    // Two regions, so that there is something to compare.
    records.regions.append(Region(code: "KZ-11", names: Names(kk: "б", ru: "б", en: "b"), kind: "oblast"))
    for preschool in records.preschools.indices where preschool >= 4 { records.preschools[preschool].region = "KZ-11" }
    return records
  }

  /// A child's points: 40 everywhere but where said, level II.
  private func flat(_ points: @escaping (TrialPilot.Observation) -> Int? = { _ in 40 }) throws -> PilotRecords {
    try pilot { points($0) }
  }

  private func isFirst(_ child: TrialPilot.Observation) -> Bool { child.preschool == 0 && child.group == 0 }
  private func isChild(_ child: TrialPilot.Observation, _ number: Int) -> Bool {
    child.child == TrialPilot.childCode(0, 0, number)
  }

  @Test func levelsOfTheLastSheet() throws {
    // One child at level I at the end, another at the beginning only; one area, so that shares of scores are of children.
    let records = try flat { ($0.wave == 2 && isChild($0, 0)) || ($0.wave == 0 && isChild($0, 1)) ? 22 : 41 }
    #expect(try value("level_one_share", records) == 1 / Self.children)
    #expect(try value("vulnerable_in_one", records) == 1 / Self.children)
    #expect(try value("vulnerable_in_two", records) == nil, "there is one area")
    // Of 95 who began at level II, one fell to I.
    #expect(try value("regression_to_one", records) == 1 / (Self.children - 1))
  }

  @Test func progressIsCountedAmongThoseWhoCouldRise() throws {
    // One child falls, one begins at the top and cannot rise, all others rise.
    let records = try flat { isChild($0, 0) ? 40 - $0.wave : isChild($0, 1) ? 60 : 40 + $0.wave }
    #expect(try value("no_progress_share", records) == 1 / (Self.children - 1))
    #expect(try value("ceiling", records) == 1 / Self.children)
  }

  @Test func theTenthPercentileIsThatOfTheFirstWave() throws {
    // Half of the children score 30 at the first wave; at the last, on the same form, 24 of 96 score less than that.
    let records = try flat { child in
      let number = Int(child.child.suffix(1)) ?? 0
      return child.wave == 0 ? (number < 3 ? 30 : 50) : (child.preschool < 2 ? 28 : 55)
    }
    #expect(try value("below_tenth_percentile", records) == 24 / Self.children)
  }

  @Test func readinessIsOfTheFiveYearOldsAtTheFinalWave() throws {
    // The second wave of the trial is the final one; its five-year-olds are group 1, and one of those 48 is low.
    var records = try flat { child in child.group == 1 && child.preschool == 0 && child.child.hasSuffix("0") ? 22 : 41 }
    records.assessments.removeAll { $0.schoolYear.startYear == 2026 }
    records.scores.removeAll { $0.schoolYear.startYear == 2026 }
    #expect(try value("not_ready", records) == 1 / 48)
  }

  @Test func missingSheetsAndMarks() throws {
    var records = try flat { isChild($0, 0) && $0.wave == 1 ? nil : 41 }
    #expect(try value("missing_child_waves", records) == 1 / (3 * Self.children))
    for item in 0..<5 { records.assessments[0].marks[item] = .missing }
    for item in 5..<10 { records.assessments[0].marks[item] = .notApplicable }
    let sheets = 3 * Self.children - 1
    #expect(try value("item_non_response", records) == 5 / (20 * sheets - 5))
  }

  @Test func factsOfGroups() throws {
    // All sheets of one group at one wave have one mark throughout.
    let lined = try flat { isFirst($0) && $0.wave == 0 ? 40 : 47 }
    #expect(try value("straight_lining", lined) == 1 / 48)
    // One group falls between the first two waves.
    let fallen = try flat { isFirst($0) ? [45, 35, 50][$0.wave] : 40 + $0.wave }
    #expect(try value("reversed_direction", fallen) == 1 / Self.steps)
    // One group of 16 leaps by 12 points where all others gain one.
    let leap = try flat { isFirst($0) ? [40, 52, 53][$0.wave] : 40 + $0.wave }
    #expect(try value("implausible_jump", leap) == 1 / Self.steps)
    #expect(try value("implausible_jump", flat { 40 + $0.wave }) == 0)
    // Most children of one group have another assessor at the last wave, and a minority of another group.
    var changed = try flat()
    for sheet in changed.assessments.indices where changed.assessments[sheet].schoolYear.startYear == 2026 {
      let child = changed.assessments[sheet].child
      if child.hasPrefix("P0-0-") || child == "P1-0-0" { changed.assessments[sheet].assessor = "B" }
    }
    #expect(try value("rater_change", changed) == 1 / Self.steps)
  }

  @Test func theBaselineIsLateAfterTheMonthInWhichSessionsBegan() throws {
    var records = try flat()
    for (group, month) in [("P1-0", "2025-12"), ("P3-0", "2026-01")] {
      records.sessions.append(
        SessionCount(
          group: group, direction: "d", month: try #require(CalendarMonth(month)), planned: 4, held: 2, attended: 9))
    }
    // Twelve children of each of the two preschools; those of P1 were first seen in January.
    #expect(try value("late_baseline", records) == 0.5)
    #expect(try value("sessions_held", records) == 0.5)
  }

  @Test func armsOfAPlace() throws {
    // In the control arm 3 of 48 are lost, in the other one.
    let records = try flat { child in
      let isLost = child.wave == 2 && child.group == 0
      if isLost, child.preschool == 0, ["0", "1", "2"].contains(child.child.suffix(1)) { return nil }
      return isLost && child.child == TrialPilot.childCode(1, 0, 0) ? nil : 41
    }
    #expect(abs((try value("differential_attrition", records) ?? 9) - 2.0 / 48) < 1e-15)
    #expect(try value("clusters_per_arm", records) == 4)
  }

  @Test func feedbackAndItsResponse() throws {
    var records = try flat()
    let quarter = try #require(Quarter("2026Q1"))
    for (question, score) in [("useful", 5.0), ("feasible", 2)] {
      records.feedback.append(Feedback(educator: "E1-0", quarter: quarter, question: question, score: score))
    }
    #expect(try value("teacher_feedback", records) == 3.5)
    // One of the eight educators of the four experimental preschools answered.
    #expect(try value("feedback_response", records) == 1.0 / 8)
  }
}
