import Foundation
import TestSupport
import Testing

/// `tarazy index` on small files: what it answers, and what it refuses.
@Suite struct IndexTests {
  private static let framework = """
    name: {kk: "а", ru: "б", en: "Support"}
    uncertainty: {weight_spread: 0.2}
    zones: {amber: 30, red: 60}
    blocks:
      work:
        name: {kk: "а", ru: "б", en: "work"}
        flags: {injury: {name: {kk: "а", ru: "б", en: "injury"}}}
        indicators:
          turnover: {name: {kk: "а", ru: "б", en: "c"}, unit: share, no_risk: 0, full_risk: 0.2, thresholds: {amber: 0.05, red: 0.1}}
          training: {name: {kk: "а", ru: "б", en: "c"}, unit: share, no_risk: 1, full_risk: 0.5, weight: 3}
      children:
        name: {kk: "а", ru: "б", en: "children"}
        indicators:
          delay: {name: {kk: "а", ru: "б", en: "c"}, unit: days, no_risk: 0, full_risk: 10}
    """

  private static let table = """
    area,turnover,turnover_n,training,training_se,delay,delay_se,injury
    North,0.10,200,0.75,0.03,5,1,0
    East,0.02,150,0.90,0.02,2,1,1
    South,0.30,180,,,8,1,0
    West,0.04,90,0.95,0.02,1,1,
    """

  private func folder(_ table: String = IndexTests.table, framework: String = IndexTests.framework) throws -> Folder {
    let folder = try Folder()
    try folder.write(table + "\n", to: "d.csv")
    try folder.write(framework + "\n", to: "f.yml")
    return folder
  }

  private static let arguments = ["index", "--framework", "f.yml", "--data", "d.csv", "--draws", "200"]

  @Test func areasAreScored() throws {
    let folder = try folder()
    let arguments = Self.arguments + ["--format", "json", "--resolve", "0.9"]
    let answer = try Program.json(arguments, in: folder)
    let areas = try answer.value("areas").elements
    #expect(areas.map { $0.text("area") } == ["North", "East", "South", "West"])
    // work: (50 + 3 · 50)/4 = 50, children 50.
    expectClose(try areas[0].number("index"), 50, relative: Tolerance.closedForm)
    #expect(areas[0].text("rating") == "amber" && areas[1].text("rating") == "red")
    // Below 70 % of the weight of work, and nothing is known about an injury in the West.
    #expect(areas[2].text("rating") == nil && !areas[2].keys.contains("index"))
    #expect(areas[3].text("rating") == nil)
    let parts = try areas[0].value("indicators").elements.map { try $0.number("contribution") }
    expectClose(parts.reduce(0, +), 50, relative: Tolerance.closedForm)
    let ranks = try [0, 1, 3].map { try areas[$0].numbers("rank_probabilities") }
    expectClose(ranks.map { $0.reduce(0, +) }, [1, 1, 1], relative: Tolerance.closedForm)
    #expect(try answer.value("resolution").elements.count == 2)
    #expect(try answer.value("sensitivity").elements.count == 4)
    let codes = try answer.value("warnings").elements.compactMap { $0.text("code") }
    #expect(Set(codes) == ["outside_goalposts", "insufficient_data", "safety_flag"])
    #expect(try Program.json(arguments, in: folder) == answer)
  }

  @Test func theTextNamesWhatMatters() throws {
    let text = try Program.run(Self.arguments + ["--resolve", "0.9"], in: try folder()).output
    for word in [
      "Support, 0 … 100", "proposals, not agreed", "red (injury)", "insufficient data", "Largest contributions",
      "Share of variance by source", "Warning (outside_goalposts): turnover lies beyond a goalpost",
    ] { #expect(text.contains(word), "\(word)") }
  }

  @Test func aMissingIndicatorIsARangeNotAMean() throws {
    let folder = try folder(Self.table.replacing("0.10,200", with: ","))  // A quarter of the block's weight.
    let answer = try Program.json(Self.arguments + ["--format", "json"], in: folder)
    let north = try answer.value("areas").elements[0]
    #expect(!north.keys.contains("index"))
    let (lower, upper) = (try north.number("range.lower"), try north.number("range.upper"))
    #expect(lower < 50 && upper > 50)
    #expect(try north.number("interval.lower") < 50)
  }

  @Test func areasThatAreAlikeHaveNoRank() throws {
    let rows = (1...6).map { "a\($0),0.1,0.8,4" }
    let folder = try folder(
      (["area,turnover,training,delay"] + rows).joined(separator: "\n"),
      framework: Self.framework.replacing("uncertainty: {weight_spread: 0.2}\n", with: ""))
    let answer = try Program.json(Self.arguments + ["--format", "json"], in: folder)
    for area in try answer.value("areas").elements {
      #expect(try area.number("rank_interval.lower") == 1 && area.number("rank_interval.upper") == 6)
    }
    #expect(try answer.value("groups").elements.count == 1)
    let codes = try answer.value("warnings").elements.compactMap { $0.text("code") }
    #expect(codes.contains("exact_indicators"))
    let one = try self.folder("area,turnover,training,delay\nalone,0.1,0.8,4")
    #expect(try Program.json(Self.arguments + ["--format", "json"], in: one).value("areas").elements.count == 1)
  }

  @Test func badFilesAreRefused() throws {
    func refuse(_ table: String, _ words: String..., framework: String = IndexTests.framework) throws {
      try Program.refuse(Self.arguments, in: try folder(table, framework: framework), status: 65, words)
    }
    try refuse("area,turnover\na,0.1\na,0.2", "d.csv: a is in data rows 1 and 2")
    try refuse("area,turnover\na,0.1\nb,many", "column turnover, data row 2: 'many' is not a number")
    try refuse("area,turnover,weather\na,0.1,3", "no indicator weather", "--ignore weather")
    try refuse("area,weather_se\na,0.1", "no indicator weather_se")
    try refuse("region,turnover\na,0.1", "no column area")
    try refuse("area,turnover\n,0.1", "data row 1 does not name its area")
    try refuse("area,turnover\na,1.1", "column turnover, data row 1: 1.1 is out of range")
    try refuse("area,delay,delay_se\na,1,-1", "column delay_se, data row 1: -1 is out of range")
    try refuse("area,delay,delay_n\na,1,2.5", "column delay_n, data row 1: 2.5 is out of range")
    try refuse("area,delay,delay_se\na,1,1\nb,1,", "data row 2 is empty")
    try refuse("area,injury", "no rows")
    try refuse(
      "area,delay\na,1", "f.yml:14:7: blocks.children.indicators: the weights sum to 0",
      framework: Self.framework.replacing("full_risk: 10}", with: "full_risk: 10, weight: 0}"))
    try Program.refuse(
      ["index", "--framework", "none.yml", "--data", "d.csv"], in: try folder(), status: 65, ["none.yml"])
    try Program.refuse(["index"], in: try folder(), status: 64, ["--data"])
  }

  @Test func theStandardFrameworkCanBeTakenAsAStart() throws {
    let folder = try folder("area,name,staff_turnover,staff_turnover_n,vacancies\nA,x,0.1,50,0.02\nB,y,0.2,60,0.07")
    let text = try Program.succeed("index", "--standard", in: folder)
    try folder.write(text, to: "own.yml")
    let arguments = ["--data", "d.csv", "--ignore", "name", "--draws", "100", "--format", "json"]
    let own = try Program.json(["index", "--framework", "own.yml"] + arguments, in: folder)
    #expect(try Program.json(["index"] + arguments, in: folder) == own)
    #expect(try own.value("areas").elements.count == 2)
  }
}

extension String {
  fileprivate func replacing(_ part: String, with other: String) -> String {
    replacingOccurrences(of: part, with: other)
  }
}
