import Findings
import Records
import Testing

/// Caveats of indicators at all levels and times: each said once per level.
@Suite struct RiskCaveatTests {
  /// Two regions of two preschools each, with the indicators that they report.
  private func caveats(
    _ indicators: String, unit: String = "", preschools: Int = 4, value: (_ preschool: Int, _ quarter: Int) -> Double
  ) throws -> [FindingWarning] {
    var records = try TrialPilot { 24 + 3 * $0.preschool + 2 * ($0.child.last?.wholeNumberValue ?? 0) }.records
    records.regions = ["R0", "R1"].map { Region(code: $0, names: Names(kk: $0, ru: $0, en: $0), kind: "oblast") }
    for preschool in records.preschools.indices {
      records.preschools[preschool].region = "R\(preschool / 2 % 2)"
      records.preschools[preschool].district = "D\(preschool % 2)"
    }
    for (number, name) in ["2026Q1", "2026Q2"].enumerated() {
      let quarter = try #require(Quarter(name))
      records.indicators += (0..<preschools).map {
        IndicatorValue(
          preschool: "P\($0)", quarter: quarter, indicator: "turnover", value: value($0, number), denominator: 1)
      }
    }
    var plan = try trialPlan(outcomes: ["physical"])
    plan.effects.also = []
    let lines = indicators.split(separator: " ").map {
      "      \($0): {name: {kk: а, ru: б, en: y}, no_risk: -100, full_risk: 100\(unit)}"
    }
    plan.risk = try RiskFramework(
      yaml: """
        blocks:
          x:
            name: {kk: а, ru: б, en: x}
            indicators:
        \(lines.joined(separator: "\n"))
        """)
    return try evaluate(records, plan).warnings.filter { $0.facts["indicator"] != nil || $0.facts["risk_level"] != nil }
  }

  @Test func caveatsOfOtherLevelsAreSaidOnceEach() throws {
    let found = try caveats("turnover level_one_share") { preschool, quarter in Double(preschool * (1 + quarter)) }
    let below = found.filter { $0.facts["risk_level"] != nil }
    let keys = below.map { [$0.code.rawValue, $0.facts["risk_level"] ?? "", String($0.facts["indicator"] != nil)] }
    #expect(Set(keys).count == keys.count && keys.count < 12, "\(keys)")
    #expect(below.contains { $0.code == .smoothedVariance && $0.facts["risk_level"] == "district" })
    #expect(below.contains { $0.facts["risk_level"] == "preschool" && $0.facts["indicator"] == "level_one_share" })
    #expect(below.allSatisfy { Set($0.facts.keys).isSubset(of: ["indicator", "risk_level"]) })
    // Whose quarters are meant is said: the regions' caveats over the whole time are other ones.
    #expect(!below.contains { $0.facts["risk_level"] == "region" && $0.facts["indicator"] != nil })
    // The regions' own caveats keep their facts.
    #expect(
      found.contains { $0.code == .smoothedVariance && $0.facts["risk_level"] == nil && $0.facts["count"] != nil })
  }

  /// Four preschools in two regions leave two degrees of freedom: no distribution with so few has a variance.
  @Test func drawsOfFewUnitsAreSaid() throws {
    func isSaid(_ preschools: Int) throws -> Bool {
      try caveats("turnover", preschools: preschools) { preschool, _ in Double(preschool * preschool) }
        .contains { $0.code == .fewClusters && $0.facts["risk_level"] == "region" && $0.facts["indicator"] == nil }
    }
    #expect(try isSaid(4) && !isSaid(8))
  }

  /// Values beyond 1 are no shares: it is not said that places are too few.
  @Test func whyValuesAreNotShrunkenIsSaid() throws {
    let found = try caveats("turnover", unit: ", unit: share", preschools: 8) { preschool, _ in Double(preschool) }
    let refused = try #require(found.first { $0.code == .notShrunken && $0.facts["risk_level"] == nil })
    #expect(refused.message.contains("no shares"))
  }
}
