import Disclosure
import Findings
import Foundation

/// The places of a level and why they need support, as a person reads them in the terminal.
struct RiskText {
  private let run: LeavingRun
  private let places: [RiskFinding]
  private let level: RiskFinding.Level
  private let quarter: String?

  init(_ run: LeavingRun, places: [RiskFinding], level: RiskFinding.Level, quarter: String?) {
    self.run = run
    self.places = places
    self.level = level
    self.quarter = quarter
  }

  var text: String {
    guard !places.isEmpty else { return heading + "\n\nno \(level.rawValue)s here" }
    return [heading, table, reasons, note].joined(separator: "\n\n")
  }

  private var heading: String {
    let findings = run.value
    let time = quarter.map { "quarter \($0)" } ?? "whole time"
    return "\(findings.pilot.name)\(findings.pilot.isSynthetic ? " (SYNTHETIC DATA)" : "")\n"
      + "run \(findings.run), \(level.rawValue)s, \(time)"
      + (run.scope.map { "\nOWN SCOPE of \($0), not for publication" } ?? "")
  }

  private var table: String {
    var table = TextTable([
      level.rawValue, "flag", ">risk", ">low", ">high", ">rank", ">P(top fifth)", ">P(amber)", ">children",
    ])
    for place in places {
      table.add([
        place.place, place.flags.contains { $0.isRaised.value == true } ? "!" : "",
        cell(place.index) { number($0.value) }, place.index.value.map { number($0.interval.lower) } ?? "",
        place.index.value.map { number($0.interval.upper) } ?? "",
        place.rank.value.map { "\($0.lower)-\($0.upper)" } ?? "",
        place.probabilityInHighestFifth.value.map { String(format: "%.2f", $0) } ?? "",
        place.zones.value.map { String(format: "%.2f", $0.amberOrRed) } ?? "",
        cell(place.counts) { String($0.children) },
      ])
    }
    return table.text
  }

  /// Why: raised flags, then the indicators that add most points to the index.
  private var reasons: String {
    let lines = places.compactMap { place -> String? in
      let flags = place.flags.filter { $0.isRaised.value == true }.map { "! " + $0.name.en }
      let parts = place.mainContributions.prefix(3).map { "\($0.component.name.en) (\(number($0.points)))" }
      guard !flags.isEmpty || !parts.isEmpty else { return nil }
      return ([place.place + (level == .group ? "" : ", " + place.name.en) + ":"] + (flags + parts).map { "    " + $0 })
        .joined(separator: "\n")
    }
    return "Why (points of the index):\n" + lines.joined(separator: "\n")
  }

  private var note: String {
    let agreed = run.value.risk.method?.thresholdsAreAgreed ?? false
    return [
      "0 = no support needed, 100 = most. Ranks are intervals: places whose intervals",
      "overlap cannot be told apart. Descriptive, no forecast.",
      agreed ? nil : "Thresholds and weights are proposals, not agreed.",
    ].compactMap(\.self).joined(separator: "\n")
  }

  private func number(_ value: Double) -> String { String(format: "%.1f", value) }

  private func cell<Value>(_ value: Disclosable<Value>, _ written: (Value) -> String) -> String {
    switch value {
    case .shown(let value): written(value)
    case .suppressed: "hidden"
    case .noData: "no data"
    }
  }
}
