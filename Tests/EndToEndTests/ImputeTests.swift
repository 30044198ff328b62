import Foundation
import TestSupport
import Testing

/// `tarazy impute` on a small file: what it writes, and what it refuses.
@Suite struct ImputeTests {
  /// Forty rows in eight clusters; every fifth `y` and every seventh `level` is missing.
  private static let table: String = {
    let rows = (0..<40).map { row in
      let y = row % 5 == 0 ? "" : "\(Double(row * row % 11) / 2)"
      let level = row % 7 == 0 ? "" : "\(1 + row % 3)"
      return "p\(row / 5),\(row % 9),\(y),\(level)\n"
    }
    return "preschool,x,y,level\n" + rows.joined()
  }()

  private static let variables = ["--continuous", "x,y", "--three-level", "level", "--cluster", "preschool"]

  private func folder() throws -> Folder {
    let folder = try Folder()
    try folder.write(Self.table, to: "data.csv")
    return folder
  }

  @Test func completedDataSetsAreWritten() throws {
    let folder = try folder()
    let arguments = ["impute", "--data", "data.csv", "--imputations", "3", "--format", "json"] + Self.variables
    let outcome = try Program.run(arguments + ["-o", "out.csv"], in: folder)
    #expect(outcome.status == 0, "\(outcome.errors)")
    let summary = try JSONValue(text: outcome.output)
    #expect(try summary.number("n_obs") == 40)
    #expect(try summary.value("variables").elements.map { try $0.number("missing_count") } == [0, 8, 6])
    let lines = try folder.text("out.csv").split(separator: "\n").map { $0.split(separator: ",") }
    #expect(lines.count == 1 + 3 * 40)
    #expect(lines[0] == ["imputation", "row", "x", "y", "level"])
    #expect(lines.dropFirst().allSatisfy { $0.count == 5 && ["1", "2", "3"].contains($0[4]) })
    // Row 2 was complete: y = 1 / 2, level 2.
    #expect(lines[2] == ["1", "2", "1", "0.5", "2"])
    #expect(try folder.names() == ["data.csv", "out.csv"])
    let again = try Program.run(arguments + ["-o", "again.csv"], in: folder)
    #expect(again.output == outcome.output)
    #expect(try folder.text("again.csv") == folder.text("out.csv"))
  }

  @Test func badRequestsAreRefused() throws {
    let folder = try folder()
    func refuse(_ arguments: [String], status: Int32, _ words: String...) throws {
      try Program.refuse(["impute", "--data", "data.csv"] + arguments, in: folder, status: status, words)
    }
    try refuse(["--cluster", "preschool"], status: 64, "nothing to impute")
    try refuse(["--cluster", "x", "--continuous", "x"], status: 64, "the column x is named twice")
    try refuse(["--cluster", "nobody", "--continuous", "x"], status: 65, "data.csv has no column nobody")
    try refuse(["--cluster", "x", "--continuous", "preschool"], status: 65, "column preschool holds text")
    try refuse(["--cluster", "preschool", "--binary", "x"], status: 65, "x holds 2")
    try refuse(["--cluster", "y", "--continuous", "x"], status: 65, "the cluster y is missing in data row 1")
    try refuse(Self.variables + ["--imputations", "0"], status: 64, "--imputations must be at least 1")
  }

  @Test func aFileThatCannotBeWrittenLeavesNothing() throws {
    let folder = try folder()
    try folder.write("", to: "file")
    try Program.refuse(
      ["impute", "--data", "data.csv", "-o", "file/out.csv"] + Self.variables, in: folder, status: 65,
      ["cannot write file/out.csv"])
    #expect(try folder.names() == ["data.csv", "file"])
  }
}
