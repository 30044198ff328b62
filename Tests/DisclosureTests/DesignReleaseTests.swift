import Disclosure
import Findings
import TestSupport
import Testing

@Suite struct DesignReleaseTests {
  private func released(_ change: (inout RunFindings) -> Void) -> RunFindings {
    var findings = SampleRun.findings()
    change(&findings)
    return DisclosureRules.release(findings).value
  }

  @Test func aBaselineOfASmallArmIsHiddenWhole() {
    let balance = released {
      $0.design.balance[0].control = .shown(Counts(children: 90, groups: 4, preschools: 2))
    }.design.balance
    #expect(balance[0].controlMean.isSuppressed && balance[0].experimentalMean.isSuppressed)
    #expect(balance[0].difference.isSuppressed && balance[0].varianceRatio.isSuppressed)
    #expect(balance[0].verdict.isSuppressed && balance[1].difference.value != nil)
  }

  @Test(arguments: [0.002, 0.998]) func aShareOfFewChildrenTakesASecondLevelWithIt(share: Double) {
    let balance = released {
      $0.design.balance = [
        SampleRun.share("language", "kk", control: 0.7, experimental: 0.7),
        SampleRun.share("language", "ru", control: 0.298, experimental: 0.29),
        SampleRun.share("language", "ug", control: share, experimental: 0.01),
      ]
    }.design.balance
    #expect(balance.map(\.controlMean.isSuppressed) == [false, true, true])
  }

  @Test func ratesOfAFewLostChildrenAreHiddenWithTheirBoundaries() {
    let attrition = released {
      $0.design.attrition = [
        SampleRun.loss(wave: "interim", level: "child", start: 6_400, control: 0.001, experimental: 0.02),
        SampleRun.loss(wave: "final", level: "child", start: 6_400, control: 0.001, experimental: 0.001),
        SampleRun.loss(wave: "final", level: "preschool", start: 100, control: 0.02, experimental: 0.02),
      ]
    }.design.attrition
    for finding in attrition.prefix(2) {
      #expect(finding.overall.isSuppressed && finding.control.isSuppressed && finding.experimental.isSuppressed)
      #expect(finding.atFirstWave.isSuppressed && finding.cautiousBoundary == nil)
      #expect(finding.cautious.value == .low)
    }
    #expect(attrition[2].overall.value != nil)
  }

  @Test func variancesOfAWaveWithASmallArmAreHidden() {
    let run = released { $0.flow[0].observed = .shown(Counts(children: 8, groups: 1, preschools: 4)) }
    let clustering = run.design.clustering
    #expect(clustering.filter { $0.wave == "baseline" }.allSatisfy { $0.intraclassCorrelation.isSuppressed })
    #expect(clustering.contains { $0.wave == "final" && $0.intraclassCorrelation.value != nil })
  }

  @Test func ratersOfFewChildrenOrPreschoolsAreHidden() {
    let raters = released {
      $0.raters[0].counts = .shown(Counts(children: 60, groups: 3, preschools: 2))
      $0.raters[3].assessorCount = 2
    }.raters
    for position in [0, 3] { #expect(raters[position].ceiling.isSuppressed && raters[position].spread.isSuppressed) }
    #expect(raters[1].ceiling.value != nil)
  }

  @Test func aShareOfAFewSheetsTakesTheOtherArmWithIt() {
    let raters = released { $0.raters[4].straightLined = .shown(0.002) }.raters
    #expect(raters.map(\.straightLined.isSuppressed) == [false, false, false, false, true, true])
    #expect(raters[4].identical.value != nil)
  }

  @Test func ratersHideWhatTheQualityPageHides() {
    let raters = released {
      $0.quality = [
        SampleRun.line(.changedAssessor, wave: "final", arm: "control", count: 6, total: 900),
        SampleRun.line(.straightLined, wave: "interim", arm: "experimental", count: 5, total: 900),
      ]
    }.raters
    #expect(raters[4].changeWithNewAssessor.isSuppressed && raters[4].changeWithSameAssessor.isSuppressed)
    #expect(raters[2].straightLined.isSuppressed && raters[3].straightLined.isSuppressed)
    #expect(raters[5].changeWithNewAssessor.value != nil)
  }
}
