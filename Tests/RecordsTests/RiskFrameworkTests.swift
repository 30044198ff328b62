import Records
import Testing

/// Frameworks of composites: what is read, and what is refused with its place.
@Suite struct RiskFrameworkTests {
  private static let head = "blocks:\n  x:\n    name: {kk: а, ru: б, en: c}\n    indicators:\n"
  private static let name = "name: {kk: а, ru: б, en: c}"

  private func problems(_ yaml: String, use: RiskFramework.Use = .table) -> [String] {
    do {
      _ = try RiskFramework(yaml: yaml, file: "f.yml", use: use)
      return []
    } catch {
      return error.problems.map(\.description)
    }
  }

  @Test func theStandardFrameworkIsRead() throws {
    let framework = try RiskFramework.standard()
    #expect(framework.blocks.map(\.key) == ["implementation", "outcome", "evidence"])
    #expect(framework.indicators.count == 36 && framework.flags.map(\.key) == ["injury", "open_violation"])
    for indicator in framework.indicators {
      #expect(indicator.noRisk != nil && indicator.thresholds?.areAgreed != true && indicator.unit != nil)
      let names = [indicator.names] + (indicator.denominator.map { [$0] } ?? [])
      #expect(names.allSatisfy { Set([$0.kk, $0.ru, $0.en]).count == 3 }, "\(indicator.key)")
    }
    #expect(framework.zones == .init(amber: 30, red: 60) && framework.uncertainty.betweenBlocks.count == 2)
  }

  @Test func everyKeyIsRead() throws {
    let framework = try RiskFramework(
      yaml: """
        name: {kk: а, ru: б, en: c}
        method: {normalisation: z_score, outliers: winsorise, weights: pca, between_blocks: harmonic, minimum_weight_share: 0.5}
        uncertainty: {weight_spread: 0.2, weights: [given, equal], normalisations: [rank, min_max], between_blocks: [arithmetic]}
        blocks:
          outer:
            name: {kk: а, ru: б, en: c}
            weight: 2
            within: geometric
            flags: {alarm: {name: {kk: а, ru: б, en: c}, above: 3, origin: law}}
            blocks:
              inner:
                name: {kk: а, ru: б, en: c}
                indicators:
                  i: {name: {kk: а, ru: б, en: c}, direction: less_is_risk, weight: 0, unit: share, minimum_count: 10, missing: leave_out, date: 2026-01-31}
                  j: {name: {kk: а, ru: б, en: c}, no_risk: 2, full_risk: 1, thresholds: {amber: 1.5, red: 1.2, agreed: true}}
        """, use: .table)
    #expect(framework.method.weights == .pca && framework.method.normalisation == .zScore)
    #expect(framework.uncertainty.normalisations == [.rank, .minMax] && framework.uncertainty.weightSpread == 0.2)
    #expect(framework.blocks[0].within == .geometric && framework.flags == framework.blocks[0].flags)
    let indicators = framework.indicators
    #expect(indicators.map(\.key) == ["i", "j"] && indicators.map(\.direction) == [.lessIsRisk, .lessIsRisk])
    #expect(indicators[0].minimumCount == 10 && indicators[0].missingRule == .leaveOut && indicators[0].date != nil)
    #expect(indicators[1].thresholds == .init(amber: 1.5, red: 1.2, areAgreed: true))
  }

  @Test(arguments: [
    (
      "i: {\(name), no_risk: 0, full_risk: 1, weight: 0}",
      "f.yml:5:7: blocks.x.indicators: the weights sum to 0; at least one must be above 0"
    ),
    (
      "i: {\(name), no_risk: 0, full_risk: 1, weight: -1}",
      "f.yml:5:74: blocks.x.indicators.i.weight: -1 is out of range; expected a number from 0 upwards"
    ),
    ("i: {\(name), no_risk: 0}", "f.yml:5:10: blocks.x.indicators.i: the key 'full_risk' is missing"),
    (
      "i: {\(name), no_risk: 0, full_risk: 1, direction: less_is_risk}",
      "f.yml:5:77: blocks.x.indicators.i.direction: no_risk and full_risk say 'more_is_risk'"
    ),
    (
      "i: {\(name), no_risk: 0, full_risk: 1, thresholds: {amber: 0.5, red: 0.2}}",
      "f.yml:5:78: blocks.x.indicators.i.thresholds: amber 0.5 and red 0.2 are not in the direction of risk"
    ),
    (
      "i: {\(name), no_risk: 0, full_risk: 1, date: May}",
      "f.yml:5:72: blocks.x.indicators.i.date: expected a date such as 2026-01-31"
    ),
  ]) func damagedIndicatorsAreRefused(line: String, problem: String) {
    #expect(problems(Self.head + "      " + line) == [problem])
  }

  @Test func keysAreUniqueOverTheTree() {
    let indicator = "i: {\(Self.name), no_risk: 0, full_risk: 1}"
    let found = problems(
      Self.head
        + "      \(indicator)\n    blocks:\n      x:\n        \(Self.name)\n        indicators:\n          \(indicator)"
    )
    #expect(found.count == 2 && found.allSatisfy { $0.hasSuffix("is given twice") })
  }

  @Test func withoutGoalpostsADirectionIsNeeded() {
    let rest = Self.head + "      i: {\(Self.name)}"
    #expect(
      problems("method: {normalisation: rank}\n" + rest) == [
        "f.yml:6:10: blocks.x.indicators.i: the key 'direction' is missing"
      ])
    #expect(problems("method: {normalisation: rank}\nuncertainty: {normalisations: [goalposts]}\n" + rest).count == 2)
  }

  @Test func aPilotsIndicatorWithoutASourceIsThatOfItsKey() throws {
    let lines = ["ceiling", "vacancies", "level_one_share"].map {
      "      \($0): {\(Self.name), no_risk: 0, full_risk: 1}\n"
    }.joined()
    func sources(_ use: RiskFramework.Use) throws -> [RiskFramework.Indicator.Source?] {
      try RiskFramework(yaml: Self.head + lines, use: use).indicators.map(\.source)
    }
    #expect(try sources(.pilot) == [.ceiling, .indicators, .levelOneShare] && sources(.table) == [nil, nil, nil])
    let standard = try RiskFramework(yaml: RiskFramework.standardText, use: .pilot)
    #expect(standard.indicators.count { $0.source == .indicators } == 16, "what the records cannot tell is reported")
  }
}
