import Intake
import Records
import Testing

/// Files of reported percentages: what is read, and every fault with its place.
@Suite struct ReportedActualsTests {
  private static let regions = [
    Region(code: "KZ-27", names: Names(kk: "а", ru: "б", en: "c"), kind: "oblast"),
    Region(code: "KZ-71", names: Names(kk: "а", ru: "б", en: "c"), kind: "city"),
  ]

  private func read(_ text: String, limit: Int = 100) throws -> ReportedActualsFile {
    let folder = try TemporaryFolder()
    try folder.write(text.utf8, to: "a.csv")
    return try ReportedActualsFile.read(
      folder.file("a.csv"), targets: .standard(), regions: Self.regions, issueLimit: limit)
  }

  private func issues(_ text: String) throws -> [String] {
    do {
      _ = try read(text)
      return []
    } catch IntakeError.issues(let found) {
      return found.issues.map(\.text)
    }
  }

  @Test func rowsAreReadInAnyOrderOfColumns() throws {
    let file = try read("actual,region,year,indicator\n95.9,,2025,coverage_2_6\n0,KZ-27,2026, basic_wash \n")
    #expect(
      file.actuals == [
        ReportedActual(indicator: "coverage_2_6", region: nil, year: 2025, percent: 95.9),
        ReportedActual(indicator: "basic_wash", region: "KZ-27", year: 2026, percent: 0),
      ])
    #expect(file.sha256.count == 64)
  }

  @Test func aFileWithoutRegionsIsOfTheCountry() throws {
    let file = try read("\u{FEFF}indicator,year,actual\r\nlegal_protection,2023,100\r\n")
    #expect(file.actuals == [ReportedActual(indicator: "legal_protection", region: nil, year: 2023, percent: 100)])
  }

  private static let header = "indicator,region,year,actual\n"

  @Test(arguments: [
    (
      "coverage,,2026,95",
      "a.csv:2:1: indicator: 'coverage' is not one of coverage_2_6, quality_criteria, basic_wash, "
        + "inclusive_conditions, special_support, profile_education, antiterror_protection, legal_protection"
    ),
    ("basic_wash,,2022,95", "a.csv:2:3: year: '2022' is not one of 2023, 2024, 2025, 2026, 2027, 2028, 2029"),
    ("basic_wash,,2030,95", "a.csv:2:3: year: '2030' is not one of 2023, 2024, 2025, 2026, 2027, 2028, 2029"),
    ("basic_wash,,2026,100.1", "a.csv:2:4: actual: 100.1 is outside 0.0 … 100.0"),
    ("basic_wash,,2026,-1", "a.csv:2:4: actual: -1.0 is outside 0.0 … 100.0"),
    ("basic_wash,,2026,many", "a.csv:2:4: actual: 'many' is not a number with a decimal point"),
    ("basic_wash,,2026,95%", "a.csv:2:4: actual: '95%' is not a number with a decimal point"),
    ("basic_wash,,2026,\"95,9\"", "a.csv:2:4: actual: '95,9' is not a number with a decimal point"),
    ("basic_wash,,2026,inf", "a.csv:2:4: actual: 'inf' is not a number with a decimal point"),
    ("basic_wash,,2026,", "a.csv:2:4: actual: the cell is empty"),
    ("basic_wash,KZ-99,2026,95", "a.csv:2:2: region: 'KZ-99' is not one of KZ-27, KZ-71"),
    ("basic_wash,,2026", "a.csv:2:3: 3 cells where the header has 4; the line may be cut off"),
    ("basic_wash,,2026,95,9", "a.csv:2:5: 5 cells where the header has 4; the line may be cut off"),
  ]) func badRowsAreRefused(row: String, problem: String) throws {
    #expect(try issues(Self.header + row + "\n") == [problem])
  }

  @Test func aRowIsThereOnce() throws {
    let rows = "basic_wash,,2026,95\nbasic_wash,KZ-27,2026,95\nbasic_wash,,2025,95\nbasic_wash,,2026,95\n"
    #expect(try issues(Self.header + rows) == ["a.csv:5:1: indicator: given already in line 2"])
    // A row of an unknown region is not one of the country.
    let unknown = try issues(Self.header + "basic_wash,KZ-99,2026,95\nbasic_wash,,2026,95\n")
    #expect(unknown == ["a.csv:2:2: region: 'KZ-99' is not one of KZ-27, KZ-71"])
  }

  @Test func everyFaultIsNamed() throws {
    #expect(
      try issues(Self.header + "x,,2026,95\nbasic_wash,,1,200\n").map { $0.prefix(9) } == [
        "a.csv:2:1", "a.csv:3:3", "a.csv:3:4",
      ])
    #expect(throws: IntakeError.self) { try read(Self.header + "x,,1,95\n", limit: 1) }
  }

  @Test func badFilesAreRefused() throws {
    #expect(try issues("") == ["a.csv: the file is empty; expected a header line"])
    #expect(try issues(Self.header) == ["a.csv:1: the file has a header and no rows"])
    #expect(try issues("indicator;year;actual\n").first?.contains("separated by semicolons") == true)
    #expect(try issues("indicator,year\nx,1\n") == ["a.csv:1: the column 'actual' is missing"])
    #expect(
      try issues("indicator,year,actual,note\n") == [
        "a.csv:1:4: note: unknown column; known here: indicator, year, actual, region"
      ])
    let folder = try TemporaryFolder()
    #expect(throws: IntakeError.self) {
      try ReportedActualsFile.read(folder.file("none.csv"), targets: .standard(), regions: [])
    }
  }
}
