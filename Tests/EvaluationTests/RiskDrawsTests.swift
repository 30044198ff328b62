import Findings
import Records
import TestSupport
import Testing

/// What intervals are made of: the errors of quarters and indicators go together, and few preschools are few.
@Suite struct RiskDrawsTests {
  private func inFourRegions(_ pilot: PilotRecords) -> PilotRecords {
    var records = pilot
    records.regions = (0..<4).map {
      Region(code: "R\($0)", names: Names(kk: "к", ru: "р", en: "r\($0)"), kind: "oblast")
    }
    for preschool in records.preschools.indices { records.preschools[preschool].region = "R\(preschool / 2)" }
    return records
  }

  /// Four regions of two preschools, whose shares differ from preschool to preschool.
  private func records(
    denominator: (_ preschool: Int) -> Double = { _ in 1 }, _ share: (_ preschool: Int, _ quarter: Int) -> Double
  ) throws -> PilotRecords {
    var records = inFourRegions(try TrialPilot().records)
    for (number, name) in ["2026Q1", "2026Q2"].enumerated() {
      let quarter = try #require(Quarter(name))
      for preschool in 0..<TrialPilot.preschoolCount {
        records.indicators.append(
          IndicatorValue(
            preschool: "P\(preschool)", quarter: quarter, indicator: "turnover", value: share(preschool, number),
            denominator: denominator(preschool)))
      }
    }
    return records
  }

  private func chapter(_ records: PilotRecords, minimumCount: Int = 0) throws -> RiskFindings {
    var plan = try trialPlan(outcomes: ["physical"])
    plan.risk = try RiskFramework(
      yaml: """
        blocks:
          x:
            name: {kk: а, ru: б, en: x}
            indicators:
              turnover: {name: {kk: а, ru: б, en: y}, no_risk: -100, full_risk: 100, minimum_count: \(minimumCount)}
              other: {name: {kk: а, ru: б, en: z}, no_risk: 0, full_risk: 1, weight: 0, missing: leave_out}
        """)
    return try evaluateRisk(records, plan)
  }

  @Test func whatIsReportedTwiceDoesNotChange() throws {
    // Preschools differ, their reports of the two quarters do not: the index is unsure, its change is not.
    let found = try chapter(records { preschool, _ in Double(preschool * preschool) })
    for change in found.changes where change.level == .region {
      let index = try #require(found.places(.region, quarter: "2026Q2").first { $0.place == change.place }?.index.value)
      let interval = try #require(change.change.value?.interval)
      #expect(index.interval.upper - index.interval.lower > 1)
      #expect(interval.upper - interval.lower < 0.02 * (index.interval.upper - index.interval.lower))
      #expect(change.probabilityOfRise == .shown(0))
    }
    // Reports that have nothing to do with each other leave the change unsure.
    let apart = try chapter(
      records { preschool, quarter in Double([3, 1, 4, 1, 5, 9, 2, 6][(5 * preschool + 3 * quarter) % 8]) })
    let widths = apart.changes.filter { $0.level == .region }.compactMap(\.change.value).map {
      $0.interval.upper - $0.interval.lower
    }
    #expect(widths.count == 4 && widths.allSatisfy { $0 > 0.5 })
  }

  @Test func fewPreschoolsWidenIntervals() throws {
    // Eight preschools in four regions leave four degrees of freedom; 2.776 is the 97.5 % point of t with 4, 1.96 the
    // normal one. The index is 50 + value / 2.
    let found = try chapter(records { preschool, quarter in Double(preschool) + Double(quarter) / 3 })
    for region in found.regions {
      let index = try #require(region.index.value)
      let error = try #require(region.blocks[0].components[0].standardError.value)
      let ratio = (index.interval.upper - index.interval.lower) / error
      // 2,000 draws know a tail quantile of t to about 4 %.
      #expect(abs(ratio / 2.776 - 1) < 0.12, "\(ratio)")
    }
  }

  @Test func drawsMoveWithTheEstimateThatAddsUpToTheCountry() throws {
    // One large region stands far from three small ones, and so unsure that all are drawn to the middle: that regions
    // add up to the country moves every estimate towards the large one. An index lies in the middle of its draws.
    let sizes = [1.0, 1, 1, 1, 1, 1, 20, 20]
    let ratios = [20.0, 24, 21, 23, 19, 25, 26, 44]
    let found = try chapter(
      records(denominator: { sizes[$0] }) { preschool, _ in sizes[preschool] * ratios[preschool] })
    let sides = try found.regions.map { region in
      let index = try #require(region.index.value)
      let middle = (index.interval.lower + index.interval.upper) / 2
      return (middle - index.value) / (index.interval.upper - index.interval.lower)
    }
    // Estimates moved by 4, an index by 2 of an interval 18 wide: unmoved draws would lie a tenth of it too low.
    #expect(abs(sides.reduce(0, +) / 4) < 0.05, "\(sides)")
  }

  @Test func whatTheArmsDifferByIsNoError() throws {
    // In each of four regions all control children are at level I, and no others.
    func value(_ isLow: @escaping (TrialPilot.Observation) -> Bool) throws -> RiskFinding.Component {
      let records = inFourRegions(try TrialPilot(points: { isLow($0) ? 22 : 41 }).records)
      var plan = try trialPlan(outcomes: ["physical"])
      plan.risk = try RiskFramework(
        yaml: """
          blocks:
            x:
              name: {kk: а, ru: б, en: x}
              indicators:
                level_one_share: {name: {kk: а, ru: б, en: y}, no_risk: 0, full_risk: 1}
          """)
      return try #require(evaluateRisk(records, plan).regions.first?.blocks.first?.components.first)
    }
    let byArm = try value { $0.arm == .control }
    #expect(byArm.value.value == 0.5 && byArm.standardError.value == 0)
    // The same shares, in preschools that no arm explains.
    let byChance = try value { [0, 3, 4, 7].contains($0.preschool) }
    #expect(byChance.value.value == 0.5 && (byChance.standardError.value ?? 0) > 0.1)
  }

  /// A region with more control preschools than others would seem worse if the arms were not held alike.
  @Test func regionsAreComparedAsIfTheyHadTheArmsOfAll() throws {
    // Five of six control children and one of six experimental ones are at level I in every preschool; one region has three
    // control preschools and one experimental, another the reverse.
    var pilot = try TrialPilot(
      points: { observation in
        let child = observation.child.last?.wholeNumberValue ?? 0
        return (observation.arm == .control ? child < 5 : child < 1) ? 22 : 41
      }, arm: { preschool, _ in [0, 1, 2, 4].contains(preschool) ? .control : .experimental })
    pilot.records.regions = (0..<2).map { region in
      Region(code: "R\(region)", names: Names(kk: "а", ru: "б", en: "r"), kind: "oblast")
    }
    for preschool in pilot.records.preschools.indices {
      pilot.records.preschools[preschool].region = "R\(preschool / 4)"
    }
    var plan = try trialPlan(outcomes: ["physical"])
    plan.risk = try RiskFramework(
      yaml: """
        blocks:
          x:
            name: {kk: а, ru: б, en: x}
            indicators:
              level_one_share: {name: {kk: а, ru: б, en: y}, no_risk: 0, full_risk: 1}
        """)
    let components = try evaluateRisk(pilot.records, plan).regions.compactMap { $0.blocks.first?.components.first }
    // What is counted stays as it was counted.
    #expect(components.map(\.direct.value) == [16.0 / 24, 8.0 / 24])
    for component in components { expectClose(try #require(component.value.value), 0.5, relative: 1e-9) }
  }

  @Test func aValueOfTooFewObservationsIsNotDrawn() throws {
    let enough = try chapter(records { preschool, _ in Double(preschool) }, minimumCount: 2).regions
    let few = try chapter(records { preschool, _ in Double(preschool) }, minimumCount: 3).regions
    #expect(enough.allSatisfy { $0.index.value != nil } && few.allSatisfy { $0.index == .noData })
  }
}
