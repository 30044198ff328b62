import Foundation
import TestSupport
import Testing

private let store = SimulatedPilot.store

/// A report's language, the word for "synthetic" that it must hold, and West Kazakhstan in it.
private let languages = [
  ["kk", "Синтетикалық", "Батыс Қазақстан"], ["ru", "Синтетическ", "Западно-Казахстанская"],
  ["en", "Synthetic", "West Kazakhstan"],
]

@Test(arguments: languages, ["html", "md"])
func reportIsWrittenInEveryLanguage(language: [String], format: String) throws {
  let pilot = try SimulatedPilot.shared.get().folder
  let folder = try Folder()
  let written = try Program.succeed(
    "report", "latest", "--store", pilot.path(store), "--language", language[0], "--format", format, "-o",
    "out/report.\(format)", in: folder)
  #expect(written == "out/report.\(format)\n")
  let text = try folder.text("out/report.\(format)")
  #expect(text.localizedCaseInsensitiveContains(language[1]))
  #expect(text.contains(language[2]))
  guard format == "html" else { return }
  #expect(text.contains("<html lang=\"\(language[0])\""))
  #expect(text.contains("<svg") && text.hasSuffix("</html>\n"))
  // Self-contained: nothing is fetched when it is opened.
  for fetch in ["<script", "<link", "src=\"http", "@import"] { #expect(!text.contains(fetch)) }
}

@Test(arguments: [
  "verdicts", "effects", "subgroups", "heterogeneity", "balance", "attrition", "clustering", "detectable", "levels",
  "equity", "transitions", "risk", "components", "flow", "quality",
])
func tableIsExportedAsCSV(table: String) throws {
  let pilot = try SimulatedPilot.shared.get().folder
  let folder = try Folder()
  try Program.succeed("export", "latest", table, "--store", pilot.path(store), "-o", "table.csv", in: folder)
  let lines = try folder.text("table.csv").split(whereSeparator: \.isNewline)
  #expect(lines.count > 1)
  // The key of a row comes first.
  #expect(["address", "level"].contains(lines.first?.prefix { $0 != "," }))
}

@Test func runIsExportedAsJSON() throws {
  let pilot = try SimulatedPilot.shared.get().folder
  let folder = try Folder()
  try Program.succeed(
    "export", "latest", "--format", "json", "--store", pilot.path(store), "-o", "run.json", in: folder)
  let run = try JSONValue(text: folder.text("run.json"))
  #expect(try run.value("effects").elements.count == 10 * SimulatedPilot.outcomes.count)
}

@Test func ownScopeOfARegionHoldsNoOtherAndSaysSo() throws {
  let pilot = try SimulatedPilot.shared.get().folder
  let folder = try Folder()
  let scope = ["--region", "KZ-27", "--store", pilot.path(store)]
  for request in [
    ["report", "latest", "--format", "md", "-o", "own.md"], ["export", "latest", "risk", "-o", "own.csv"],
  ] {
    let outcome = try Program.run(request + scope, in: folder)
    #expect(outcome.status == 0, "\(outcome.errors)")
  }
  #expect(try folder.text("own.md").contains("for the own use of its authority only"))
  let table = try folder.text("own.csv")
  #expect(table.contains("KZ-27") && !table.contains("KZ-75"))
}

@Test func unknownRegionIsAnsweredWithTheRegions() throws {
  let pilot = try SimulatedPilot.shared.get().folder
  let folder = try Folder()
  let request = ["report", "latest", "--region", "XX-1", "--store", pilot.path(store), "-o", "own.html"]
  try Program.refuse(request, in: folder, status: 64, ["no region XX-1", "KZ-27", "KZ-75"])
}

@Test func reportToAnUnwritablePathLeavesNothing() throws {
  let pilot = try SimulatedPilot.shared.get().folder
  let folder = try Folder()
  try folder.write("a file, not a folder", to: "taken")
  let request = ["report", "latest", "--store", pilot.path(store), "-o", "taken/report.html"]
  try Program.refuse(request, in: folder, status: 65, ["cannot write taken/report.html"])
  #expect(try folder.names() == ["taken"])
}
