internal import LinearAlgebra

/// Weights under which an arm has exactly the covariate means of a target population.
///
/// Among all such weights they are the nearest to equal ones in Kullback–Leibler distance. No propensity model is
/// needed, and balance is not hoped for but exact. The effect is consistent when either the outcome is linear in the
/// covariates or the log odds of taking part are.
///
/// **Source.** Hainmueller (2012), doi:10.1093/pan/mpr025; double robustness: Zhao & Percival (2017),
/// doi:10.1515/jci-2016-0010.
public struct EntropyBalancing: Sendable, Equatable {
  public var target: TargetPopulation

  /// Creates a specification.
  public init(target: TargetPopulation) { self.target = target }

  /// Largest weighted mean deviation from the target, in standard deviations, that counts as balanced.
  static let balanceTolerance = 1e-8

  /// Finds the weights.
  ///
  /// - Throws: `BalancingError.targetOutOfReach` with the covariate whose target mean no weighting of the arm reaches.
  /// - Complexity: O(*n p²*) per iteration, about ten iterations.
  public func fit(_ sample: ComparisonSample) throws(BalancingError) -> EntropyBalance {
    let targetRows = sample.isTreated.indices.filter { target.includes(isTreated: sample.isTreated[$0]) }
    let targetMean = columnMeans(sample.covariates(of: targetRows))
    var arms: [BalancedArm] = []
    for isTreated in [true, false] {
      let rows = sample.rows(isTreated: isTreated)
      arms.append(try BalancedArm(rows: rows, sample: sample, targetMean: targetMean, isTarget: rows == targetRows))
    }
    return EntropyBalance(sample: sample, target: target, targetMean: targetMean, treated: arms[0], control: arms[1])
  }
}

/// One arm with its weights.
struct BalancedArm: Sendable, Equatable {
  let rows: [Int]
  /// One per row of the arm, summing to one.
  let weights: [Double]
  /// Covariates that are no combination of others in this arm.
  let keptColumns: [Int]
  let iterationCount: Int

  init(rows: [Int], sample: ComparisonSample, targetMean: [Double], isTarget: Bool) throws(BalancingError) {
    self.rows = rows
    let covariates = sample.covariates(of: rows)
    let moments = CrossProductOfRows(covariates)
    keptColumns = moments.independentColumns
    guard !isTarget else {
      weights = [Double](repeating: 1 / Double(rows.count), count: rows.count)
      iterationCount = 0
      return
    }
    let spread = moments.standardDeviations
    var deviations = covariates.selectingColumns(keptColumns)
    for (position, column) in keptColumns.enumerated() {
      for row in rows.indices {
        deviations[row, position] = (deviations[row, position] - targetMean[column]) / spread[column]
      }
    }
    let solution = EntropyDual(deviations: deviations).solution()
    weights = solution.weights
    iterationCount = solution.iterationCount
    if solution.imbalance > EntropyBalancing.balanceTolerance, let worst = solution.worstColumn {
      throw .targetOutOfReach(covariate: sample.covariateNames[keptColumns[worst]])
    }
    try checkDependent(covariates, targetMean, spread, sample.covariateNames)
  }

  /// Columns left out as combinations of others must have reached the target as well.
  private func checkDependent(
    _ covariates: Matrix, _ targetMean: [Double], _ spread: [Double], _ names: [String]
  ) throws(BalancingError) {
    let means = covariates.transposeMultiplied(by: weights)
    for column in means.indices where !keptColumns.contains(column) {
      let scale = spread[column] > 0 ? spread[column] : max(1, abs(targetMean[column]))
      guard abs(means[column] - targetMean[column]) <= EntropyBalancing.balanceTolerance * scale else {
        throw .targetOutOfReach(covariate: names[column])
      }
    }
  }
}
