import Records
import Testing

/// Four items of one area and one of another, in mixed order on the form.
private func instrument(minimumItemShare: Double) -> Instrument {
  let items = [("a1", "a"), ("b1", "b"), ("a2", "a"), ("a3", "a"), ("a4", "a")]
  return Instrument(
    developmentAreas: ["a", "b"].map { .init(key: $0, names: Names(kk: $0, ru: $0, en: $0)) },
    items: items.map { Instrument.Item(code: $0.0, area: $0.1, activity: "") },
    forms: [.init(key: "f", ageBand: 4, officialWave: .start, items: items.map(\.0))], continuousOutcomes: [],
    levelRule: LevelRule(cuts: [1.6, 2.3], roundingDecimals: 1, minimumItemShare: minimumItemShare))
}

private func scorer(_ minimumItemShare: Double) throws -> AreaScorer {
  let instrument = instrument(minimumItemShare: minimumItemShare)
  return try #require(AreaScorer(instrument: instrument, form: instrument.forms[0]))
}

@Test func pointsAreSummedOverTheItemsOfTheArea() throws {
  let scorer = try scorer(0.75)
  #expect(scorer.positions == [[0, 2, 3, 4], [1]])
  let marks: [Mark] = [.low, .high, .medium, .high, .missing]
  #expect(scorer.score(marks: marks, area: 0).map { [$0.pointSum, $0.itemCount] } == [6, 3])
  #expect(scorer.score(marks: marks, area: 0)?.mean == 2)
  #expect(scorer.score(marks: marks, area: 1).map { [$0.pointSum, $0.itemCount] } == [3, 1])
}

@Test func tooFewMarkedItemsGiveNoScore() throws {
  let half: [Mark] = [.low, .missing, .medium, .missing, .missing]
  #expect(try scorer(0.75).score(marks: half, area: 0) == nil)
  #expect(try scorer(0.5).score(marks: half, area: 0)?.itemCount == 2)
  #expect(try scorer(0.5).score(marks: half, area: 1) == nil)
}

@Test func itemsThatDoNotApplyAreNotAskedFor() throws {
  let marks: [Mark] = [.low, .notApplicable, .medium, .notApplicable, .notApplicable]
  #expect(try scorer(1).score(marks: marks, area: 0).map { [$0.pointSum, $0.itemCount] } == [3, 2])
  #expect(try scorer(1).score(marks: marks, area: 1) == nil)
}

@Test func shareOfAWholeNumberOfItemsIsEnough() throws {
  let items = (1...20).map { Instrument.Item(code: "a\($0)", area: "a", activity: "") }
  var instrument = instrument(minimumItemShare: 0.55)
  instrument.items = items
  let form = Instrument.Form(key: "f", ageBand: 4, officialWave: .start, items: items.map(\.code))
  let scorer = try #require(AreaScorer(instrument: instrument, form: form))
  let marks = (0..<20).map { $0 < 11 ? Mark.medium : .missing }
  #expect(scorer.score(marks: marks, area: 0)?.itemCount == 11)
}

@Test(arguments: [(32, 20, Level.low), (33, 20, .medium), (46, 20, .medium), (47, 20, .high), (7, 3, .medium)])
func levelsFollowThePaperRule(pointSum: Int, itemCount: Int, level: Level) {
  let rule = instrument(minimumItemShare: 1).levelRule
  #expect(rule?.level(pointSum: pointSum, itemCount: itemCount) == level)
}

@Test func instrumentWithoutLevelsHasNoScorer() {
  var instrument = instrument(minimumItemShare: 1)
  instrument.levelRule = nil
  #expect(AreaScorer(instrument: instrument, form: instrument.forms[0]) == nil)
}
