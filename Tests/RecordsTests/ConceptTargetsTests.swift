import Records
import Testing

/// The Concept's targets: the file that comes with the program, and what a damaged one is refused for.
@Suite struct ConceptTargetsTests {
  @Test func theStandardTargetsAreRead() throws {
    let targets = try ConceptTargets.standard()
    #expect(targets.years == 2023...2029)
    #expect(targets.indicators.map(\.number) == [1, 2, 3, nil, nil, nil, nil, nil])
    for indicator in targets.indicators {
      #expect(Set([indicator.names.kk, indicator.names.ru, indicator.names.en]).count == 3, "\(indicator.key)")
      #expect(indicator.targets.count == 7)
      // No target falls from one year to the next.
      for year in 2024...2029 {
        #expect(
          try #require(indicator.targets[year]) >= #require(indicator.targets[year - 1]), "\(indicator.key) \(year)")
      }
    }
  }

  /// Sums over the years and over the indicators, counted from the resolution's table: a wrong digit changes two.
  @Test func everyTargetIsThatOfTheResolution() throws {
    let indicators = try ConceptTargets.standard().indicators
    let byIndicator = [674.2, 545, 674.5, 580, 658, 600.2, 690, 645]
    let byYear = [561.7, 651.5, 722, 777.5, 781.2, 785, 788]
    #expect(indicators.count == byIndicator.count)
    for (indicator, sum) in zip(indicators, byIndicator) {
      #expect(abs(indicator.targets.values.reduce(0, +) - sum) < 1e-9, "\(indicator.key)")
    }
    for (year, sum) in zip(2023...2029, byYear) {
      #expect(abs(indicators.compactMap { $0.targets[year] }.reduce(0, +) - sum) < 1e-9, "\(year)")
    }
  }

  @Test(arguments: [
    ("coverage_2_6", 2023, 90.2), ("coverage_2_6", 2026, 97.5), ("quality_criteria", 2024, 50),
    ("basic_wash", 2025, 97), ("inclusive_conditions", 2025, 80), ("special_support", 2024, 85),
    ("profile_education", 2026, 87), ("profile_education", 2027, 88.2), ("antiterror_protection", 2023, 90),
    ("legal_protection", 2029, 96),
  ]) func aTarget(of key: String, in year: Int, is percent: Double) throws {
    let indicator = try #require(try ConceptTargets.standard().indicators.first { $0.key == key })
    #expect(indicator.targets[year] == percent)
  }

  private static let head = """
    source: {kk: а, ru: б, en: c}
    unit: percent
    years: {first: 2023, last: 2024}
    indicators:

    """

  @Test(arguments: [
    (
      "i: {name: {kk: а, ru: б, en: c}, targets: {2023: 1}}",
      "t.yml:5:45: indicators.i.targets: the key '2024' is missing"
    ),
    (
      "i: {name: {kk: а, ru: б, en: c}, targets: {2023: 1, 2024: 101}}",
      "t.yml:5:61: indicators.i.targets.2024: 101 is out of range; expected a number from 0.0 to 100.0"
    ),
    (
      "i: {name: {kk: а, ru: б, en: c}, targets: {2023: 1, 2024: 2, 2025: 3}}",
      "t.yml:5:64: indicators.i.targets.2025: unknown key; known here: 2023, 2024"
    ),
    ("i: {targets: {2023: 1, 2024: 2}}", "t.yml:5:6: indicators.i: the key 'name' is missing"),
  ]) func aDamagedIndicatorIsRefused(line: String, problem: String) {
    do throws(ConfigurationError) {
      _ = try ConceptTargets(yaml: Self.head + "  " + line, file: "t.yml")
      Issue.record("nothing was refused")
    } catch {
      #expect(error.problems.map(\.description) == [problem])
    }
  }
}
