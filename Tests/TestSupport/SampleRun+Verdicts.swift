import Findings

extension SampleRun {
  /// One verdict for each outcome and later wave; at the interim wave every kind of recommendation occurs.
  static var verdicts: [VerdictFinding] {
    outcomes.indices.flatMap { outcome in ["interim", "final"].map { verdict(outcome: outcome, wave: $0) } }
  }

  private static func verdict(outcome: Int, wave: String) -> VerdictFinding {
    switch (outcome, wave) {
    case (2, "interim"): primaryFails(outcome, wave)
    case (3, "interim"): onlyConservative(outcome, wave)
    case (4, "interim"): noneValid(outcome, wave)
    default: primaryHolds(outcome, wave)
    }
  }

  private static let ampleDesign = ClusterDesign(
    unit: "preschool", controlCount: 50, experimentalCount: 50, unitCount: 100, sizeVariation: 0.31,
    effectiveCount: 88.2, largestPartialLeverage: 0.024, stratumCount: 20, assignmentCount: 1e24)

  private static let narrowDesign = ClusterDesign(
    unit: "preschool", controlCount: 3, experimentalCount: 4, unitCount: 7, sizeVariation: 0.44,
    effectiveCount: 4.6, largestPartialLeverage: 0.31, stratumCount: 1, assignmentCount: 35)

  private static let units = ["control": 50.0, "experimental": 50]
  private static let fewUnits = ["control": 3.0, "experimental": 4]

  private static func primaryHolds(_ outcome: Int, _ wave: String) -> VerdictFinding {
    let pValues = estimators.map { estimate(outcome: outcome, wave: wave, estimator: $0).pValue }
    return recommendation(
      outcome, wave, "mixed_model", .init(.primaryHolds, units), ampleDesign,
      [
        judgement("mixed_model", .valid, [.init(.enoughClusters, units), .init(.degreesOfFreedomHold, ["df": 92.4])]),
        judgement(
          "cluster_robust", .valid, [.init(.enoughClusters, units), .init(.degreesOfFreedomHold, ["df": 91.4])]),
        judgement("wild_bootstrap", .valid, [.init(.enoughClusters, units)]),
        judgement("randomization", .valid, [.init(.exchangeabilityAssumed)]),
        judgement(
          "cluster_level", .valid, [.init(.enoughClusters, units), .init(.degreesOfFreedomHold, ["df": 88.4])]),
      ],
      disagreement: .init(
        smallestPValue: pValues[0], smallestBy: "mixed_model", largestPValue: pValues[4], largestBy: "cluster_level",
        changesConclusion: pValues[0] < 0.05 && pValues[4] >= 0.05))
  }

  private static func primaryFails(_ outcome: Int, _ wave: String) -> VerdictFinding {
    recommendation(
      outcome, wave, "cluster_robust", .init(.primaryFails, units), ampleDesign,
      [
        judgement("mixed_model", .notValid, [.init(.singularFit, ["df": 6_310.2, "clusters": 100])]),
        judgement(
          "cluster_robust", .valid, [.init(.enoughClusters, units), .init(.degreesOfFreedomHold, ["df": 91.4])]),
        judgement("wild_bootstrap", .notValid, [.init(.dominantUnit, ["share": 0.61, "limit": 0.5])]),
        judgement("randomization", .valid, [.init(.exchangeabilityAssumed)]),
        judgement("cluster_level", .unavailable, [.init(.notEstimable)]),
      ],
      disagreement: .init(
        smallestPValue: 0.031, smallestBy: "cluster_robust", largestPValue: 0.084, largestBy: "randomization",
        changesConclusion: true))
  }

  private static func onlyConservative(_ outcome: Int, _ wave: String) -> VerdictFinding {
    var result = recommendation(
      outcome, wave, "randomization", .init(.onlyConservative, fewUnits), narrowDesign,
      [
        judgement("mixed_model", .notValid, [.init(.fewDegreesOfFreedom, ["df": 3.2, "limit": 4])]),
        judgement("cluster_robust", .notValid, [.init(.fewDegreesOfFreedom, ["df": 2.8, "limit": 4])]),
        judgement("wild_bootstrap", .conservative, [.init(.fewUnitsInAnArm, fewUnits.merging(["limit": 6]) { $1 })]),
        judgement("randomization", .conservative, [.init(.cannotReachLevel, ["smallest_p": 0.057, "level": 0.05])]),
        judgement("cluster_level", .notValid, [.init(.fewUnitsInAnArm, fewUnits.merging(["limit": 5]) { $1 })]),
      ], disagreement: nil)
    result.estimate = .shown(
      .init(value: 0.1, standardError: nil, degreesOfFreedom: nil, pValue: 0.057, interval: nil))
    return result
  }

  private static func noneValid(_ outcome: Int, _ wave: String) -> VerdictFinding {
    VerdictFinding(
      address: "verdict:\(outcomes[outcome]).\(wave)", outcome: outcomes[outcome], wave: wave,
      control: .shown(counts(children: 3_120)), experimental: .shown(counts(children: 3_204)), design: narrowDesign,
      judgements: estimators.map { judgement($0, .notValid, [.init(.fewDegreesOfFreedom, ["df": 2, "limit": 4])]) },
      recommended: nil, reason: .init(.noneValid, fewUnits), estimate: .noData, standardized: .noData)
  }

  private static func judgement(
    _ estimator: String, _ validity: VerdictFinding.Validity, _ reasons: [VerdictFinding.Reason]
  ) -> VerdictFinding.Judgement {
    .init(estimator: estimator, validity: validity, reasons: reasons)
  }

  private static func recommendation(
    _ outcome: Int, _ wave: String, _ estimator: String, _ reason: VerdictFinding.Reason, _ design: ClusterDesign,
    _ judgements: [VerdictFinding.Judgement], disagreement: VerdictFinding.Disagreement?
  ) -> VerdictFinding {
    let estimate = estimate(outcome: outcome, wave: wave, estimator: estimator)
    let lower = estimate.interval.map { max(0, $0.lower) } ?? 0
    return VerdictFinding(
      address: "verdict:\(outcomes[outcome]).\(wave)", outcome: outcomes[outcome], wave: wave,
      control: .shown(counts(children: 3_120)), experimental: .shown(counts(children: 3_204)), design: design,
      judgements: judgements, recommended: estimator, reason: reason, estimate: .shown(estimate),
      standardized: .shown(standardized(estimate)), adjustedPValue: .shown(min(1, 3 * estimate.pValue)),
      disagreement: disagreement.map { .shown($0) } ?? .noData,
      interest: .shown(.init(verdict: interest(outcome), margin: 0.1, equivalencePValue: 0.31)),
      leniency: .shown(
        .init(
          nullifyingPoints: estimate.value, nullifyingDeviations: estimate.value / 0.42, insignificancePoints: lower,
          insignificanceDeviations: lower / 0.42)),
      robustness: .shown(.init(robustnessValue: 0.21, robustnessValueOfInterval: 0.064, partialR2: 0.048)),
      levelThree: .shown(
        .init(value: 0.041, interval: Interval(lower: 0.012, upper: 0.07, level: 0.95), pValue: 0.006)))
  }

  private static func interest(_ outcome: Int) -> InterestReading.Verdict {
    InterestReading.Verdict.allCases[outcome % InterestReading.Verdict.allCases.count]
  }
}
