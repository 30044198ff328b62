import Disclosure
import Findings
import Reporting
import TestSupport
import Testing

/// The fair comparison in the report, the region's report and the files.
@Suite struct ValueAddedSectionTests {
  @Test(arguments: Language.allCases) func everyPartIsWorded(language: Language) {
    let text = SampleReport.markdown(language)
    let labels = Labels(language)
    for key in ["section_value_added", "value_added_intro", "value_added_directions_note", "value_added_above"] {
      #expect(text.contains(labels[key]), "\(key)")
    }
    #expect(!text.contains("⟦") && !text.contains("{places}") && !text.contains("{case_mix}"))
  }

  @Test func aCandidateIsNamedAndNobodyIsRanked() {
    let text = SampleReport.english
    #expect(text.contains("Candidates for a visit") && text.contains("Greenhouse and garden plot (99%)"))
    #expect(text.contains("A high value is a reason to look at the practice, not proof of it"))
    #expect(text.contains("Nobody stands out surely"))
    #expect(text.contains("Regions that are not compared: 2"))
  }

  @Test func preschoolsAreInTheReportOfTheirAuthorityAlone() throws {
    let run = SampleRun.findings()
    let heading = Labels(.en)["value_added_preschool"]
    #expect(!SampleReport.english.contains(heading))
    let own = try #require(DisclosureRules.ownScope(run, region: "KZ-27"))
    #expect(MarkdownReport(own, language: .en).rendered().contains(heading))
    #expect(try #require(RegionReport(own, language: .en)).rendered().contains(heading))
  }

  @Test func theFileHoldsEveryPartOfAnEstimate() {
    let lines = CSVExport(DisclosureRules.release(SampleRun.findings())).rendered(.valueAdded).split(separator: "\n")
    #expect(lines[0].hasPrefix("address,level,region,place,children,preschools,direct,estimate,conf_low,conf_high"))
    #expect(lines.contains { $0.hasPrefix("value_added:direction.garden,direction,,garden,1204,31,") })
    #expect(lines.count { $0.hasSuffix(",true") } == 1)
  }

  @Test func aRunThatComparedNothingSaysWhy() {
    let text = SampleReport.markdown {
      $0.valueAdded = ValueAddedFindings(warnings: [FindingWarning(.noBaseline, "none")])
    }
    #expect(!text.contains(Labels(.en)["value_added_intro"]))
    #expect(text.contains(Labels(.en)["warning_no_baseline"]))
  }
}
