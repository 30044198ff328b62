import Foundation
import RecordStore
public import Records
import Tabular

/// A CSV file of reported percentages that was found without fault.
public struct ReportedActualsFile: Sendable {
  /// One for each indicator, year and region at most, in the order of the file; never empty.
  public let actuals: [ReportedActual]
  /// SHA-256 of the file, hexadecimal.
  public let sha256: String

  /// Reads and checks a file with the columns `indicator`, `year`, `actual` and, where it has regions, `region`.
  ///
  /// - Parameters:
  ///   - path: Path of the file.
  ///   - targets: The indicators and years that a row may be of.
  ///   - regions: The regions that a row may be of; an empty cell is the whole country.
  ///   - issueLimit: How many problems are kept; all are counted.
  /// - Throws: `.issues` with every problem up to the limit.
  /// - Returns: The rows, none of which breaks a rule.
  public static func read(
    _ path: String, targets: ConceptTargets, regions: [Region], issueLimit: Int = 100
  ) throws(IntakeError) -> ReportedActualsFile {
    let url = URL(fileURLWithPath: path)
    let files = FolderFiles(path: url.deletingLastPathComponent().path, issues: IssueList(limit: issueLimit))
    let reader = ActualReader(indicators: targets.indicators.map(\.key), years: targets.years, regions: regions)
    let actuals = reader.read(url.lastPathComponent, of: files)
    if let error = files.issues.error { throw error }
    return ReportedActualsFile(actuals: actuals, sha256: files.fingerprints.map(\.sha256).joined())
  }
}

/// Turns rows into reported percentages and notices what is there twice.
private struct ActualReader {
  let indicators: [String]
  let years: ClosedRange<Int>
  let regions: [Region]

  func read(_ name: String, of files: FolderFiles) -> [ReportedActual] {
    let columns = FileColumns(["indicator", "year", "actual"], ["region"])
    guard let text = files.cells(name),
      let table = FolderTable(name, text, columns: columns, items: [], issues: files.issues)
    else { return [] }
    if text.rowCount == 0 { files.issues.append(IntakeIssue(file: name, line: 1, reason: .noRows)) }
    var places: [[String?]: (index: Int, line: Int)] = [:]
    return table.records(key: "indicator") { row in
      guard let actual = read(row) else { return nil }
      let key = [actual.indicator, actual.region, String(actual.year)]
      if let first = places[key] {
        row.report("indicator", .record(.duplicate(firstIndex: first.index), otherLine: first.line))
        return nil
      }
      places[key] = (places.count, table.text.line(ofRow: row.index))
      return actual
    }.values
  }

  private func read(_ row: FolderRow) -> ReportedActual? {
    let indicator = row.choice("indicator", among: indicators)
    let year = row.choice("year", among: years.map(String.init)).flatMap { Int($0) }
    let isOfRegion = row.cell("region") != nil
    let region = isOfRegion ? row.choice("region", among: regions.map(\.code)) : nil
    let percent = row.number("actual")
    if let percent, !(0...100).contains(percent) {
      row.report("actual", .record(.outOfRange(value: percent, minimum: 0, maximum: 100), otherLine: nil))
    }
    // A region that is wrong is not the country.
    guard let indicator, let year, let percent, isOfRegion == (region != nil) else { return nil }
    return ReportedActual(indicator: indicator, region: region, year: year, percent: percent)
  }
}
