public import Findings
internal import LinearAlgebra

/// A sample with weights from propensity scores.
public struct PropensityWeights: Sendable, Equatable {
  public let sample: ComparisonSample
  public let scores: PropensityScores
  public let specification: PropensityWeighting
  /// One per row, as the family defines them: *1/e*, *1 − e* …; not normalised.
  public let weights: [Double]

  init(sample: ComparisonSample, scores: PropensityScores, specification: PropensityWeighting) {
    self.sample = sample
    self.scores = scores
    self.specification = specification
    weights = zip(scores.values, sample.isTreated).map { specification.target.weight($0, isTreated: $1) }
  }

  /// Caveats of the weights and of the scores behind them.
  public var warnings: [FindingWarning] {
    let overlap = specification.target == .overlap ? [] : scores.warnings
    return overlap + WeightDiagnostics(weights: weights, sample: sample).warnings
  }

  /// The effect on an outcome.
  ///
  /// With estimated scores the influence function stacks the score equations of the logistic regression: a row adds
  /// *Gᵀ I⁻¹ x (a − e)*, where *G* is the derivative of the effect by the coefficients and *I* their information.
  ///
  /// - Parameters:
  ///   - outcome: One value per row.
  ///   - uncertainty: Whether the error knows that the scores were estimated; no difference when they are known.
  ///   - correction: Small-sample factor of the variance.
  /// - Returns: The effect in units of the outcome, with its clustered standard error.
  /// - Throws: `BalancingError.lengthMismatch`, `.notFinite`, `.tooFewClusters`, `.singularSystem`.
  public func effect(
    on outcome: [Double], uncertainty: WeightUncertainty = .estimated, correction: InfluenceCorrection = .clusters
  ) throws(BalancingError) -> WeightedEffect {
    try checkOutcome(outcome, sample)
    let isStacked = scores.isEstimated && uncertainty == .estimated
    var influence = [Double](repeating: 0, count: sample.observationCount)
    var gradient = influence
    var means: [Double] = []
    for isTreated in [true, false] {
      let arm = ArmMean(self, outcome, isTreated: isTreated)
      let sign = isTreated ? 1.0 : -1.0
      means.append(arm.mean)
      for row in influence.indices {
        influence[row] += sign * arm.influence(row)
        gradient[row] += sign * arm.slope(row)
      }
    }
    if isStacked {
      let corrections = try scoreCorrections(gradient)
      for row in influence.indices { influence[row] += corrections[row] }
    }
    let covariance = try InfluenceCovariance(influence: influence, sample: sample, correction: correction)
    return WeightedEffect(
      estimand: specification.target.name,
      method: specification.target == .overlap ? "overlap" : "inverse_probability", treatedMean: means[0],
      controlMean: means[1], standardError: covariance.variance.squareRoot(),
      degreesOfFreedom: covariance.degreesOfFreedom, observationCount: sample.observationCount,
      clusterCount: sample.clusterCount, warnings: warnings + (scores.isEstimated ? uncertainty.warnings : []))
  }

  /// *Gᵀ I⁻¹ x (a − e)* per row, from the derivative of the effect by each row's log odds.
  private func scoreCorrections(_ gradient: [Double]) throws(BalancingError) -> [Double] {
    let kept = CrossProductOfRows(sample.covariates).independentColumns
    let design = withIntercept(sample.covariates.selectingColumns(kept))
    let information = weightedGram(
      design, weights: scores.values.map { $0 * (1 - $0) }, about: [Double](repeating: 0, count: design.columnCount))
    guard let direction = scaledSolution(information, design.transposeMultiplied(by: gradient)) else {
      throw .singularSystem(step: "information of the propensity")
    }
    return zip(design.multiplied(by: direction), zip(sample.isTreated, scores.values)).map {
      $0 * (($1.0 ? 1 : 0) - $1.1)
    }
  }
}

/// A weighted mean of one arm with what each row adds to its error.
private struct ArmMean {
  let mean: Double
  private let weights: PropensityWeights
  private let outcome: [Double]
  private let isTreated: Bool
  private let divisor: Double

  init(_ weights: PropensityWeights, _ outcome: [Double], isTreated: Bool) {
    self.weights = weights
    self.outcome = outcome
    self.isTreated = isTreated
    var (sum, armWeight, size) = (0.0, 0.0, 0.0)
    for row in outcome.indices {
      size += weights.specification.target.size(weights.scores.values[row], isTreated: weights.sample.isTreated[row])
      guard weights.sample.isTreated[row] == isTreated else { continue }
      sum += weights.weights[row] * outcome[row]
      armWeight += weights.weights[row]
    }
    divisor = weights.specification.normalization == .hajek ? armWeight : size
    mean = sum / divisor
  }

  func influence(_ row: Int) -> Double {
    let isInArm = weights.sample.isTreated[row] == isTreated
    let weight = isInArm ? weights.weights[row] : 0
    if weights.specification.normalization == .hajek { return weight * (outcome[row] - mean) / divisor }
    let size = weights.specification.target.size(weights.scores.values[row], isTreated: weights.sample.isTreated[row])
    return (weight * outcome[row] - mean * size) / divisor
  }

  /// Derivative of the mean by the row's log odds.
  func slope(_ row: Int) -> Double {
    let isInArm = weights.sample.isTreated[row] == isTreated
    let e = weights.scores.values[row]
    let slope = isInArm ? weights.specification.target.weightSlope(e, isTreated: isTreated) : 0
    if weights.specification.normalization == .hajek { return slope * (outcome[row] - mean) / divisor }
    return (slope * outcome[row] - mean * weights.specification.target.sizeSlope(e)) / divisor
  }
}

/// The matrix with a column of ones before its own.
func withIntercept(_ matrix: Matrix) -> Matrix {
  Matrix(
    rowCount: matrix.rowCount, columnCount: matrix.columnCount + 1,
    elements: [Double](repeating: 1, count: matrix.rowCount) + matrix.elements)
}
