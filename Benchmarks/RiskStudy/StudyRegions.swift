import ArgumentParser
import Simulation

/// In what the regions of a study differ; without one, all indicators are kept and five of them are alike.
enum StudyRegions: EnumerableFlag {
  /// Only indicators are kept in which the regions of the standard truth differ.
  case differing
  /// All indicators are kept, and regions differ in each.
  case varied

  static func help(for value: Self) -> ArgumentHelp? {
    switch value {
    case .differing: "Only indicators in which the simulated regions truly differ."
    case .varied: "All indicators, with regions that truly differ in each of them."
    }
  }

  /// Indicators whose true values are the same, or nearly so, in every region of the standard truth.
  static let alike: Set<String> = [
    "no_progress_share", "parental_consent", "missing_child_waves", "item_non_response", "rater_change",
  ]

  /// A truth in which regions differ in the indicators that are else alike, about as much as by chance.
  ///
  /// Each standard deviation is, rounded, what makes that of the true indicator the root mean squared error of the
  /// direct estimate of a region with five preschools, over 15 pilots of the standard truth (300 regions):
  ///
  /// | indicator | error | deviation | makes |
  /// |---|---:|---|---:|
  /// | no_progress_share | 0.0168 | 0.08 of a factor on growth | 0.018 |
  /// | parental_consent | 0.0121 | 0.25 of logit(refused) | 0.0123 |
  /// | missing_child_waves | 0.0062 | 0.2 of logit(missing) | 0.0060 |
  /// | item_non_response | 0.00040 | 0.04 of logit(missing) | 0.00040 |
  /// | rater_change | 0.0342 | 0.9 of logit(changing) | 0.0330 |
  ///
  /// They were chosen before any coverage in such regions was seen. In the other indicators the true spread is 0.5 to
  /// 1.05 times the error.
  static let variedTruth: PilotTruth = {
    var variation = PilotTruth.RegionalVariation()
    variation.growthFactorStandardDeviation = 0.08
    variation.consentRefusedLogitStandardDeviation = 0.25
    variation.missingWaveLogitStandardDeviation = 0.2
    variation.missingMarkLogitStandardDeviation = 0.04
    variation.educatorChangeLogitStandardDeviation = 0.9
    var truth = PilotTruth()
    truth.regionalVariation = variation
    return truth
  }()
}
