import Foundation
import TestSupport
import Testing

/// A request for a fit that must be refused: its file, its arguments, and what the refusal must say.
struct BadFit: Sendable, CustomTestStringConvertible {
  let testDescription: String
  let status: Int32
  let file: Data
  let arguments: [String]
  let words: [String]

  init(_ description: String, status: Int32 = 65, file: Data, _ arguments: [String], _ words: String...) {
    testDescription = description
    self.status = status
    self.file = file
    self.arguments = arguments
    self.words = words
  }

  init(_ description: String, status: Int32 = 65, _ text: String, _ arguments: [String], _ words: String...) {
    testDescription = description
    self.status = status
    file = Data(text.utf8)
    self.arguments = arguments
    self.words = words
  }
}

/// Twelve rows in four groups; `row` makes the cells after the group's.
private func table(_ header: String, _ row: (Int) -> String) -> String {
  "g,\(header)\n" + (0..<12).map { "\($0 / 3),\(row($0))\n" }.joined()
}

private let good = table("x,y") { "\($0 % 5),\($0 * $0 % 7)" }
private let least = ["ols", "--formula", "y ~ x"]
private let mixed = ["lmm", "--formula", "y ~ x + (1 | g)"]

private let badFiles = [
  BadFit("empty", "", least, "data.csv is empty"),
  BadFit("header only", "g,x,y\n", least, "data.csv has a header and no rows"),
  BadFit("truncated", good + "4,1", least, "data.csv:14: 2 cells where the header has 3"),
  BadFit("quote without end", good + "4,\"1,2\n", least, "data.csv:14:2: a quoted cell never ends"),
  BadFit("Windows-1251", file: Data([0xE3, 0x2C, 0xF3, 0x0A, 0x31, 0x2C, 0x32, 0x0A]), least, "data.csv:1: not UTF-8"),
  BadFit("50 MB of random bytes", file: randomBytes(count: 50_000_000), least, "data.csv:"),
  BadFit("two columns of one name", "y,x,x\n1,2,3\n", least, "two columns are named x"),
]

private let badValues = [
  BadFit("missing column", good, ["ols", "--formula", "y ~ z"], "data.csv has no column z; it has g, x, y"),
  BadFit("text as a response", table("x,y") { "\($0),low" }, least, "column y holds text"),
  BadFit("no complete row", "g,x,y\n1,,3\n2,2,\n", least, "each of the 2 rows lacks a value"),
  BadFit("one row", "g,x,y\n1,2,3\n", least, "1 rows for a model that needs at least 2"),
  BadFit(
    "huge values", table("x,y") { "\($0),\($0 + 1)e300" }, least,
    "data.csv: y holds a value that is infinite, or too large to square"),
  BadFit(
    "huge values, mixed model", table("x,y") { "\($0),\($0 + 1)e300" }, mixed,
    "data.csv: y holds a value that is infinite, or too large to square"),
  BadFit(
    "one cluster", table("one,x,y") { "1,\($0 % 5),\($0 * $0 % 7)" }, least + ["--cluster", "one"],
    "1 cluster, and the method needs at least 2"),
  BadFit("constant outcome, mixed model", table("x,y") { "\($0),5" }, mixed, "the response has the same value"),
  BadFit(
    "crossed factors", table("h,x,y") { "\($0 % 3),\($0 % 5),\($0 * $0 % 7)" },
    ["lmm", "--formula", "y ~ x + (1 | g) + (1 | h)"], "crossed factors are not available"),
  BadFit(
    "every row absorbed", table("row,x,y") { "\($0),\($0 % 5),\($0 * $0 % 7)" }, least + ["--absorb", "row"],
    "data.csv: each of the 12 rows is alone in a level"),
  BadFit(
    "only term absorbed", table("z,x,y") { "\($0 / 3),\($0 % 5),\($0 * $0 % 7)" },
    ["ols", "--formula", "y ~ z", "--absorb", "g"], "no column of the design varies"),
  BadFit("absorbed column missing", good, least + ["--absorb", "h"], "data.csv has no column h; it has g, x, y"),
  BadFit(
    "negative weight", table("w,x,y") { "\($0 - 1),\($0 % 5),\($0 * $0 % 7)" }, least + ["--weights", "w"],
    "the weight in data row 1 is negative"),
]

private let badRequests = [
  BadFit("formula cut short", status: 64, good, ["ols", "--formula", "y ~ x +"], "formula 'y ~ x +'", "character 8"),
  BadFit("no tilde", status: 64, good, ["ols", "--formula", "y"], "it has no ~"),
  BadFit("unknown option", status: 64, good, least + ["--colour", "red"], "--colour"),
  BadFit("unknown covariance", status: 64, good, least + ["--vcov", "cr9"], "cr9"),
  BadFit("confidence of 95", status: 64, good, least + ["--confidence", "95"], "--confidence"),
  BadFit("clusters missing", status: 64, good, least + ["--vcov", "cr2"], "--vcov cr2 needs --cluster"),
  BadFit("clusters unused", status: 64, good, least + ["--vcov", "hc3", "--cluster", "g"], "does not use clusters"),
  BadFit("joint test of no term", status: 64, good, least + ["--wald", "x,z"], "--wald names z", "it has x"),
  BadFit("empty joint test", status: 64, good, least + ["--wald", ","], "--wald needs at least one name"),
  BadFit("random term in least squares", status: 64, good, ["ols", "--formula", "y ~ x + (1 | g)"], "tarazy fit lmm"),
  BadFit("mixed model without random term", status: 64, good, ["lmm", "--formula", "y ~ x"], "tarazy fit ols"),
  BadFit(
    "Kenward-Roger by maximum likelihood", status: 64, good, mixed + ["--method", "ml", "--df", "kenward-roger"],
    "--method reml"),
]

@Test(arguments: badFiles + badValues + badRequests) func badFitIsRefused(request: BadFit) throws {
  let folder = try Folder()
  try folder.write(request.file, to: "data.csv")
  let arguments = ["fit"] + request.arguments + ["--data", "data.csv", "--format", "json"]
  try Program.refuse(arguments, in: folder, status: request.status, request.words)
  #expect(try folder.names() == ["data.csv"])
}

@Test func missingFileIsNamed() throws {
  try Program.refuse(
    ["fit"] + least + ["--data", "nowhere.csv"], in: Folder(), status: 65, ["cannot read nowhere.csv"])
}

/// A file whose fit is possible with a caveat, and the code of the caveat.
@Test(arguments: [
  [table("x,y") { "\($0),5" }, "y ~ x", "constant_outcome"],
  [table("x,y,x2") { "\($0),\($0 * $0 % 7),\(2 * $0)" }, "y ~ x + x2", "dropped_columns"],
  [good, "y ~ x", "few_clusters"],
  [table("arm,y") { "\($0 / 9),\($0 * $0 % 7)" }, "y ~ arm", "one_cluster_term"],
])
func caveatIsAWarning(_ example: [String]) throws {
  let folder = try Folder()
  try folder.write(example[0], to: "data.csv")
  let answer = try Program.json(
    "fit", "ols", "--data", "data.csv", "--formula", example[1], "--cluster", "g", "--format", "json", in: folder)
  #expect(try answer.value("warnings").elements.contains { $0.text("code") == example[2] })
}

@Test func droppedColumnIsNullAndNotZero() throws {
  let folder = try Folder()
  try folder.write(table("x,y,x2") { "\($0),\($0 * $0 % 7),\(2 * $0)" }, to: "data.csv")
  let answer = try Program.json(
    "fit", "ols", "--data", "data.csv", "--formula", "y ~ x + x2", "--format", "json", in: folder)
  let row = try #require(try answer.value("coefficients").elements.last)
  #expect(row.text("term") == "x2")
  #expect(try row.value("estimate") == .null && row.value("std_error") == .null)
}

/// One table in several dialects: the answers must be the same.
@Test(arguments: [
  good.replacingOccurrences(of: ",", with: ";"), good.replacingOccurrences(of: ",", with: "\t"),
  "\u{FEFF}" + good.replacingOccurrences(of: "\n", with: "\r\n"), String(good.dropLast()),
])
func dialectsOfCSVGiveTheSameAnswer(text: String) throws {
  let folder = try Folder()
  try folder.write(good, to: "good.csv")
  try folder.write(text, to: "data.csv")
  let answers = try ["good.csv", "data.csv"].map {
    try Program.json("fit", "ols", "--data", $0, "--formula", "y ~ x", "--format", "json", in: folder)
  }
  #expect(answers[0].without(["provenance"]) == answers[1].without(["provenance"]))
}

@Test func namesWithSpacesAndKazakhLettersAreColumns() throws {
  let folder = try Folder()
  try folder.write(good.replacingOccurrences(of: "g,x,y", with: "топ,бала саны,ұпай"), to: "data.csv")
  let answer = try Program.json(
    "fit", "lmm", "--data", "data.csv", "--formula", "ұпай ~ `бала саны` + (1 | топ)", "--format", "json", in: folder)
  #expect(try answer.value("coefficients.1").text("term") == "`бала саны`")
  #expect(try answer.number("groups.топ") == 4)
}
