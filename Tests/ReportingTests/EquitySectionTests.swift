import Disclosure
import Findings
import Reporting
import TestSupport
import Testing

/// The tables of gaps in levels in the report and as a file.
@Suite struct EquitySectionTests {
  @Test(arguments: Language.allCases) func everyPartIsWorded(language: Language) {
    let text = SampleReport.markdown(language)
    let labels = Labels(language)
    for key in ["equity", "equity_intro", "equity_reference"] { #expect(text.contains(labels[key]), "\(key)") }
    #expect(!text.contains("⟦") && !text.contains("{confidence}"))
  }

  @Test func itIsSaidThatAGapIsNoCauseAndALevelAMark() {
    #expect(SampleReport.english.contains("A gap is a description, not a cause"))
    #expect(SampleReport.english.contains("A level is what the educators themselves marked"))
  }

  @Test func gapsAreInPercentagePointsBesideTheReference() {
    let lines = SampleReport.english.split(separator: "\n").filter { $0.hasPrefix("|") && $0.contains("compared with") }
    #expect(lines.count == 2 * SampleRun.outcomes.count)
    let girls = SampleReport.english.split(separator: "\n").first { $0.contains("girls") && $0.contains("+4.1") }
    #expect(girls?.contains("+4.1 (−0.9 … +9.1)") == true)
    #expect(girls?.contains("−6.2 (−11.2 … −1.2)") == true)
  }

  @Test func hiddenValuesAreMarkedEverywhere() throws {
    var run = SampleRun.findings()
    run.equity[0].counts = .shown(Counts(children: 2_000, groups: 4, preschools: 2))
    let released = DisclosureRules.release(run)
    let rows = CSVExport(released).rendered(.equity).split(separator: "\n").filter { $0.contains("physical.final.loc") }
    #expect(rows.count == 2)
    for row in rows { #expect(row.contains("suppressed") && !row.contains("0.041") && !row.contains("2000")) }
    #expect(try JSONExport(released).rendered().contains("\"level_three_gap\" : {\n"))
  }

  @Test func aRunWithoutKeysHasNoSuchPart() {
    #expect(!SampleReport.markdown { $0.equity = [] }.contains(Labels(.en)["equity_intro"]))
  }
}
