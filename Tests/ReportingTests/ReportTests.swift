import Disclosure
import Findings
import Reporting
import TestSupport
import Testing

@Suite struct ReportTests {
  private func report(_ findings: RunFindings, _ language: Language = .en) throws -> String {
    try HTMLReport(DisclosureRules.release(findings), language: language).rendered()
  }

  @Test(arguments: Language.allCases) func theReportIsOneFileWithEveryLabel(language: Language) throws {
    let html = try report(SampleRun.findings(), language)
    #expect(html.contains("<html lang=\"\(language.rawValue)\">"))
    #expect(!html.contains("⟦") && !html.contains("{outcome}"))
    for forbidden in ["<script", "src=", "@import", "url(http"] { #expect(!html.contains(forbidden)) }
    #expect(html.contains(Labels(language)["banner_synthetic"]))
  }

  @Test(arguments: Language.allCases) func everyWarningIsWorded(language: Language) throws {
    var findings = SampleRun.findings()
    findings.warnings = FindingWarning.Code.allCases.map { FindingWarning($0, "x", facts: ["clusters": "12"]) }
    let html = try report(findings, language)
    for code in FindingWarning.Code.allCases {
      let sentence = Labels(language)["warning_\(code.rawValue)"].dropLast()
      #expect(html.contains(sentence))
    }
    #expect(html.contains(Labels(language)["fact_clusters"] + ": 12"))
  }

  @Test func chartsChangeWhenTheDataChange() throws {
    let before = SampleRun.findings()
    var after = before
    after.risk.places[5].index = .shown(.init(value: 99, interval: Interval(lower: 97, upper: 100, level: 0.95)))
    let (first, second) = (try report(before), try report(after))
    func drawings(_ html: String) -> [Substring] { html.matches(of: /(?s)<svg.*?<\/svg>/).map(\.output) }
    let changed = zip(drawings(first), drawings(second)).filter { $0 != $1 }
    #expect(changed.count == 2, "the map and the plot of the intervals")
    #expect(changed.first?.1.contains(">99</text>") == true)
    #expect(changed.last?.1.contains(">99 (97") == true)
  }

  @Test func whatIsHiddenIsNowhereInTheFile() throws {
    var findings = SampleRun.findings()
    findings.risk.places[3].index = .shown(
      .init(value: 77.125, interval: Interval(lower: 70.5, upper: 83.5, level: 0.95)))
    findings.risk.places[3].counts = .shown(Counts(children: 7, groups: 1, preschools: 5))
    let html = try report(findings)
    #expect(html.contains("suppressed (n &lt; 10)"))
    #expect(!html.contains(">77<") && !html.contains(">77 ("))
    let released = DisclosureRules.release(findings)
    #expect(!CSVExport(released).rendered(.risk).contains("77.125"))
    #expect(try !JSONExport(released).rendered().contains("77.125"))
  }

  @Test func aRealTrialWithoutLevelsLeavesSectionsOutAndSaysSo() throws {
    let html = try report(SampleRun.continuousFindings())
    let labels = Labels(.en)
    for key in [
      "absent_levels", "absent_transitions", "absent_progression", "absent_risk", "limitation_no_baseline",
      "banner_real",
    ] {
      #expect(html.contains(labels[key]), "\(key) is not said")
    }
    #expect(!html.contains(labels["limitation_rated_by_teacher"]))
    #expect(!html.contains(labels["limitation_not_randomised"]))
  }

  @Test func methodsAreWrittenFromThePlan() throws {
    var findings = SampleRun.findings()
    findings.pilot.multiplicity = "none"
    findings.pilot.confidenceLevel = 0.9
    findings.pilot.covariates = ["sex"]
    let html = try report(findings)
    #expect(html.contains(Labels(.en)["method_multiplicity_none"]))
    #expect(html.contains("Covariates in the model: sex."))
    #expect(html.contains("90% confidence interval"))
  }

  @Test func theBoundsOfAScaleKeepTheirDecimals() throws {
    var findings = SampleRun.continuousFindings()
    (findings.pilot.outcomes[0].minimum, findings.pilot.outcomes[0].maximum) = (0, 0.5)
    #expect(try report(findings).contains("Scale: Mathematics – 0 … 0.5."))
  }

  @Test func theSentenceOfAnEffectFollowsItsNumbers() throws {
    let html = try report(SampleRun.findings())
    let gains = [
      "Creative skills and research activities, final: children of the experimental groups gained 0.15 points more",
      "Communication skills, final: children of the experimental groups gained 0.09 points less",
    ]
    for gain in gains { #expect(html.contains(gain)) }
  }

  @Test func aRegionOutsideTheMapIsListedWithoutOne() throws {
    var findings = SampleRun.findings()
    findings.risk.places = [findings.risk.places[0]]
    findings.risk.places[0].place = "US-TN"
    let html = try report(findings)
    #expect(html.contains(findings.risk.places[0].name.en))
    #expect(!html.contains(Labels(.en)["figure_map"]))
  }
}
