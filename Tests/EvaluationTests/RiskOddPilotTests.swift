import Findings
import Records
import Testing

/// Risk of pilots that are not spread as they should be: regions nobody is in, and one with many preschools.
@Suite struct RiskOddPilotTests {
  private func region(_ code: String) -> Region {
    Region(code: code, names: Names(kk: "к", ru: "р", en: code), kind: "oblast")
  }

  private func regions(of records: PilotRecords, _ indicator: String) throws -> [RiskFinding] {
    var plan = try trialPlan(outcomes: ["physical"])
    plan.risk = try RiskFramework(
      yaml: """
        blocks:
          x:
            name: {kk: а, ru: б, en: x}
            indicators:
              \(indicator): {name: {kk: а, ru: б, en: y}, no_risk: -100, full_risk: 100}
        """)
    return try evaluateRisk(records, plan).regions
  }

  @Test func regionsThatNobodyIsInNarrowNoInterval() throws {
    // Four regions of two preschools, as in a pilot of four regions, and as in one whose other sixteen report nothing yet.
    var records = try TrialPilot().records
    let quarter = try #require(Quarter("2026Q1"))
    records.regions = (0..<4).map { region("R\($0)") }
    for preschool in records.preschools.indices {
      records.preschools[preschool].region = "R\(preschool / 2)"
      records.indicators.append(
        IndicatorValue(
          preschool: "P\(preschool)", quarter: quarter, indicator: "turnover", value: Double(preschool),
          denominator: 1))
    }
    let alone = try regions(of: records, "turnover")
    records.regions += (4..<20).map { region("R\($0)") }
    let amongOthers = try regions(of: records, "turnover").filter { $0.index.value != nil }
    #expect(alone.count == 4 && alone.map(\.index) == amongOthers.map(\.index))
  }

  @Test func aLargeRegionWithoutAnyCaseIsSeenWithAnError() throws {
    // Sixteen preschools of one group: ten in a region where nobody is at level I, three in each of two where some are,
    // more of them in the control arm.
    let lowChildren = [5: 1, 6: 3]
    let pilot = try TrialPilot { child in
      let number = Int(child.child.suffix(1)) ?? 0
      return number < lowChildren[child.preschool, default: 0] ? 22 : 41
    }
    var records = pilot.records
    records.regions = ["A", "B", "C"].map(region)
    records.preschools = records.preschools.flatMap { preschool in
      (0..<2).map { group in
        var part = preschool
        part.code = "\(preschool.code)-\(group)"
        let number = 2 * (Int(preschool.code.dropFirst()) ?? 0) + group
        part.region = number < 10 ? "A" : number < 13 ? "B" : "C"
        return part
      }
    }
    for group in records.groups.indices { records.groups[group].preschool = records.groups[group].code }
    let found = try regions(of: records, "level_one_share").compactMap { $0.blocks.first?.components.first }
    #expect(found.count == 3 && found[0].direct == .shown(0))
    #expect(found.allSatisfy { $0.shrinkage.value != nil })
  }
}
