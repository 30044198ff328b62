import ArgumentParser
import Disclosure
import Findings
import Foundation
import RecordStore

struct ValueAdded: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "value-added",
    abstract: "Show where children came farther than expected, after disclosure control.",
    discussion: """
      Regions and directions of practice for everybody; with --region the preschools of the region for its authority, \
      not for publication. Nobody is ranked. Example: tarazy value-added latest --store pilot.db --region KZ-27
      """)

  @Argument(help: "Run, or latest.") var run = "latest"
  @Option(help: "region, preschool or direction (default: all that may be seen).") var level: ValueAddedFinding.Level?
  @Option(help: "text or json.") var format = AnswerFormat.text
  @OptionGroup var scope: ScopeOption
  @OptionGroup var store: StoreOption

  func validate() throws {
    guard scope.region != nil || level != .preschool else {
      throw ValidationError("preschools are shown to the authority of their region alone: add --region CODE")
    }
  }

  func run() async throws {
    try await reportingFailures {
      let leaving = try scope.applied(to: store.open().findings(run: run))
      let chosen = level.map { level in leaving.narrowed(valueAdded: { $0.level == level }) } ?? leaving
      switch format {
      case .text: print(ValueAddedText(chosen).text)
      case .json: print(try prettyJSON(ValueAddedAnswer(chosen)))
      }
    }
  }
}

/// The comparison as JSON, with whose it is: for everybody, or for one authority and not for publication.
private struct ValueAddedAnswer: Encodable {
  let run: String
  let isSynthetic: Bool
  /// Code of the region for whose authority alone the answer is; absent for everybody.
  let scope: String?
  let comparison: ValueAddedFindings

  init(_ leaving: LeavingRun) {
    run = leaving.value.run
    isSynthetic = leaving.value.pilot.isSynthetic
    scope = leaving.scope
    comparison = leaving.value.valueAdded
  }
}

/// The comparison as a person reads it in the terminal.
private struct ValueAddedText {
  let run: LeavingRun

  init(_ run: LeavingRun) { self.run = run }

  var text: String {
    let comparison = run.value.valueAdded
    let warnings = comparison.warnings.map { "Warning (\($0.code.rawValue)): \($0.message)" }
    guard !comparison.places.isEmpty else {
      return ([heading, "Nothing was compared."] + warnings).joined(separator: "\n\n")
    }
    let tables = ValueAddedFinding.Level.allCases.compactMap { level in
      let places = comparison.places(level)
      return places.isEmpty ? nil : table(places, level)
    }
    return ([heading] + tables + [note] + warnings).joined(separator: "\n\n")
  }

  private var heading: String {
    let findings = run.value
    return "\(findings.pilot.name)\(findings.pilot.isSynthetic ? " (SYNTHETIC DATA)" : "")\nrun \(findings.run)"
      + (run.scope.map { "\nOWN SCOPE of \($0), not for publication" } ?? "")
  }

  private func table(_ places: [ValueAddedFinding], _ level: ValueAddedFinding.Level) -> String {
    var table = TextTable([
      level.rawValue, ">gain", ">low", ">high", ">P(above)", ">P(top fifth)", ">children", "candidate",
    ])
    for place in places {
      let estimate = place.estimate.value
      table.add([
        place.place, cell(place.estimate) { number($0.value) }, estimate.map { number($0.interval.lower) } ?? "",
        estimate.map { number($0.interval.upper) } ?? "", cell(place.probabilityAboveExpected, probability),
        cell(place.probabilityInHighestFifth, probability), cell(place.counts) { String($0.children) },
        place.isCandidate ? "visit" : "",
      ])
    }
    return table.text
  }

  private var note: String {
    """
    Gain beyond what start and case mix lead to expect, in standard deviations of
    children's results, drawn towards the mean where there are few children.
    Educators mark their own children: a high value is a reason to look, no proof.
    """
  }

  /// Rounded first, so that nothing reads −0.00.
  private func number(_ value: Double) -> String { String(format: "%+.2f", (100 * value).rounded() / 100 + 0) }
  private func probability(_ value: Double) -> String { String(format: "%.2f", value) }

  private func cell<Value>(_ value: Disclosable<Value>, _ written: (Value) -> String) -> String {
    switch value {
    case .shown(let value): written(value)
    case .suppressed: "hidden"
    case .noData: "no data"
    }
  }
}
