import Disclosure
import Findings
import Reporting
import TestSupport
import Testing

@Suite struct VerdictWordingTests {
  @Test(arguments: Language.allCases) func everyCodeIsWorded(language: Language) {
    let labels = Labels(language)
    let keys =
      VerdictFinding.Reason.Code.allCases.map { "reason_\($0.rawValue)" }
      + VerdictFinding.Validity.allCases.map { "validity_\($0.rawValue)" }
      + InterestReading.Verdict.allCases.map { "interest_\($0.rawValue)" }
      + AlternativeFinding.Analysis.allCases.map { "analysis_\($0.rawValue)" }
      + BalanceFinding.Verdict.allCases.map { "balance_\($0.rawValue)" }
      + AttritionFinding.Verdict.allCases.map { "attrition_\($0.rawValue)" }
      + ["mixed_model", "cluster_robust", "wild_bootstrap", "randomization", "cluster_level"].flatMap {
        ["estimator_\($0)", "referee_name_\($0)"]
      }
      + ["holm", "hommel", "benjamini_hochberg", "romano_wolf", "none"].map { "method_multiplicity_\($0)" }
      + ["kenward_roger", "satterthwaite"].map { "referee_name_mixed_model_\($0)" }
    for key in keys { #expect(labels.optional(key) != nil, "no label for \(key)") }
  }

  @Test func theRefereeSpeaksFromTheNumbersOfTheCase() {
    let sentence =
      "The mixed model with Kenward–Roger df holds here: 50 control and 50 experimental preschools, df 92; "
      + "the regression with CR2 errors, the wild bootstrap, the randomization test and the comparison of unit means "
      + "agree (p from < 0.001 to 0.004)."
    #expect(SampleReport.english.contains(sentence))
    let other = SampleReport.markdown {
      $0.verdicts[7].design?.controlCount = 12
      $0.verdicts[7].judgements = Array($0.verdicts[7].judgements.prefix(2))
      $0.pilot.degreesOfFreedom = "satterthwaite"
    }
    #expect(other.contains("The mixed model with Satterthwaite df holds here: 12 control and 50 experimental"))
    #expect(other.contains("the regression with CR2 errors agrees (p from"))
  }

  @Test func pValuesThatRoundAlikeAreWrittenOnceOrMoreExactly() {
    let english = SampleReport.markdown { run in
      run.verdicts[7].disagreement = .shown(
        .init(
          smallestPValue: 1e-5, smallestBy: "mixed_model", largestPValue: 2e-4, largestBy: "cluster_level",
          changesConclusion: false))
      run.verdicts[9].disagreement = .shown(
        .init(
          smallestPValue: 0.03, smallestBy: "mixed_model", largestPValue: 0.050_1, largestBy: "cluster_level",
          changesConclusion: true))
    }
    #expect(english.contains("the comparison of unit means agree (p < 0.001)."))
    #expect(english.contains("gives p = 0.030, the comparison of unit means p = 0.05010, on either side of 0.05."))
  }

  @Test func whatDoesNotHoldSaysWhy() {
    let english = SampleReport.english
    let expected = [
      "does not hold here (the variance between units is estimated as 0: 6310 degrees of freedom from 100 units)",
      "the regression with CR2 errors gives p = 0.031, the randomization test p = 0.084, on either side of 0.05",
      "the wild bootstrap (one unit holds 61% of the information (limit 50%))",
      "only a conservative answer can be trusted, that of the randomization test (the smallest attainable p is 0.057",
      "No method of the plan holds here: 3 control and 4 experimental preschools.",
      "too few degrees of freedom: 3.2, at least 4 needed", "0.057 (conservative)",
      "no method of the plan holds, so no estimate is recommended".replacing("holds,", with: "holds here,"),
    ]
    for sentence in expected { #expect(english.contains(sentence), "\(sentence)") }
  }

  @Test func anIntervalThatDoesNotExistIsNotWritten() {
    let english = SampleReport.english
    #expect(english.contains("gained 0.10 points more than those of the control groups (no interval can be given)."))
    #expect(english.contains(Labels(.en)["reading_unbounded"]))
    for bound in ["inf ", "inf)", "∞"] { #expect(!english.contains(bound)) }
  }

  @Test func leniencySaysWhatWouldExplainTheEffectAway() {
    let english = SampleReport.english
    #expect(english.contains("mark 0.15 points (0.36 SD) more leniently than control raters; 0.08 points would"))
    #expect(english.contains("0.09 points (0.21 SD) more severely than control raters"))
    #expect(english.contains("mark 0.06 points (0.14 SD) more leniently than control raters; it is indistinguishable"))
    let russian = SampleReport.markdown(.ru)
    #expect(russian.contains("уже 0,08 балла сделали бы ее неотличимой от нуля"))
    let ofATest = MarkdownReport(DisclosureRules.release(SampleRun.continuousFindings()), language: .en).rendered()
    #expect(!ofATest.contains("leniently") && ofATest.contains("An unobserved cause would have to explain"))
  }

  @Test func aHiddenVerdictNamesItsMethodAndNoNumber() {
    let english = SampleReport.markdown {
      $0.verdicts[7].control = .shown(Counts(children: 7, groups: 1, preschools: 5))
    }
    #expect(english.contains("The mixed model with Kenward–Roger df holds here.\n"))
    #expect(!english.contains("gained 0.15 points more"))
  }

  @Test(arguments: Language.allCases) func noPlaceIsLeftOpen(language: Language) {
    let report = SampleReport.markdown(language) { run in
      for (index, code) in VerdictFinding.Reason.Code.allCases.enumerated() {
        run.verdicts[index % 10].judgements[0] = .init(
          estimator: "mixed_model", validity: .notValid, reasons: [.init(code)])
      }
    }
    #expect(!report.contains("{") && !report.contains("⟦"))
  }

  @Test func thePlainStatisticIsNeverBare() {
    #expect(!SampleReport.english.contains("z =") && !SampleReport.english.contains("z-"))
  }
}
