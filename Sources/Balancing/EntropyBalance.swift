public import Findings
internal import LinearAlgebra

/// A sample with entropy-balancing weights.
public struct EntropyBalance: Sendable, Equatable {
  public let sample: ComparisonSample
  public let target: TargetPopulation
  /// Covariate means of the target population, which both arms now have.
  public let targetMean: [Double]
  let treated: BalancedArm
  let control: BalancedArm

  /// One weight per row of the sample; those of an arm sum to one.
  public var weights: [Double] {
    var weights = [Double](repeating: 0, count: sample.observationCount)
    for arm in [treated, control] {
      for (row, weight) in zip(arm.rows, arm.weights) { weights[row] = weight }
    }
    return weights
  }

  /// Newton iterations that the harder of the arms took.
  public var iterationCount: Int { max(treated.iterationCount, control.iterationCount) }

  /// Caveats of the weights.
  public var warnings: [FindingWarning] { WeightDiagnostics(weights: weights, sample: sample).warnings }

  /// The effect on an outcome.
  ///
  /// The influence function is that of the stacked estimating equations of target means, multipliers and weighted
  /// means: with the weighted regression *B* of the outcome on the covariates in an arm, a row of the arm adds
  /// *q (y − μ − Bᵀ(x − m))* and a row of the target population *Bᵀ(x − m) / n*.
  ///
  /// - Parameters:
  ///   - outcome: One value per row.
  ///   - uncertainty: Whether the error knows that the weights were estimated.
  ///   - correction: Small-sample factor of the variance.
  /// - Returns: The effect in units of the outcome, with its clustered standard error.
  /// - Throws: `BalancingError.lengthMismatch`, `.notFinite`, `.tooFewClusters`, `.singularSystem`.
  public func effect(
    on outcome: [Double], uncertainty: WeightUncertainty = .estimated, correction: InfluenceCorrection = .clusters
  ) throws(BalancingError) -> WeightedEffect {
    try checkOutcome(outcome, sample)
    var influence = [Double](repeating: 0, count: sample.observationCount)
    var means: [Double] = []
    for (arm, sign) in [(treated, 1.0), (control, -1.0)] {
      let mean = zip(arm.rows, arm.weights).reduce(0) { $0 + $1.1 * outcome[$1.0] }
      means.append(mean)
      let slopes = uncertainty == .estimated ? try slopes(arm, outcome, mean) : targetMean.map { _ in 0 }
      add(arm, outcome, mean, slopes: slopes, sign: sign, to: &influence)
    }
    let covariance = try InfluenceCovariance(influence: influence, sample: sample, correction: correction)
    return WeightedEffect(
      estimand: target.rawValue, method: "entropy_balancing", treatedMean: means[0], controlMean: means[1],
      standardError: covariance.variance.squareRoot(), degreesOfFreedom: covariance.degreesOfFreedom,
      observationCount: sample.observationCount, clusterCount: sample.clusterCount,
      warnings: warnings + uncertainty.warnings)
  }

  /// The weighted regression of the outcome on the covariates about the target means; 0 for columns left out.
  private func slopes(_ arm: BalancedArm, _ outcome: [Double], _ mean: Double) throws(BalancingError) -> [Double] {
    let covariates = sample.covariates(of: arm.rows).selectingColumns(arm.keptColumns)
    let centre = arm.keptColumns.map { targetMean[$0] }
    let gram = weightedGram(covariates, weights: arm.weights, about: centre)
    let residuals = zip(arm.rows, arm.weights).map { $1 * (outcome[$0] - mean) }
    let total = residuals.reduce(0, +)
    let moment = zip(covariates.transposeMultiplied(by: residuals), centre).map { $0 - $1 * total }
    guard let solution = scaledSolution(gram, moment) else {
      throw .singularSystem(step: "weighted regression of the outcome")
    }
    var slopes = [Double](repeating: 0, count: targetMean.count)
    for (column, value) in zip(arm.keptColumns, solution) { slopes[column] = value }
    return slopes
  }

  private func add(
    _ arm: BalancedArm, _ outcome: [Double], _ mean: Double, slopes: [Double], sign: Double,
    to influence: inout [Double]
  ) {
    let offset = zip(slopes, targetMean).reduce(0) { $0 + $1.0 * $1.1 }
    let explained = sample.covariates.multiplied(by: slopes).map { $0 - offset }
    for (row, weight) in zip(arm.rows, arm.weights) {
      influence[row] += sign * weight * (outcome[row] - mean - explained[row])
    }
    let targetRows = sample.isTreated.indices.filter { target.includes(isTreated: sample.isTreated[$0]) }
    for row in targetRows { influence[row] += sign * explained[row] / Double(targetRows.count) }
  }
}
