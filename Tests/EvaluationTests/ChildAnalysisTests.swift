import Evaluation
import Findings
import Records
import Testing

/// What is known of a preschool's own children: the run's scales, read for each of them.
@Suite struct ChildAnalysisTests {
  private let plan: Plan

  init() throws { plan = try trialPlan(outcomes: ["physical"]) }

  @Test func sheetsAreOfOnePreschoolAndInNoOrderOfScores() throws {
    let found = try statedChildren(TrialPilot().records, plan, preschool: "P3", method: .eap)
    #expect(found.sheets.count == 3 * TrialPilot.groupCount * TrialPilot.childCount)
    #expect(found.sheets.allSatisfy { $0.preschool == "P3" && $0.child.hasPrefix("P3-") })
    let places = found.sheets.map { $0.group + $0.child }
    #expect(places == places.sorted())
    #expect(found.sheets.prefix(3).map(\.wave) == ["baseline", "interim", "final"])
  }

  @Test func theLevelIsAsSureAsTheMarksMakeIt() throws {
    let found = try statedChildren(TrialPilot().records, plan, preschool: "P0", method: .wle)
    var sure = 0
    for area in found.sheets.flatMap(\.areas) {
      let probabilities = try #require(area.levelProbabilities)
      #expect(probabilities.count == 3 && probabilities.allSatisfy { (0...1).contains($0) })
      #expect(abs(probabilities.reduce(0, +) - 1) < 1e-12)
      let likeliest = probabilities.indices.max { probabilities[$0] < probabilities[$1] }
      if probabilities.contains(where: { $0 > 0.95 }) {
        sure += 1
        #expect(likeliest.map { $0 + 1 } == area.level, "\(area)")
      }
    }
    #expect(sure > 10)
  }

  @Test func aChildWhoMovedIsWithThePreschoolOfTheDay() throws {
    var records = try TrialPilot().records
    let child = TrialPilot.childCode(0, 0, 0)
    let stay = try #require(records.enrolments.firstIndex { $0.child == child })
    let day = try #require(CalendarDate("2026-04-01"))
    let next = try #require(CalendarDate("2026-04-02"))
    records.enrolments[stay].left = day
    records.enrolments.append(
      Enrolment(child: child, group: TrialPilot.groupCode(1, 0), entered: next, left: nil))
    let first = try statedChildren(records, plan, preschool: "P0", method: .wle).sheets.filter { $0.child == child }
    let second = try statedChildren(records, plan, preschool: "P1", method: .wle).sheets.filter { $0.child == child }
    #expect(first.map(\.wave) == ["baseline"] && second.map(\.wave) == ["interim", "final"])
    // What the other preschool marked is no part of what this one is told.
    let told = try #require(second.first?.areas.first)
    #expect(told.risen.isEmpty && told.fallen.isEmpty)
    #expect(second.last?.areas.first.map { !$0.risen.isEmpty } ?? false)
  }
}
