internal import EffectSizes
internal import Findings
internal import Probability
internal import Records

/// One effect – an outcome at a wave – and all that does not depend on the method: arms, units, spread.
struct EffectPlace {
  private let panel: Panel
  private let outcome: String
  private let wave: String
  private let cells: EffectCells
  private let design: ClusterDesign?
  private let intraclassCorrelation: Double?
  private let omitted: [String]
  private let levelThree: ShareDifference?

  init(
    _ panel: Panel, outcome: Int, wave: Int, cells: EffectCells, design: ClusterDesign?,
    intraclassCorrelation: Double?, omitted: [String]
  ) {
    self.panel = panel
    self.outcome = panel.plan.outcomes[outcome]
    self.wave = panel.plan.waves[wave].name
    self.cells = cells
    self.design = design
    self.intraclassCorrelation = intraclassCorrelation
    self.omitted = omitted
    levelThree = panel.levelThreeDifference(outcome: outcome, wave: wave)
  }

  private var level: Double { panel.plan.effects.confidenceLevel }

  /// One method's answer as a finding.
  func finding(_ answer: MethodAnswer?, estimator: Plan.Effects.Estimator) -> EffectFinding {
    var warnings = (answer?.warnings ?? []) + cells.warnings(omitted: omitted)
    let estimate = cells.bothArmsObserved ? answer?.estimate : nil
    var standardized: EffectFinding.StandardizedEffect?
    if let estimate {
      do throws(EffectSizeError) {
        standardized = try cells.hedgesG(
          withError(estimate), intraclassCorrelation: intraclassCorrelation, level: level)
      } catch {
        warnings.append(.notEstimable("Hedges g: \(error)"))
      }
    } else if !warnings.contains(where: { $0.code == .notEstimable }) {
      warnings.append(.notEstimable("the data do not determine the effect"))
    }
    return EffectFinding(
      address: "effect:\(outcome).\(wave).\(estimator.rawValue)", outcome: outcome, wave: wave,
      estimator: estimator.rawValue, isPrimary: estimator == panel.plan.effects.primary,
      control: Disclosable(cells.control.counts), experimental: Disclosable(cells.experimental.counts),
      estimate: Disclosable(estimate), standardized: Disclosable(standardized), adjustedPValue: .noData,
      draws: answer?.draws, warnings: warnings)
  }

  /// What the referee says, with the readings of the answer that it recommends.
  func verdict(
    _ answers: [Plan.Effects.Estimator: MethodAnswer], findings: [EffectFinding]
  ) -> VerdictFinding {
    let judged = cells.bothArmsObserved ? answers.mapValues(\.forReferee) : [:]
    let units = design ?? ClusterDesign(unobserved: panel.plan.assignment.unit.rawValue)
    let decision = Referee(
      estimators: panel.plan.effects.estimators, isRandomised: panel.plan.assignment.isRandomised, level: 1 - level
    ).decide(judged, design: units)
    let chosen = findings.first { $0.estimator == decision.recommended?.rawValue }
    let effect = chosen.flatMap { $0.estimate.value }
    let reading = EffectReadings(
      effect.map(withError), standardized: chosen?.standardized.value, level: level,
      smallestEffect: panel.plan.effects.smallestEffectOfInterest)
    return VerdictFinding(
      address: "verdict:\(outcome).\(wave)", outcome: outcome, wave: wave,
      control: Disclosable(cells.control.counts), experimental: Disclosable(cells.experimental.counts),
      design: design, judgements: decision.judgements, recommended: decision.recommended?.rawValue,
      reason: decision.reason, estimate: Disclosable(effect), standardized: chosen?.standardized ?? .noData,
      disagreement: Disclosable(decision.disagreement), interest: Disclosable(reading.interest),
      leniency: Disclosable(reading.leniency), robustness: Disclosable(reading.robustness),
      levelThree: Disclosable(levelThree), warnings: chosen?.warnings ?? cells.warnings(omitted: omitted))
  }

  /// The estimate with the standard error and degrees of freedom that its interval implies, for methods that state none.
  private func withError(_ estimate: EffectFinding.Estimate) -> EffectFinding.Estimate {
    guard estimate.degreesOfFreedom == nil, let interval = estimate.interval, let design, design.unitCount > 2 else {
      return estimate
    }
    var result = estimate
    let degrees = Double(design.unitCount - 2)
    let quantile = StudentT(degreesOfFreedom: degrees).quantile((1 + level) / 2)
    result.degreesOfFreedom = degrees
    result.standardError = (interval.upper - interval.lower) / (2 * quantile)
    return result
  }
}

extension ClusterDesign {
  /// The units of an effect of which an arm was not observed.
  fileprivate init(unobserved unit: String) {
    self.init(
      unit: unit, controlCount: 0, experimentalCount: 0, unitCount: 0, sizeVariation: 0, effectiveCount: nil,
      largestPartialLeverage: nil, stratumCount: 1, assignmentCount: nil)
  }
}
