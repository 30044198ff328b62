import ArgumentParser
import Disclosure
import Findings
import Foundation
import RecordStore
import Reporting

struct Report: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Write the report of a run, after disclosure control.",
    discussion: """
      With --regions the stand-alone report of every region, one file each; with --region and --regions that of the region \
      for its own authority, with its preschools. Example: tarazy report latest --language kk --store pilot.db -o report.html
      """)

  enum Format: String, ExpressibleByArgument, CaseIterable { case html, md }

  @Argument(help: "Run, or latest.") var run: String
  @Option(help: "kk, ru or en.") var language = Language.en
  @Option(help: "html or md.") var format = Format.html
  @Flag(help: "Write the reports of the regions into the folder -o.") var regions = false
  @OptionGroup var scope: ScopeOption
  @OptionGroup var store: StoreOption
  @Option(name: .short, help: "File to write, with --regions a folder.") var output: String

  func run() async throws {
    try await reportingFailures {
      let leaving = try scope.applied(to: store.open().findings(run: run))
      if regions {
        try writeRegions(leaving)
      } else {
        try writeReport(leaving, language: language, format: format, to: output)
        print(output)
      }
    }
  }

  private func writeRegions(_ leaving: LeavingRun) throws {
    let reports = leaving.regionReports(language)
    guard !reports.isEmpty else {
      throw Failure(
        status: .data, message: "run \(leaving.value.run): its plan has no risk framework, or it has no region")
    }
    for (region, report) in reports {
      let path = "\(output)/\(region)-\(language.rawValue).\(format.rawValue)"
      switch format {
      case .html: try writeText(report.rendered(), to: path)
      case .md: try writeText(report.markdown(), to: path)
      }
      print(path)
    }
  }
}

/// Renders a report and writes it to a file.
func writeReport(_ run: LeavingRun, language: Language, format: Report.Format, to path: String) throws {
  switch format {
  case .html: try writeText(run.html(language), to: path)
  case .md: try writeText(run.markdown(language), to: path)
  }
}

struct Export: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Write a table of a run as CSV, or the whole run as JSON, after disclosure control.",
    discussion: "Example: tarazy export latest risk --store pilot.db -o risk.csv")

  enum Format: String, ExpressibleByArgument, CaseIterable { case csv, json }

  @Argument(help: "Run, or latest.") var run: String
  @Argument(help: "Table to export; not needed for json.")
  var table: ExportTable?
  @Option(help: "csv or json.") var format = Format.csv
  @OptionGroup var scope: ScopeOption
  @OptionGroup var store: StoreOption
  @Option(name: .short, help: "File to write.") var output: String

  func validate() throws {
    if format == .csv, table == nil { throw ValidationError("name a table to export as CSV") }
    if format == .json, table != nil { throw ValidationError("JSON holds the whole run; leave out the table") }
  }

  func run() async throws {
    try await reportingFailures {
      let leaving = try scope.applied(to: store.open().findings(run: run))
      switch (format, table) {
      case (.csv, let table?): try writeText(CSVExport(leaving).rendered(table), to: output)
      default: try writeText(leaving.json(), to: output)
      }
      print(output)
    }
  }
}

/// Writes a UTF-8 file, making the folders on the way; the file appears whole or not at all.
func writeText(_ text: String, to path: String) throws {
  let url = URL(fileURLWithPath: path)
  do {
    try FileManager.default.createDirectory(at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
    try Data(text.utf8).write(to: url, options: .atomic)
  } catch {
    throw Failure(status: .data, message: "cannot write \(path): \(error.localizedDescription)")
  }
}
