import Disclosure
import Findings
import Foundation
import Reporting
import TestSupport
import Testing

/// The flow figure and the tables of moves in the report.
@Suite struct MovementSectionTests {
  private func html(_ language: Language = .en, _ change: (inout RunFindings) -> Void = { _ in }) throws -> String {
    var findings = SampleRun.findings()
    change(&findings)
    return try HTMLReport(DisclosureRules.release(findings), language: language).rendered()
  }

  /// The first flow figure of a run whose only matrix is given.
  private func flow(_ children: [[Int]], levels: [Int]) throws -> String {
    let page = try html { run in
      run.levels = [
        SampleRun.levelTable(outcome: "physical", wave: "baseline", arm: "control", children: levels)
      ]
      run.transitions = [
        SampleRun.transition(
          outcome: "physical", from: "baseline", to: "interim", arm: "control", children: children)
      ]
    }
    let section = try #require(page.components(separatedBy: "<section id=\"transitions\">").last)
    return try #require(section.firstMatch(of: /(?s)<svg.*?<\/svg>/)).output.description
  }

  /// Heights of the bars of the levels at the first wave, III first.
  private func startHeights(_ svg: String) -> [Double] {
    svg.matches(of: /<rect x="66" y="[0-9.]+" width="12" height="([0-9.]+)"/).compactMap { Double($0.1) }
  }

  @Test(arguments: Language.allCases) func everyPartIsWorded(language: Language) throws {
    let page = try html(language)
    let labels = Labels(language)
    for key in [
      "transition_models", "growth_percentiles", "level_rules", "transition_tests", "move_rose", "level_rule_thirds",
    ] {
      #expect(page.contains(labels[key]), "\(key) is not there")
    }
    #expect(!page.contains("⟦") && !page.contains("{level}") && !page.contains("{rule}"))
  }

  @Test func theFlowStandsInProportion() throws {
    let svg = try flow([[120, 60, 20], [30, 300, 90], [12, 25, 100]], levels: [230, 450, 160])
    // 757 children at both waves on 168 pixels; level I is drawn first.
    #expect(startHeights(svg) == [200, 420, 137].map { (168.0 * $0 / 757 * 100).rounded() / 100 })
    #expect(svg.contains("22% moved to a higher level"))
    #expect(svg.contains("69% stayed at theirs") && svg.contains("9% moved to a lower one"))
    #expect(!svg.contains("<rect x=\"66\" y=\"0\"") && !svg.contains("fill=\"url(#hidden)\""))
  }

  @Test func hiddenMovesAreHatchedAndShareTheRest() throws {
    let children = [[120, 60, 4], [30, 300, 90], [12, 25, 100]]
    let svg = try flow(children, levels: [230, 450, 160])
    let bands = svg.matches(of: /<path [^>]*fill="url\(#hidden\)"/).count
    #expect(bands >= 2, "a hidden cell takes a second one of its row with it")
    #expect(svg.contains("suppressed (n &lt; 10) moved to a higher level"))
    let other = try flow([[120, 58, 6], [30, 300, 90], [12, 25, 100]], levels: [230, 450, 160])
    // Which of the hidden numbers is the smaller one does not show in the drawing.
    #expect(svg == other)
  }

  @Test func theFlowTakesTheLevelTableWhereCountsAreHidden() throws {
    // Four children lost at level I hide the counts; the heights are those of all children of the first wave.
    let svg = try flow([[120, 60, 20], [30, 300, 90], [12, 25, 100]], levels: [204, 500, 200])
    #expect(startHeights(svg) == [204, 500, 200].map { (168.0 * $0 / 904 * 100).rounded() / 100 })
  }

  @Test func rulesSayWhichOneIsTheInstruments() throws {
    let page = try html()
    #expect(page.contains("one decimal, cuts 1.6 and 2.3 (used in this report)"))
    #expect(page.contains("<td>thirds of the scale, not rounded</td>"))
  }
}
