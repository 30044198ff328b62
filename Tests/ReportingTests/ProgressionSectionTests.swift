import Disclosure
import Findings
import Reporting
import TestSupport
import Testing

@Suite struct ProgressionSectionTests {
  private func report(_ change: (inout ProgressionFindings) -> Void = { _ in }) throws -> String {
    var findings = SampleRun.findings()
    change(&findings.progression)
    return try HTMLReport(DisclosureRules.release(findings), language: .en).rendered()
  }

  @Test func aScaleTooUnsureForSingleChildrenIsNamed() {
    let text = SampleReport.english
    #expect(
      text.contains("items of age band 4: reliability 0.64, not enough to conclude anything about a single child"))
    #expect(!text.contains("items of age band 5: reliability"))
  }

  @Test func effectsStandInBothUnits() {
    let text = SampleReport.english
    #expect(text.contains("+0.241 (+0.121 … +0.361)"))
    #expect(text.contains("8.3% (4.3% … 12.3%)"))
  }

  @Test func onlyItemsThatStandOutAreListedAsUnfairOrDrifting() throws {
    let html = try report()
    let places = html.matches(of: /4-Ш\.[34]<\/td>/).map { String($0.output) }
    #expect(places.count { $0.hasPrefix("4-Ш.3") } == 2, "in the item table and in that of fairness")
    #expect(places.count { $0.hasPrefix("4-Ш.4") } == 1)
    let fair = try report { $0.fairness.removeFirst() }
    #expect(fair.contains(Labels(.en)["fairness_none"]))
  }

  @Test func chartsFollowTheirNumbers() throws {
    let before = try report()
    let after = try report { chapter in
      chapter.scales[0].abilities[0].mean = .shown(-1.5)
      chapter.growth[1].mean = .shown(
        .init(value: 1.2, standardError: 0.1, degreesOfFreedom: 50, pValue: 0.001, interval: nil))
    }
    func drawings(_ html: String) -> [Substring] { html.matches(of: /(?s)<svg.*?<\/svg>/).map(\.output) }
    #expect(zip(drawings(before), drawings(after)).count { $0 != $1 } == 2)
  }

  @Test func tablesAreExported() throws {
    let export = CSVExport(DisclosureRules.release(SampleRun.findings()))
    let tables: [ExportTable] = [
      .scales, .items, .itemUses, .scoreTables, .growth, .latentEffects, .changes, .fairness, .anchors,
    ]
    for table in tables {
      let lines = export.rendered(table).split(separator: "\n")
      #expect(lines.count > 1 && lines[0].contains(","), "\(table.rawValue)")
      #expect(!lines[0].contains(",,"), "a column of \(table.rawValue) has no name")
    }
    #expect(export.rendered(.scoreTables).contains("score_table:creative.4-interim,creative,4-interim,8,-1.24,0.4,1"))
  }
}
