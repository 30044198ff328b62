import ArgumentParser
import Disclosure
import Findings
import RecordStore

struct Risk: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Show which places need support first, and why, after disclosure control.",
    discussion: """
      With --region it is the own scope of the region's authority: its preschools, not for publication. Without it the \
      regions, for everybody. Example: tarazy risk latest --store pilot.db --region KZ-27 --sort priority
      """)

  enum Format: String, ExpressibleByArgument, CaseIterable { case text, json }

  @Argument(help: "Run, or latest.") var run = "latest"
  @Option(help: "country, region, district, preschool or group (default: region, with --region preschool).")
  var level: RiskFinding.Level?
  @Option(help: "Quarter such as 2026Q2 (default: the whole time).") var quarter: String?
  @Option(help: "index, priority, rank, name or change.") var sort = RiskOrder.priority
  @Option(help: "text or json.") var format = Format.text
  @OptionGroup var scope: ScopeOption
  @OptionGroup var store: StoreOption

  func validate() throws {
    if scope.region == nil, let level, ![.country, .region].contains(level) {
      throw ValidationError("\(level.rawValue)s are shown to the authority of their region alone: add --region CODE")
    }
  }

  func run() async throws {
    try await reportingFailures {
      let leaving = try scope.applied(to: store.open().findings(run: run))
      let chapter = leaving.value.risk
      guard chapter.method != nil else {
        throw Failure(status: .data, message: "run \(leaving.value.run): its plan has no risk framework")
      }
      if let quarter, !chapter.quarters.contains(quarter) {
        throw Failure(
          status: .usage,
          message: "run \(leaving.value.run) has no quarter \(quarter); its quarters: "
            + chapter.quarters.joined(separator: ", "))
      }
      let level = level ?? (scope.region == nil ? .region : .preschool)
      let places = chapter.places(level, region: scope.region, quarter: quarter, by: sort)
      switch format {
      case .text: print(RiskText(leaving, places: places, level: level, quarter: quarter).text)
      case .json: print(try prettyJSON(RiskAnswer(leaving, places: places)))
      }
    }
  }
}

/// The places as JSON, with whose they are: for everybody, or for one authority and not for publication.
private struct RiskAnswer: Encodable {
  let run: String
  let isSynthetic: Bool
  /// Code of the region for whose authority alone the answer is; absent for everybody.
  let scope: String?
  let places: [RiskFinding]

  init(_ leaving: LeavingRun, places: [RiskFinding]) {
    run = leaving.value.run
    isSynthetic = leaving.value.pilot.isSynthetic
    scope = leaving.scope
    self.places = places
  }
}
