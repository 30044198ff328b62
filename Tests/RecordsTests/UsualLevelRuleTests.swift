import Records
import Testing

/// An instrument of two areas with thirty items each.
private let instrument: Instrument = {
  let names = Names(kk: "а", ru: "а", en: "a")
  let items = ["a", "b"].flatMap { area in
    (1...30).map { Instrument.Item(code: "\(area)\($0)", area: area, activity: "") }
  }
  return Instrument(
    developmentAreas: ["a", "b"].map { .init(key: $0, names: names) }, items: items,
    forms: [.init(key: "f", ageBand: 4, officialWave: .interim, items: items.map(\.code))], continuousOutcomes: [],
    levelRule: LevelRule(cuts: [1.6, 2.3], roundingDecimals: 1, minimumItemShare: 0.5))
}()

private func score(_ low: Int, _ medium: Int, _ high: Int) throws -> DevelopmentAreaScore {
  let marks =
    [Mark](repeating: .low, count: low) + [Mark](repeating: .medium, count: medium)
    + [Mark](repeating: .high, count: high)
  let scorer = try #require(AreaScorer(instrument: instrument, form: instrument.forms[0]))
  return try #require(
    scorer.score(marks: marks + [Mark](repeating: .notApplicable, count: 60 - marks.count), area: 0))
}

private func levels(_ low: Int, _ medium: Int, _ high: Int) throws -> [Level] {
  let score = try score(low, medium, high)
  return [UsualLevelRule.thirds, .roundedThirds, .mostMarks].map { $0.level(of: score) }
}

@Test func rulesPartAtTheCuts() throws {
  // 33/20 = 1.65 rounds to 1.7, and lies below 5/3.
  #expect(try levels(9, 9, 2) == [.low, .medium, .low])
  // 5/3 itself is level I by thirds; 1.67 rounds to 1.7.
  #expect(try levels(1, 2, 0) == [.low, .medium, .medium])
  // 7/3 is level II by both.
  #expect(try levels(0, 2, 1) == [.medium, .medium, .medium])
  // 61/26 = 2.346 rounds to 2.3, and lies above 7/3.
  #expect(try levels(0, 17, 9) == [.high, .medium, .medium])
  // 47/20 = 2.35 rounds to 2.4.
  #expect(try levels(0, 13, 7) == [.high, .high, .medium])
}

@Test func ofMarksGivenEquallyOftenTheLowerCounts() throws {
  #expect(try UsualLevelRule.mostMarks.level(of: score(5, 5, 5)) == .low)
  #expect(try UsualLevelRule.mostMarks.level(of: score(2, 6, 6)) == .medium)
  #expect(try UsualLevelRule.mostMarks.level(of: score(2, 6, 7)) == .high)
}

@Test func theInstrumentsRuleIsRecognised() {
  let own = LevelRule(cuts: [1.6, 2.3], roundingDecimals: 1, minimumItemShare: 0.9)
  #expect(UsualLevelRule.allCases.filter { $0.isRule(of: own) } == [.roundedThirds])
  let other = LevelRule(cuts: [1.5, 2.5], roundingDecimals: 1, minimumItemShare: 0.9)
  #expect(!UsualLevelRule.allCases.contains { $0.isRule(of: other) })
}

/// A child's sheet with the same number of points on every item of both areas, but for some.
private func sheet(_ points: Int, lower: Int = 0, area: String = "") throws -> Assessment {
  let marks = try instrument.items.enumerated().map { position, item in
    let isLower = item.area == area && position % 30 < lower
    return try #require(Mark(rawValue: UInt8(points - (isLower ? 1 : 0))))
  }
  return Assessment(
    child: "c", schoolYear: try #require(SchoolYear("2025-26")), officialWave: .interim,
    observedOn: try #require(CalendarDate("2026-01-20")), assessor: "", form: "f", marks: marks)
}

@Test func onlyAFallInEveryAreaOfEnoughChildrenIsFlagged() throws {
  func marks(_ count: Int, _ earlier: Assessment, _ later: Assessment) -> FallingMarks {
    FallingMarks(
      (0..<count).map { _ in .init(group: "G", earlier: earlier, later: later) }, instrument: instrument)
  }
  let (high, medium) = (try sheet(3), try sheet(2))
  #expect(marks(5, high, medium).fallingGroups == ["G"] && marks(5, high, medium).all.fallsEverywhere)
  #expect(marks(4, high, medium).fallingGroups.isEmpty && marks(4, high, medium).comparedGroupCount == 0)
  #expect(marks(9, medium, high).fallingGroups.isEmpty && marks(9, medium, high).comparedGroupCount == 1)
  #expect(marks(9, high, high).fallingGroups.isEmpty)
  #expect(marks(9, high, try sheet(3, lower: 4, area: "a")).fallingGroups.isEmpty, "one area of two")
}

@Test func aFewChildrenWhoFallFarAreNotTheGroup() throws {
  let (high, low, medium) = (try sheet(3), try sheet(1), try sheet(2))
  let steps =
    (0..<3).map { _ in FallingMarks.Step(group: "G", earlier: high, later: low) }
    + (0..<5).map { _ in FallingMarks.Step(group: "G", earlier: medium, later: high) }
  #expect(FallingMarks(steps, instrument: instrument).fallingGroups.isEmpty)
}

@Test func directionIsReadAndWritten() throws {
  let line = "levels: {cuts: [1.6, 2.3], rounding_decimals: 1, minimum_item_share: 0.75"
  let yaml = SampleYAML.instrument.replacingLevels(with: line + ", direction: best-is-1}")
  let turned = try Instrument(yaml: yaml)
  #expect(turned.direction == .bestIsOne)
  #expect(try Instrument(yaml: turned.yaml) == turned)
  #expect(try Instrument(yaml: SampleYAML.instrument).direction == nil)
  #expect(throws: ConfigurationError.self) {
    try Instrument(yaml: SampleYAML.instrument.replacingLevels(with: line + ", direction: best-is-2}"))
  }
  #expect(
    [Mark.low, .medium, .high, .missing, .notApplicable].map(\.turned) == [
      .high, .medium, .low, .missing, .notApplicable,
    ])
}

extension String {
  fileprivate func replacingLevels(with line: String) -> String {
    split(separator: "\n", omittingEmptySubsequences: false).map { $0.hasPrefix("levels:") ? line : String($0) }
      .joined(separator: "\n")
  }
}
