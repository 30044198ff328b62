internal import Findings
internal import Probability
internal import Records

/// The smallest effects that a pilot finds with a stated power, from the precision that it reached.
///
/// With standard error *s* and *ν* degrees of freedom of the primary estimate it is *(t₁₋α⸝₂ + t₁₋β) s*, quantiles of t
/// with *ν* degrees of freedom: what the pilot could have seen, not whether it saw it.
///
/// **Source.** Bloom (1995), Evaluation Review 19:547, doi:10.1177/0193841X9501900504.
package struct DetectableEffects {
  /// Chance of finding an effect of the stated size.
  package static let power = 0.8

  let panel: Panel

  /// One finding per primary effect; no data where the primary estimator states no standard error.
  func findings(_ effects: [EffectFinding]) -> [DetectableEffectFinding] {
    effects.filter(\.isPrimary).map { effect in
      let points = effect.estimate.value.flatMap(points)
      let deviation = effect.standardized.value?.standardDeviation
      return DetectableEffectFinding(
        address: "detectable:\(effect.outcome).\(effect.wave)", outcome: effect.outcome, wave: effect.wave,
        power: Self.power, deviations: Disclosable(points.flatMap { points in deviation.map { points / $0 } }),
        points: Disclosable(points))
    }
  }

  private func points(_ estimate: EffectFinding.Estimate) -> Double? {
    guard let error = estimate.standardError, let degreesOfFreedom = estimate.degreesOfFreedom else { return nil }
    return error * Self.multiple(degreesOfFreedom: degreesOfFreedom, confidence: panel.plan.effects.confidenceLevel)
  }

  /// How many standard errors an effect must be to be found with `power` at a confidence level.
  package static func multiple(degreesOfFreedom: Double, confidence: Double) -> Double {
    let distribution = StudentT(degreesOfFreedom: degreesOfFreedom)
    return distribution.quantile((1 + confidence) / 2) + distribution.quantile(power)
  }
}
