import ArgumentParser
import Evaluation
import Findings
import Intake
import Records
import Reporting
import Simulation

struct Targets: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Show the Concept's yearly targets for preschools, and how far reported actuals reach them.",
    discussion: """
      Example: tarazy targets --language kk
      Example: tarazy targets --actuals actuals.csv --year 2026 --format csv

      The file of --actuals has the columns indicator (the keys that `tarazy targets` shows), year, actual (per cent, \
      0 to 100) and, if wanted, region (a code such as KZ-27; empty is the whole country). Every row is set against the \
      target of its year: gap in percentage points, met or not, and the share of the way from the first target. Actuals \
      are reported figures without an error of sampling: no intervals, no ranks. csv and json hold keys and full precision; \
      in them the share of the way is a fraction.
      """)

  enum Format: String, ExpressibleByArgument, CaseIterable { case text, csv, json }

  @Option(help: "CSV file of reported actuals.") var actuals: String?
  @Option(help: "One year of the Concept (default: all).") var year: Int?
  @Option(help: "kk, ru or en; for text.") var language = Language.en
  @Option(help: "text, csv or json.") var format = Format.text

  func run() async throws {
    try await reportingFailures {
      let targets = try ConceptTargets.standard()
      if let year, !targets.years.contains(year) {
        throw Failure(
          status: .usage,
          message: "--year \(year): the Concept has targets for \(targets.years.lowerBound) to "
            + "\(targets.years.upperBound)")
      }
      let answer = try answer(targets)
      switch format {
      case .text: print(TargetsText(answer, regions: KazakhstanRegions.all, language: language).text)
      case .csv: print(answer.csv)
      case .json: print(try prettyJSON(answer))
      }
    }
  }

  private func answer(_ targets: ConceptTargets) throws -> TargetAnswer {
    let attainment = TargetAttainment(targets, year: year)
    guard let actuals else { return attainment.answer() }
    let file = try read(actuals, targets)
    if let year, !file.actuals.contains(where: { $0.year == year }) {
      let years = Set(file.actuals.map(\.year)).sorted().map(String.init)
      throw Failure(
        status: .data, message: "\(actuals) has no row of \(year); its years: \(years.joined(separator: ", "))")
    }
    return attainment.answer(file.actuals, dataSHA256: file.sha256)
  }

  private func read(_ path: String, _ targets: ConceptTargets) throws -> ReportedActualsFile {
    do throws(IntakeError) {
      return try ReportedActualsFile.read(path, targets: targets, regions: KazakhstanRegions.all)
    } catch .issues(let issues) {
      throw Failure(issues, consequence: "nothing was compared")
    }
  }
}

extension TargetAnswer {
  /// The attainment where actuals were given, otherwise the targets, one per row.
  ///
  /// Cells are keys, codes and numbers, of which none needs quotes.
  fileprivate var csv: String {
    let rows =
      provenance == nil
      ? [["indicator", "year", "target_percent"]]
        + indicators.flatMap { row in row.targets.map { [row.key, String($0.year), "\($0.percent)"] } }
      : [Attainment.columns] + attainment.map(\.cells)
    return rows.map { $0.joined(separator: ",") }.joined(separator: "\n")
  }
}

extension TargetAnswer.Attainment {
  fileprivate static let columns = [
    "indicator", "region", "year", "target_percent", "actual_percent", "gap_points", "is_met", "share_of_way",
    "base_year", "base_percent", "warnings",
  ]

  /// The caveats of the row.
  private var codes: [FindingWarning.Code] { mayBeShare ? [.reportedFigures, .sharesForPercents] : [.reportedFigures] }

  fileprivate var cells: [String] {
    [
      indicator, region ?? "", String(year), "\(targetPercent)", "\(actualPercent)", "\(gapPoints)", "\(isMet)",
      shareOfWay.map { "\($0)" } ?? "", String(baseYear), "\(basePercent)",
      codes.map(\.rawValue).joined(separator: " "),
    ]
  }
}
