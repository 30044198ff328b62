import Evaluation
import Findings
import Records
import Testing

/// Reported percentages against the Concept's targets, by hand.
@Suite struct TargetAttainmentTests {
  private func attained(_ rows: [(String, String?, Int, Double)], year: Int? = nil) throws -> TargetAnswer {
    try TargetAttainment(.standard(), year: year).answer(
      rows.map { ReportedActual(indicator: $0.0, region: $0.1, year: $0.2, percent: $0.3) }, dataSHA256: "x")
  }

  @Test(arguments: [
    // Coverage: 90.2 in 2023, 97.5 in 2026. (95.9 − 90.2) / 7.3.
    ("coverage_2_6", 2026, 95.9, 97.5, -1.6, false, 5.7 / 7.3),
    ("coverage_2_6", 2026, 97.5, 97.5, 0, true, 1),
    ("coverage_2_6", 2026, 98.23, 97.5, 0.73, true, 1.1),
    ("coverage_2_6", 2026, 90.2, 97.5, -7.3, false, 0),
    // 20 in 2023, 100 from 2026 on.
    ("quality_criteria", 2029, 60, 100, -40, false, 0.5),
    ("quality_criteria", 2026, 0, 100, -100, false, -0.25),
    // The first year has no way behind it.
    ("legal_protection", 2023, 88, 87, 1, true, nil),
  ])
  func attainmentIsCountedByHand(
    key: String, year: Int, actual: Double, target: Double, gap: Double, isMet: Bool, share: Double?
  ) throws {
    let row = try #require(try attained([(key, nil, year, actual)]).attainment.first)
    #expect(row.targetPercent == target && row.actualPercent == actual && row.isMet == isMet && row.baseYear == 2023)
    #expect(abs(row.gapPoints - gap) < 1e-12)
    #expect((row.shareOfWay == nil) == (share == nil))
    if let share, let found = row.shareOfWay { #expect(abs(found - share) < 1e-12) }
  }

  @Test func rowsStandInTheOrderOfTheSourceAndNotByAttainment() throws {
    let answer = try attained([
      ("legal_protection", nil, 2026, 10), ("coverage_2_6", "KZ-71", 2026, 99), ("coverage_2_6", "KZ-27", 2026, 1.5),
      ("coverage_2_6", nil, 2026, 50), ("coverage_2_6", "KZ-71", 2025, 2),
    ])
    #expect(
      answer.attainment.map { "\($0.indicator) \($0.year) \($0.region ?? "all")" } == [
        "coverage_2_6 2025 KZ-71", "coverage_2_6 2026 all", "coverage_2_6 2026 KZ-27", "coverage_2_6 2026 KZ-71",
        "legal_protection 2026 all",
      ])
    #expect(answer.notReported.count == 6 && !answer.notReported.contains("coverage_2_6"))
    #expect(answer.warnings.map(\.code) == [.reportedFigures] && answer.provenance?.dataSHA256 == "x")
  }

  @Test func oneYearIsOneYear() throws {
    let answer = try attained([("basic_wash", nil, 2025, 97), ("basic_wash", nil, 2026, 98)], year: 2026)
    #expect(answer.attainment.map(\.year) == [2026])
    #expect(answer.indicators.allSatisfy { $0.targets.map(\.year) == [2026] })
  }

  @Test func sharesInPlaceOfPercentagesAreNoticed() throws {
    let answer = try attained([("basic_wash", nil, 2026, 0.98), ("coverage_2_6", nil, 2026, 0)])
    #expect(answer.warnings.map(\.code) == [.reportedFigures, .sharesForPercents])
    #expect(answer.warnings[1].facts == ["rows": "1"])
  }

  @Test func targetsAloneHaveNoAttainment() throws {
    let answer = try TargetAttainment(.standard()).answer()
    #expect(answer.attainment.isEmpty && answer.warnings.isEmpty && answer.provenance == nil)
    #expect(answer.indicators.count == 8 && answer.indicators.allSatisfy { $0.targets.count == 7 })
  }
}
