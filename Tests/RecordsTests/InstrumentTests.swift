import Records
import Testing

private func problems(line: Int, _ replacement: String) -> [String] {
  do throws(ConfigurationError) {
    _ = try Instrument(yaml: SampleYAML.replacing(line: line, of: SampleYAML.instrument, with: replacement))
    return []
  } catch {
    return error.problems.map(\.description)
  }
}

@Test func instrumentIsRead() throws {
  let instrument = try Instrument(yaml: SampleYAML.instrument)
  #expect(instrument.developmentAreas.map(\.key) == ["physical", "creative"])
  #expect(instrument.items.map(\.code) == ["4-Ф.1", "4-Ф.2", "4-Ш.1"])
  #expect(instrument.items[0].activity == "Дене тәрбиесі")
  #expect(
    instrument.forms == [
      .init(key: "4-interim", ageBand: 4, officialWave: .interim, items: ["4-Ф.1", "4-Ф.2", "4-Ш.1"])
    ])
  #expect(instrument.continuousOutcomes.first?.maximum == 800)
  #expect(instrument.levelRule == LevelRule(cuts: [1.6, 2.3], roundingDecimals: 1, minimumItemShare: 0.75))
}

@Test func instrumentSurvivesItsText() throws {
  var instrument = try Instrument(yaml: SampleYAML.instrument)
  instrument.developmentAreas[0].names = Names(kk: "a \"b\" \\ c", ru: "д: {е}, #ж", en: "line\nbreak\ttab")
  instrument.forms[0].key = "form: one"
  #expect(try Instrument(yaml: instrument.yaml) == instrument)
  #expect(try Instrument(yaml: instrument.yaml).yaml == instrument.yaml)
}

@Test(arguments: ["\u{FEFF}", ""], ["\n", "\r\n"]) func byteOrderMarkAndLineEndsDoNotMatter(mark: String, end: String)
  throws
{
  let lines = SampleYAML.instrument.split(separator: "\n").joined(separator: end)
  #expect(try Instrument(yaml: mark + lines) == Instrument(yaml: SampleYAML.instrument))
}

@Test func instrumentOfContinuousOutcomesNeedsNoItems() throws {
  let yaml = "continuous:\n  math: {kk: a, ru: b, en: c, minimum: 300, maximum: 800}\n"
  let instrument = try Instrument(yaml: yaml)
  #expect(instrument.levelRule == nil)
  #expect(try Instrument(yaml: instrument.yaml) == instrument)
}

@Test(arguments: [
  (6, "  - {code: 4-Ф.2, area: phisical}", "instrument.yml:6:25: items[2].area: 'phisical' is not known here"),
  (
    7, "  - {code: 4-Ш.1, area: creative}\n  - {code: 4-Ф1, area: physical}",
    "instrument.yml:8:5: items[4]: '4-Ф.1' is given twice"
  ),
  (
    9, "  4-interim: {age_band: 4, official_wave: winter, items: [4-Ф.1]}",
    "instrument.yml:9:43: forms.4-interim.official_wave: 'winter' is not known"
  ),
  (
    9, "  4-interim: {age_band: 4, official_wave: start, items: [4-Ф.9]}",
    "instrument.yml:9:58: forms.4-interim.items[1]: '4-Ф.9' is not known"
  ),
  (
    11, "  sex: {kk: a, ru: b, en: c, minimum: 1, maximum: 2}",
    "instrument.yml:11:8: continuous.sex: 'sex' is given twice"
  ),
  (
    11, "  math: {kk: a, ru: b, en: c, minimum: 2, maximum: 2}",
    "instrument.yml:11:9: continuous.math: minimum 2.0 is not below"
  ),
  (
    12, "levels: {cuts: [2.3, 1.6], minimum_item_share: 0.75}",
    "instrument.yml:12:16: levels.cuts: expected two increasing"
  ),
  (
    12, "levels: {cuts: [1.6, 2.3], minimum_item_share: 0}",
    "instrument.yml:12:48: levels.minimum_item_share: 0 is out of range"
  ),
  (12, "", "instrument.yml:1:1: the key 'levels' is missing"),
])
func brokenLineOfAnInstrumentIsNamed(line: Int, replacement: String, expected: String) {
  let found = problems(line: line, replacement)
  #expect(found.count == 1, "\(found)")
  #expect(found.first?.hasPrefix(expected) ?? false, "\(found)")
}

@Test(arguments: [
  ("4-Ф.1", "4-Ф.1"), ("4-ф1", "4-Ф.1"), ("2-Ф.1.", "2-Ф.1"), (" 3 - К . 12", "3-К.12"), ("3-K.2", "3-К.2"),
  ("3–T.2", "3-Т.2"), ("5—\u{018F}.7", "5-\u{04D8}.7"), ("5-\u{0259}7", "5-\u{04D8}.7"), ("math_1", "math_1"),
  ("4-Ы.1", "4-Ы.1"), ("4-Ф.", "4-Ф."), ("", ""),
])
func itemCodesAreFolded(typed: String, canonical: String) {
  #expect(ItemCode.canonical(typed) == canonical)
  #expect(ItemCode.canonical(canonical) == canonical)
}
