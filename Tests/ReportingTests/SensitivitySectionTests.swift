import Disclosure
import Findings
import Reporting
import TestSupport
import Testing

@Suite struct SensitivitySectionTests {
  @Test func ancovaAndChangeOfOppositeSignAreLordsParadox() {
    let english = SampleReport.english
    #expect(english.contains("ANCOVA (−0.09) and the change score (+0.11) give differences of opposite sign."))
    #expect(english.matches(of: /Lord's paradox/).count == 1)
    let agreeing = SampleReport.markdown { $0.alternatives[8 + 1].estimate = $0.alternatives[8].estimate }
    #expect(!agreeing.contains("Lord's paradox"))
    let apart = SampleReport.markdown { run in
      guard var change = run.alternatives[1].estimate.value else { return }
      change.value += 0.2
      run.alternatives[1].estimate = .shown(change)
    }
    #expect(apart.contains("ANCOVA (+0.06) and the change score (+0.26) lie outside each other's intervals."))
  }

  @Test func theDoseIsNamedNotRandomised() {
    #expect(SampleReport.english.contains("The dose was not randomised"))
    #expect(SampleReport.markdown { $0.doses = [] }.contains(Labels(.en)["absent_dose"]))
  }

  @Test func aTippingPointIsASentence() {
    let english = SampleReport.english
    #expect(
      english.contains("final: the interval holds 0 if the missing children of the experimental groups score 0.50"))
    #expect(english.contains("Physical development, final: no tipping point"))
  }

  @Test func ratersAreComparedBetweenTheArms() {
    let english = SampleReport.english
    #expect(english.contains("Final: marks at the maximum are 31% in the experimental and 22% in the control groups"))
    #expect(english.contains(Labels(.en)["raters_lenient"]))
    let severe = SampleReport.markdown { run in
      for index in run.raters.indices { run.raters[index].ceiling = .shown(0.2) }
    }
    #expect(!severe.contains(Labels(.en)["raters_lenient"]))
  }

  @Test(arguments: Language.allCases) func aSectionWithoutFindingsSaysWhy(language: Language) {
    let report = SampleReport.markdown(language) { run in
      run.design = DesignFindings()
      (run.verdicts, run.alternatives, run.tippingPoints, run.subgroups) = ([], [], [], [])
      (run.doses, run.raters) = ([], [])
    }
    for section in ["design", "effects", "alternatives", "tipping", "heterogeneity", "dose", "raters"] {
      #expect(report.contains("## " + Labels(language)["section_\(section)"]))
      #expect(report.contains(Labels(language)["absent_\(section)"]), "\(section)")
    }
  }

  @Test func aMixedUnitIsSaid() {
    let english = SampleReport.markdown { run in
      run.design.units[1] = AssignmentUnits(
        level: "preschool", controlOnly: 40, experimentalOnly: 44, bothArms: 16, isPlanned: true, isFound: false)
      run.design.units[2] = AssignmentUnits(
        level: "group", controlOnly: 150, experimentalOnly: 150, bothArms: 0, isPlanned: false, isFound: true)
    }
    #expect(english.contains("The data show the group as the unit of assignment, the plan says the preschool."))
    #expect(english.contains("Units that hold both arms: 16 (preschool)."))
  }

  @Test func hiddenSubgroupsHideTheirTest() {
    let english = SampleReport.markdown { run in
      run.subgroups[0].control = .shown(Counts(children: 6, groups: 1, preschools: 4))
    }
    #expect(english.contains("| final | sex | 2 | suppressed (n < 10) | suppressed (n < 10) |"))
    #expect(english.contains("Sex: all 2 values are hidden: suppressed (n < 10)."))
    #expect(english.contains("| region | Abai Region |"))
  }

  @Test func regionsAreDrawnWithTheirMeanAndPrediction() throws {
    let html = try HTMLReport(DisclosureRules.release(SampleRun.findings()), language: .en).rendered()
    #expect(html.contains("difference by region; at the bottom the mean"))
    #expect(html.contains("<details><summary>Subgroups: Physical development, final</summary>"))
    #expect(html.matches(of: /Mean difference<\/text>/).count == 5)
  }
}
