import Findings
import Foundation

/// The main findings of a run as a person reads them in the terminal.
struct RunText {
  let run: RunFindings

  init(_ run: RunFindings) { self.run = run }

  var text: String {
    var parts = [heading, flow]
    if !run.verdicts.isEmpty { parts += [verdicts, methods] }
    if !notes.isEmpty { parts.append(notes) }
    if !run.risk.regions.isEmpty { parts.append(risk) }
    if let candidates { parts.append(candidates) }
    parts += run.warnings.map { "Warning (\($0.code.rawValue)): \($0.message)" }
    return parts.joined(separator: "\n\n")
  }

  private var heading: String {
    "\(run.pilot.name)\(run.pilot.isSynthetic ? " (SYNTHETIC DATA)" : "")\n"
      + "run \(run.run), \(run.provenance.engine), data \(run.provenance.dataSHA256.prefix(8))"
  }

  private var flow: String {
    var table = TextTable(["wave", "arm", ">enrolled", ">observed", ">groups", ">preschools"])
    for row in run.flow {
      table.add([
        row.wave, row.arm, row.enrolled.value.map(String.init) ?? "no data",
        row.observed.value.map { String($0.children) } ?? "", row.observed.value.map { String($0.groups) } ?? "",
        row.observed.value.map { String($0.preschools) } ?? "",
      ])
    }
    return table.text
  }

  /// Whose practice is worth a look; only the analyst sees preschools of all regions.
  private var candidates: String? {
    guard run.valueAdded.method != nil else { return nil }
    let lines = ValueAddedFinding.Level.allCases.map { level in
      let names = run.valueAdded.candidates(level).map(\.place)
      return "  \(level.rawValue)s: \(names.isEmpty ? "none stands out" : names.joined(separator: ", "))"
    }
    return (["Children came farther than expected, surely enough to look at the practice:"] + lines).joined(
      separator: "\n")
  }

  private var risk: String {
    var table = TextTable(["region", "name", ">risk", ">low", ">high", ">P(top fifth)", ">children"])
    for region in run.risk.regions.sorted(by: { ($0.index.value?.value ?? -1) > ($1.index.value?.value ?? -1) }) {
      let index = region.index.value
      table.add([
        region.place, region.name.en, index.map { String(format: "%.1f", $0.value) } ?? "no data",
        index.map { String(format: "%.1f", $0.interval.lower) } ?? "",
        index.map { String(format: "%.1f", $0.interval.upper) } ?? "",
        region.probabilityInHighestFifth.value.map { String(format: "%.2f", $0) } ?? "",
        region.counts.value.map { String($0.children) } ?? "",
      ])
    }
    return table.text
  }
}
