import TestSupport
import Testing

/// `tarazy targets`: the Concept's targets in three languages, and reported actuals against them.
@Suite struct TargetsTests {
  private static let rows = """
    indicator,year,actual,region
    legal_protection,2026,92.996,
    coverage_2_6,2026,95.9,
    coverage_2_6,2026,98.23,KZ-59
    coverage_2_6,2026,60.12345,KZ-71
    coverage_2_6,2023,90.2,KZ-27

    """

  private func folder(_ rows: String = TargetsTests.rows) throws -> Folder {
    let folder = try Folder()
    try folder.write(rows, to: "actuals.csv")
    return folder
  }

  private func lines(_ text: String) -> [Substring] { text.split(separator: "\n", omittingEmptySubsequences: false) }

  @Test(arguments: [
    ("kk", "НИ 1. 2–6 жастағы балаларды", "Балалардың құқықтық қорғалу деңгейі", "97,5", "№ 465"),
    ("ru", "ЦИ 1. Охват детей 2–6 лет", "Уровень правовой защищенности детей", "97,5", "№ 465"),
    ("en", "TI 1. Coverage of children aged 2–6", "Level of children's legal protection", "97.5", "No. 465"),
  ]) func targetsAreATableOfEightyColumns(language: String, first: String, last: String, number: String, source: String)
    throws
  {
    let text = try Program.succeed("targets", "--language", language, in: Folder())
    for word in [first, last, number, source, "coverage_2_6", "legal_protection"] {
      #expect(text.contains(word), "\(word)")
    }
    #expect(text.contains("2023  2024  2025  2026  2027  2028  2029") && !text.contains("⟦"))
    #expect(lines(text).allSatisfy { $0.count <= 80 }, "\(text)")
    let ofYear = try Program.succeed("targets", "--language", language, "--year", "2026", in: Folder())
    #expect(ofYear.contains("2026") && !lines(ofYear)[2].contains("2025"))
  }

  @Test(arguments: [
    ("kk", ["Республика бойынша", "Астана қаласы", "орындалмады", "−1,60", "78 %", "< 0 %", "іріктеу қатесі жоқ"]),
    ("ru", ["По республике", "KZ-71 город Астана", "не достигнут", "−1,60", "78 %", "< 0 %", "без ошибки выборки"]),
    ("en", ["National total", "KZ-71 Astana", "not met", "−1.60", "78%", "< 0%", "without an error of sampling"]),
  ]) func attainmentIsReadInEveryLanguage(language: String, words: [String]) throws {
    let text = try Program.succeed(
      "targets", "--actuals", "actuals.csv", "--language", language, in: try folder())
    for word in words.map({ $0.replacing(" %", with: "\u{202F}%") }) { #expect(text.contains(word), "\(word)") }
    #expect(text.contains("quality_criteria") && !text.contains("⟦"))
    #expect(lines(text).allSatisfy { $0.count <= 80 }, "\(text)")
  }

  /// 92.996 of 93 is 100 % of the way when it is rounded, and the target is missed all the same.
  @Test func whatRoundsToTheTargetIsStillMissed() throws {
    let text = try Program.succeed("targets", "--actuals", "actuals.csv", in: try folder())
    let line = try #require(lines(text).last { $0.contains("National total") })
    #expect(line.contains("> −0.01") && line.contains("not met") && line.hasSuffix("< 100%"), "\(line)")
    // The first year has no way behind it.
    #expect(lines(text).contains { $0.contains("2023") && $0.contains("0.00  met") && $0.hasSuffix("–") }, "\(text)")
  }

  @Test func jsonHoldsTheSameAtFullPrecision() throws {
    let arguments = ["targets", "--actuals", "actuals.csv", "--year", "2026", "--format", "json"]
    let answer = try Program.json(arguments, in: try folder())
    let rows = try answer.value("attainment").elements
    #expect(rows.map { $0.text("region") } == [nil, "KZ-59", "KZ-71", nil])
    expectClose(try rows[0].number("gap_points"), 95.9 - 97.5, relative: Tolerance.closedForm)
    expectClose(try rows[0].number("share_of_way"), 5.7 / 7.3, relative: Tolerance.closedForm)
    #expect(try rows[0].value("is_met") == .boolean(false) && rows[1].value("is_met") == .boolean(true))
    #expect(try answer.value("warnings").elements.map { $0.text("code") } == ["reported_figures"])
    #expect(try answer.value("not_reported").elements.count == 6)
    let targets = try Program.json(["targets", "--format", "json"], in: Folder())
    #expect(
      try targets.value("indicators").elements.map { try $0.value("targets").elements.count }
        == [Int](repeating: 7, count: 8))
  }

  @Test func csvHasARowPerTargetOrActual() throws {
    let targets = lines(try Program.succeed("targets", "--format", "csv", in: Folder()))
    #expect(targets.first == "indicator,year,target_percent" && targets.count == 58)
    #expect(targets.contains("profile_education,2027,88.2"))
    let arguments = ["targets", "--actuals", "actuals.csv", "--year", "2026", "--format", "csv"]
    let rows = lines(try Program.succeed(arguments: arguments, in: try folder()))
    #expect(rows.count == 6 && rows[2].hasPrefix("coverage_2_6,KZ-59,2026,97.5,98.23,"))
    #expect(
      rows[1...4].allSatisfy {
        $0.hasSuffix(",2023,90.2,reported_figures") || $0.hasSuffix(",2023,87.0,reported_figures")
      })
  }

  @Test func badRequestsAndFilesAreRefused() throws {
    func refuse(_ rows: String, _ words: String...) throws {
      let arguments = ["targets", "--actuals", "actuals.csv"]
      try Program.refuse(
        arguments, in: try folder("indicator,year,actual\n" + rows), status: 65, words + ["nothing was compared"])
    }
    try refuse("coverage,2026,95\n", "actuals.csv:2:1: indicator: 'coverage' is not one of coverage_2_6")
    try refuse("basic_wash,2030,95\n", "actuals.csv:2:2: year: '2030' is not one of 2023")
    try refuse("basic_wash,2026,101\n", "actuals.csv:2:3: actual: 101.0 is outside 0.0 … 100.0")
    try refuse("basic_wash,2026,many\n", "actuals.csv:2:3: actual: 'many' is not a number")
    try refuse("basic_wash,2026,9\nbasic_wash,2026,9\n", "actuals.csv:3:1: indicator: given already in line 2")
    try refuse("", "actuals.csv:1: the file has a header and no rows")
    try Program.refuse(
      ["targets", "--actuals", "none.csv"], in: Folder(), status: 65, ["none.csv: the file is missing"])
    try Program.refuse(
      ["targets", "--actuals", "actuals.csv", "--year", "2028"], in: try folder(), status: 65,
      ["actuals.csv has no row of 2028; its years: 2023, 2026"])
    try Program.refuse(["targets", "--year", "2030"], in: Folder(), status: 64, ["2023 to 2029"])
    try Program.refuse(["targets", "--language", "de"], in: Folder(), status: 64, ["language"])
  }
}
