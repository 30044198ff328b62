import Disclosure
import Findings
import Reporting
import TestSupport
import Testing

/// The bar of a level table: left edge, width and fill of each rectangle, in their order.
private struct Bar: Equatable {
  var x: Double
  var width: Double
  var fill: String

  static func all(in html: String) -> [Bar] {
    html.matches(of: /<rect x="([0-9.]+)" y="28" width="([0-9.]+)" height="20" fill="([^"]+)"/).map { match in
      Bar(x: Double(match.1) ?? -1, width: Double(match.2) ?? -1, fill: String(match.3))
    }
  }
}

@Suite struct LevelBarsTests {
  /// A bar is 450 pixels wide and begins at 300.
  private func bars(_ children: [Int]) throws -> [Bar] {
    var findings = SampleRun.findings()
    findings.levels = [
      SampleRun.levelTable(outcome: "physical", wave: "baseline", arm: "control", children: children)
    ]
    findings.transitions = []
    return Bar.all(in: try HTMLReport(DisclosureRules.release(findings), language: .en).rendered())
  }

  @Test func levelsStandInTheirOrder() throws {
    #expect(
      try bars([250, 500, 250]) == [
        Bar(x: 300, width: 112.5, fill: "#8c3b2e"), Bar(x: 412.5, width: 225, fill: "#e0b070"),
        Bar(x: 637.5, width: 112.5, fill: "#f4ecd8"),
      ])
  }

  @Test func hiddenLevelsKeepTheirPlaceAndShareTheRest() throws {
    let hidden = "url(#hidden)"
    #expect(
      try bars([4, 400, 96]) == [
        Bar(x: 300, width: 45, fill: hidden), Bar(x: 345, width: 360, fill: "#e0b070"),
        Bar(x: 705, width: 45, fill: hidden),
      ])
  }
}
