import Evaluation
import Findings
import Records
import Testing

/// The risk chapter of small pilots: laws that hold whatever the numbers, and numbers that are known beforehand.
@Suite struct RiskChapterTests {
  private static let framework = """
    method: {rise: 3}
    zones: {amber: 30, red: 60}
    blocks:
      outcome:
        name: {kk: а, ru: б, en: outcome}
        indicators:
          level_one_share: {name: {kk: а, ru: б, en: low}, no_risk: 0, full_risk: 1}
          vulnerable_in_one: {name: {kk: а, ru: б, en: one}, no_risk: 0, full_risk: 1}
      implementation:
        name: {kk: а, ru: б, en: implementation}
        flags: {injury: {name: {kk: а, ru: б, en: injury}}}
        indicators:
          staff_turnover: {name: {kk: а, ru: б, en: turnover}, no_risk: 0, full_risk: 1, thresholds: {amber: 0.35}}
      evidence:
        name: {kk: а, ru: б, en: evidence}
        indicators:
          missing_child_waves: {name: {kk: а, ru: б, en: missing}, no_risk: 0, full_risk: 1}
          clusters_per_arm: {name: {kk: а, ru: б, en: clusters}, no_risk: 4, full_risk: 0}
    """

  /// Four regions of two preschools, their reports of two quarters, and low levels where a region's number is high.
  private func records(
    turnover: (_ preschool: Int, _ quarter: Int) -> Double? = { preschool, _ in 0.1 * Double(preschool) }
  ) throws -> PilotRecords {
    var records = try TrialPilot { max(20, $0.points - 3 * $0.preschool / 2) }.records
    records.regions = (0..<4).map { region in
      Region(code: "R\(region)", names: Names(kk: "к\(region)", ru: "р\(region)", en: "r\(region)"), kind: "oblast")
    }
    for preschool in records.preschools.indices { records.preschools[preschool].region = "R\(preschool / 2)" }
    for (number, name) in ["2026Q1", "2026Q2"].enumerated() {
      let quarter = try #require(Quarter(name))
      for preschool in 0..<TrialPilot.preschoolCount {
        guard let share = turnover(preschool, number) else { continue }
        records.indicators.append(
          IndicatorValue(
            preschool: "P\(preschool)", quarter: quarter, indicator: "staff_turnover", value: 10 * share,
            denominator: 10))
      }
    }
    return records
  }

  private func chapter(_ records: PilotRecords, _ yaml: String = framework) throws -> RiskFindings {
    var plan = try trialPlan(outcomes: ["physical"])
    plan.risk = try RiskFramework(yaml: yaml)
    return try evaluateRisk(records, plan)
  }

  @Test func everyLevelAndQuarterHasItsPlaces() throws {
    let found = try chapter(records())
    #expect(found.quarters == ["2026Q1", "2026Q2"] && found.regions.map(\.place) == ["R0", "R1", "R2", "R3"])
    #expect(
      found.places(.country).count == 1 && found.places(.preschool).count == 8 && found.places(.group).count == 16)
    #expect(found.places(.group, quarter: "2026Q1").isEmpty && found.places(.preschool, quarter: "2026Q2").count == 8)
    #expect(Set(found.places.map(\.address)).count == found.places.count)
    #expect(found.places(.preschool).allSatisfy { $0.region == "R\((Int($0.place.dropFirst()) ?? 0) / 2)" })
  }

  @Test func contributionsAddUpToTheIndexAndRanksToWholes() throws {
    let regions = try chapter(records()).regions
    for region in regions {
      let index = try #require(region.index.value)
      let parts = region.blocks.flatMap(\.components).compactMap(\.contribution.value)
      #expect(abs(parts.reduce(0, +) - index.value) < 1e-9)
      #expect(index.interval.lower <= index.value && index.value <= index.interval.upper)
      #expect(abs((region.rank.value?.probabilities ?? []).reduce(0, +) - 1) < 1e-9)
    }
    let expected = regions.compactMap(\.rank.value?.expected)
    #expect(expected.count == 4 && abs(expected.reduce(0, +) - 10) < 1e-9 && expected == expected.sorted(by: >))
    #expect(regions.allSatisfy { $0.probabilityInHighestFifth == .noData }, "a fifth of four is not a region")
  }

  /// The interval of an index and its probabilities come from the same draws.
  @Test func zonesAreWhereTheDrawsLie() throws {
    let found = try chapter(records())
    for place in found.places {
      guard let index = place.index.value else {
        #expect(place.zones == .noData)
        continue
      }
      let zones = try #require(place.zones.value)
      let red = try #require(zones.red)
      #expect((0...1).contains(zones.amberOrRed) && (0...zones.amberOrRed).contains(red))
      if index.interval.lower > 30 { #expect(zones.amberOrRed >= 0.975) }
      if index.interval.upper < 30 { #expect(zones.amberOrRed <= 0.025) }
    }
    #expect(Set(found.regions.compactMap(\.zones.value?.amberOrRed)).count > 1)
  }

  @Test func shrunkenSharesOfRegionsAddUpToTheCountry() throws {
    let found = try chapter(records())
    func low(_ place: RiskFinding) -> RiskFinding.Component? {
      place.blocks.first { $0.key == "outcome" }?.components.first { $0.indicator == "level_one_share" }
    }
    let country = try #require(low(found.places(.country)[0])?.value.value)
    let parts = found.regions.compactMap { low($0)?.value.value }
    // Every region has as many children, so that the country is the plain mean.
    #expect(country > 0 && parts.count == 4 && abs(parts.reduce(0, +) / 4 - country) < 1e-12)
    for region in found.regions { #expect((0...1).contains(low(region)?.shrinkage.value ?? -1)) }
  }

  @Test func whatAPreschoolReportsStandsAsReported() throws {
    let found = try chapter(records())
    for preschool in found.places(.preschool) {
      let component = try #require(preschool.blocks.first { $0.key == "implementation" }?.components.first)
      let number = Double(preschool.place.dropFirst()) ?? 0
      #expect(abs((component.value.value ?? 9) - 0.1 * number) < 1e-12 && component.standardError == .shown(0))
      #expect(component.rating == .shown(number > 3 ? .amber : .green))
      let evidence = preschool.blocks.first { $0.key == "evidence" }?.components.map(\.indicator)
      #expect(evidence == ["missing_child_waves"], "arms are not compared inside a preschool")
    }
  }

  @Test func aChangeIsThatOfTheReports() throws {
    // Preschools of R0 lose half of their staff in the second quarter; everything else stays.
    let found = try chapter(records { preschool, quarter in preschool < 2 && quarter == 1 ? 0.6 : 0.1 })
    let first = found.places(.preschool, quarter: "2026Q1"), second = found.places(.preschool, quarter: "2026Q2")
    for (before, after) in zip(first, second) {
      let values = [before, after].compactMap { place in
        place.blocks.first { $0.key == "implementation" }?.score.value?.value
      }
      #expect(values == (before.region == "R0" ? [10, 60] : [10, 10]))
    }
    let changes = Dictionary(uniqueKeysWithValues: found.changes.filter { $0.level == .region }.map { ($0.place, $0) })
    #expect((changes["R0"]?.probabilityOfRise.value ?? 0) > 0.95)
    #expect((changes["R3"]?.probabilityOfRise.value ?? 1) < 0.5)
  }

  @Test func aRaisedFlagIsRedWhateverTheIndex() throws {
    var records = try records { _, _ in 0 }
    let quarter = try #require(Quarter("2026Q1"))
    for preschool in 0..<TrialPilot.preschoolCount {
      records.indicators.append(
        IndicatorValue(
          preschool: "P\(preschool)", quarter: quarter, indicator: "injury", value: preschool == 0 ? 1 : 0,
          denominator: nil))
    }
    let found = try chapter(records)
    #expect(found.regions[0].flags[0].isRaised == .shown(true) && found.regions[0].rating == .shown(.red))
    #expect(found.regions[1].flags[0].isRaised == .shown(false) && found.regions[1].rating != .shown(.red))
    #expect(found.places(.preschool)[1].rating != .shown(.red), "the flag is that of P0")
    #expect(found.places(.region, quarter: "2026Q2")[0].flags[0].isRaised == .noData)
    #expect(found.places(.country)[0].flags.isEmpty && found.places(.country)[0].rating != .shown(.red))
  }

  @Test func aMissingReportMakesARangeAndNoCertainty() throws {
    let found = try chapter(records { preschool, _ in preschool < 2 ? nil : 0.2 })
    let silent = found.regions[0]
    #expect(silent.blocks.first { $0.key == "implementation" }?.score == .noData)
    #expect(silent.index == .noData || silent.index.value?.range != nil)
    #expect(found.regions[1].index.value != nil && found.regions[1].index.value?.range == nil)
  }

  @Test func aFrameworkWithoutGoalpostsIsMeasuredByTheRegions() throws {
    let yaml = Self.framework.replacing("method: {rise: 3}", with: "method: {normalisation: min_max, weights: equal}")
    let found = try chapter(records(), yaml)
    #expect(found.regions.allSatisfy { $0.index.value != nil } && found.places(.preschool)[7].index.value != nil)
  }

  @Test func oneSeedOneAnswer() throws {
    #expect(try chapter(records()) == chapter(records()))
  }
}
