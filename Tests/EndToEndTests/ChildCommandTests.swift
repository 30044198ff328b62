import Foundation
import TestSupport
import Testing

private let store = SimulatedPilot.store

/// Scores and cards of one preschool's children, as its own staff ask for them.
@Suite struct ChildCommandTests {
  private let pilot: Folder
  private let folder: Folder

  init() throws {
    pilot = try SimulatedPilot.shared.get().folder
    folder = try Folder()
  }

  private func request(_ command: String, _ preschool: String = "P-001", _ more: String...) -> [String] {
    [command, "--store", pilot.path(store), "--plan", pilot.path("pilot/plan.yml"), "--preschool", preschool] + more
  }

  private func rows(_ name: String) throws -> [[String: String]] {
    let lines = try folder.text(name).split(separator: "\n").map {
      $0.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
    }
    return lines.dropFirst().map { Dictionary(uniqueKeysWithValues: zip(lines[0], $0)) }
  }

  private func children(of preschool: String) throws -> Set<String> { try children(in: pilot, of: preschool) }

  @Test(arguments: ["wle", "eap", "ml"])
  func scoresAreOfThePreschoolAloneAndSaySo(method: String) throws {
    let outcome = try Program.run(request("scores", "P-001", "--method", method, "-o", "scores.csv"), in: folder)
    #expect(outcome.status == 0 && outcome.output == "scores.csv\n", "\(outcome.errors)")
    #expect(outcome.errors == "tarazy: for preschool P-001 alone; not for publication\n")
    let found = try rows("scores.csv")
    let own = try children(of: "P-001")
    #expect(found.count > 100 && found.allSatisfy { own.contains($0["child"] ?? "") && $0["method"] == method })
    // All five areas, though the plan compares two; sorted by group and child, never by score.
    #expect(Set(found.compactMap { $0["outcome"] }).count == 5)
    let keys = found.map { ($0["group"] ?? "") + ($0["child"] ?? "") }
    #expect(keys == keys.sorted())
    for row in found {
      let score = Double(row["score"] ?? "")
      #expect((score == nil) == (row["mark"] != ""), "\(row)")
      if method != "ml" { #expect(score.map(\.isFinite) ?? false, "\(row)") }
      let isTop = row["mean_points"] == "3", isBottom = row["mean_points"] == "1"
      if method == "ml" { #expect(row["mark"] == (isTop ? "plus_infinity" : isBottom ? "minus_infinity" : "")) }
    }
  }

  @Test func aScoreIsThatOfTheRunsTable() throws {
    try Program.succeed(
      "export", "latest", "score_tables", "--store", pilot.path(store), "-o", "tables.csv", in: folder)
    let tables = Dictionary(grouping: try rows("tables.csv")) { ($0["outcome"] ?? "") + ($0["form"] ?? "") }
    try Program.succeed(arguments: request("scores", "P-001", "-o", "scores.csv"), in: folder)
    var compared = 0
    for row in try rows("scores.csv") where row["items"] == row["items_answered"] {
      let (items, mean) = (Double(row["items"] ?? "") ?? 0, Double(row["mean_points"] ?? "") ?? 0)
      let table = tables[(row["outcome"] ?? "") + (row["form"] ?? "")] ?? []
      // A table is of the whole form; to some children not all of it applies.
      guard table.compactMap({ $0["points"].flatMap(Double.init) }).max() == 3 * items,
        let expected = table.first(where: { $0["points"] == String(Int((items * mean).rounded())) })
      else { continue }
      compared += 1
      for column in ["score", "std_error"] {
        expectClose(
          Double(row[column] ?? "") ?? .nan, Double(expected[column] ?? "") ?? .nan, relative: 1e-9, "\(row)")
      }
      #expect(row["level"] == expected["level"])
    }
    #expect(compared > 20)
  }

  @Test(arguments: [("kk", "жеке даму картасы"), ("ru", "карта развития"), ("en", "development card")])
  func cardsAreWrittenInEveryLanguage(language: String, title: String) throws {
    let asked = request("card", "P-002", "--language", language, "-o", "cards.html")
    let outcome = try Program.run(asked, in: folder)
    #expect(outcome.status == 0 && outcome.errors.contains("P-002 alone"), "\(outcome.errors)")
    let html = try folder.text("cards.html")
    #expect(html.contains(title) && html.hasSuffix("</html>\n") && !html.contains("⟦"))
    let others = try children(of: "P-001")
    #expect(!others.contains(where: html.contains))
    for fetch in ["<script", "<link", "src=", "@import"] { #expect(!html.contains(fetch)) }
  }

  @Test func aFolderGetsOneFilePerChild() throws {
    try Program.succeed(arguments: request("card", "P-001", "-o", "cards"), in: folder)
    let names = try folder.names("cards")
    let own = try children(of: "P-001")
    #expect(names.count > 10 && names.allSatisfy { own.contains(String($0.dropLast(5))) })
    let child = try #require(names.first.map { String($0.dropLast(5)) })
    try Program.succeed(arguments: request("card", "P-001", "--child", child, "-o", "one.html"), in: folder)
    #expect(try folder.text("one.html") == folder.text("cards/\(child).html"))
  }

  @Test func whoeverIsNotAChildOfThePreschoolIsRefusedInTheSameWords() throws {
    let elsewhere = try #require(children(of: "P-002").min())
    for child in [elsewhere, "nobody"] {
      try Program.refuse(
        request("card", "P-001", "--child", child, "-o", "card.html"), in: folder, status: 64,
        ["no child \(child) with consent has an observation sheet of P-001"])
    }
    #expect(try folder.names().isEmpty)
  }

  @Test(arguments: ["scores", "card"]) func badRequestsAreRefused(command: String) throws {
    try Program.refuse(request(command, "P-999", "-o", "out.html"), in: folder, status: 64, ["no preschool P-999"])
    let withoutPreschool = [command, "--store", pilot.path(store), "--plan", pilot.path("pilot/plan.yml"), "-o", "out"]
    try Program.refuse(withoutPreschool, in: folder, status: 64, ["--preschool"])
    #expect(try folder.names().isEmpty)
  }

  @Test func aChildWithoutMarksHasAnEmptyScoreAndACardThatSaysSo() throws {
    let copy = try SmallPilot.copy()
    var child = ""
    try copy.edit("pilot/assessments.csv") { lines in
      let granted = Set(
        try copy.text("pilot/children.csv").split(separator: "\n").filter { $0.contains(",granted,") }
          .map { String($0.prefix { $0 != "," }) })
      let line = try #require(
        lines.indices.dropFirst().first { granted.contains(String(lines[$0].prefix { $0 != "," })) })
      child = String(lines[line].prefix { $0 != "," })
      // All sheets but the first go; of that one the marks.
      lines = lines.enumerated().filter { $0.offset <= line || !$0.element.hasPrefix(child) }.map(\.element)
      let cells = lines[line].components(separatedBy: ",")
      lines[line] = (cells.prefix(6) + cells.dropFirst(6).map { _ in "" }).joined(separator: ",")
    }
    try Program.succeed("import", "pilot", "--into", "pilot.db", in: copy)
    let preschool = try #require(
      ["P-001", "P-002", "P-003", "P-004"].first { try children(in: copy, of: $0).contains(child) })
    let asked = ["--store", "pilot.db", "--plan", "pilot/plan.yml", "--preschool", preschool]
    try Program.succeed(arguments: ["scores"] + asked + ["-o", "scores.csv"], in: copy)
    let lines = try copy.text("scores.csv").split(separator: "\n").filter { $0.hasPrefix(child) }
    #expect(lines.count == 5 && lines.allSatisfy { $0.hasSuffix(",,,wle,,,no_marks") }, "\(lines)")
    try Program.succeed(arguments: ["card"] + asked + ["--child", child, "-o", "card.html"], in: copy)
    #expect(try copy.text("card.html").contains("No marks at this wave."))
  }

  private func children(in folder: Folder, of preschool: String) throws -> Set<String> {
    Set(
      try folder.text("pilot/enrolments.csv").split(separator: "\n").map { $0.split(separator: ",") }
        .filter { $0.count > 1 && $0[1].hasPrefix("G-\(preschool.dropFirst(2))-") }.map { String($0[0]) })
  }

  @Test func aStoreWithoutItemsHasNoScale() throws {
    let star = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../../datasets/star").standardized
    try folder.copy(star, as: "star")
    try Program.succeed("import", "star", "--into", "star.db", in: folder)
    let preschool = try #require(try folder.text("star/preschools.csv").split(separator: "\n").dropFirst().first)
    for command in ["scores", "card"] {
      try Program.refuse(
        [
          command, "--store", "star.db", "--plan", "star/plan.yml", "--preschool",
          String(preschool.prefix { $0 != "," }),
          "-o", "out.csv",
        ], in: folder, status: 65, ["children cannot be put on a scale"])
    }
  }
}
