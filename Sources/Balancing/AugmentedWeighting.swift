internal import LinearAlgebra

/// Inverse probability weighting of the residuals of an outcome model: consistent when either model is right.
///
/// The outcome is a linear regression on the covariates in each arm, the propensity a logistic regression or known. The
/// standard error sums the efficient influence function over clusters; when both models are right the estimation of
/// their coefficients does not enter it to first order. When only one is right the error is approximate.
///
/// **Source.** Robins, Rotnitzky & Zhao (1994), doi:10.1080/01621459.1994.10476818; for the treated: Moodie, Saarela &
/// Stephens (2018), doi:10.1002/sim.7562, sec. 2.
public struct AugmentedWeighting: Sendable, Equatable {
  public var target: TargetPopulation
  /// `nil` fits the outcome models on all rows.
  public var crossFitting: CrossFitting?

  /// Creates a specification.
  public init(target: TargetPopulation, crossFitting: CrossFitting? = nil) {
    self.target = target
    self.crossFitting = crossFitting
  }

  /// Estimates the effect on an outcome.
  ///
  /// - Parameters:
  ///   - sample: Arms, covariates and clusters.
  ///   - outcome: One value per row.
  ///   - scores: One propensity per row; with cross-fitting, estimated on the same folds or known.
  ///   - correction: Small-sample factor of the variance.
  /// - Returns: The effect in units of the outcome, with its clustered standard error.
  /// - Throws: `BalancingError.lengthMismatch`, `.notFinite`, `.tooFewClusters`, `.tooFewInArm` when the folds leave an
  ///   arm without two rows.
  /// - Complexity: O(*n p²*) time.
  public func effect(
    _ sample: ComparisonSample, outcome: [Double], scores: PropensityScores,
    correction: InfluenceCorrection = .clusters
  ) throws(BalancingError) -> WeightedEffect {
    try checkOutcome(outcome, sample)
    try checkLength(scores.values.count, of: "propensity scores", sample.observationCount)
    let folds = crossFitting?.folds(clusterCount: sample.clusterCount)
    let models = try OutcomeModels(
      sample, outcome: outcome, folds: folds.map { all in sample.clusters.map { all[$0] } })
    let terms = AugmentedTerms(target: target, sample, outcome, scores.values, models)
    let covariance = try InfluenceCovariance(influence: terms.influence, sample: sample, correction: correction)
    let weighting = PropensityWeighting(target: PropensityWeighting.Target(target))
    return WeightedEffect(
      estimand: target.rawValue, method: "augmented", treatedMean: terms.treatedMean, controlMean: terms.controlMean,
      standardError: covariance.variance.squareRoot(), degreesOfFreedom: covariance.degreesOfFreedom,
      observationCount: sample.observationCount, clusterCount: sample.clusterCount,
      warnings: try weighting.fit(sample, scores: scores).warnings)
  }
}

extension PropensityWeighting.Target {
  init(_ population: TargetPopulation) {
    self =
      switch population {
      case .all: .all
      case .treated: .treated
      case .control: .control
      }
  }
}

/// Means of the target population under both treatments, and the influence function of their difference.
///
/// An arm's mean is that of *t m + a w (y − m)* over the size of the target population, where *t* is 1 for its rows, *a*
/// for those of the arm and *w* weighs the arm like the population.
private struct AugmentedTerms {
  let treatedMean: Double
  let controlMean: Double
  let influence: [Double]

  init(
    target: TargetPopulation, _ sample: ComparisonSample, _ outcome: [Double], _ scores: [Double],
    _ models: OutcomeModels
  ) {
    let family = PropensityWeighting.Target(target)
    let size = Double(sample.isTreated.count { target.includes(isTreated: $0) })
    func terms(_ isTreated: Bool, _ model: [Double]) -> [Double] {
      outcome.indices.map { row in
        let arm = sample.isTreated[row]
        let predicted = target.includes(isTreated: arm) ? model[row] : 0
        guard arm == isTreated else { return predicted }
        return predicted + family.weight(scores[row], isTreated: arm) * (outcome[row] - model[row])
      }
    }
    let (treated, control) = (terms(true, models.treated), terms(false, models.control))
    let means = (treated: treated.reduce(0, +) / size, control: control.reduce(0, +) / size)
    influence = outcome.indices.map { row in
      let counted = target.includes(isTreated: sample.isTreated[row]) ? means.treated - means.control : 0
      return (treated[row] - control[row] - counted) / size
    }
    treatedMean = means.treated
    controlMean = means.control
  }
}
