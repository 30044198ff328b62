internal import Findings
internal import Foundation
internal import LinearAlgebra
internal import Moments
internal import Regression

extension PropensityScores {
  /// Probabilities from a logistic regression of the arm on the covariates.
  ///
  /// - Parameters:
  ///   - sample: Arms, covariates and clusters.
  ///   - crossFitting: Predicts each fold of clusters from the others; `nil` uses all rows for all.
  /// - Returns: One estimated probability per row.
  /// - Throws: `BalancingError.propensityNotEstimable` with the reason, also when the covariates separate the arms;
  ///   `.tooFewInArm` when the other folds lack an arm; `.propensityOutOfRange`.
  /// - Complexity: O(*n p²*) per iteration and fold.
  public static func logistic(
    _ sample: ComparisonSample, crossFitting: CrossFitting? = nil
  ) throws(BalancingError) -> PropensityScores {
    let all = Array(sample.isTreated.indices)
    guard let crossFitting else {
      return try PropensityScores(values: predictions(sample, training: all, for: all), isEstimated: true)
    }
    let folds = crossFitting.folds(clusterCount: sample.clusterCount)
    var values = [Double](repeating: 0, count: all.count)
    for fold in 0..<crossFitting.foldCount {
      let heldOut = all.filter { folds[sample.clusters[$0]] == fold }
      guard !heldOut.isEmpty else { continue }
      let training = all.filter { folds[sample.clusters[$0]] != fold }
      for (row, value) in zip(heldOut, try predictions(sample, training: training, for: heldOut)) {
        values[row] = value
      }
    }
    return try PropensityScores(values: values, isEstimated: true)
  }

  private static func predictions(
    _ sample: ComparisonSample, training: [Int], for rows: [Int]
  ) throws(BalancingError) -> [Double] {
    let isTreated = training.map { sample.isTreated[$0] }
    for arm in [true, false] where !isTreated.contains(arm) {
      throw .tooFewInArm(isTreated: arm, found: 0, required: 1)
    }
    let names = ["(Intercept)"] + sample.covariateNames.indices.map { "x\($0)" }
    let cells = ResponseCells(
      design: withIntercept(sample.covariates(of: training)),
      terms: names.map { MomentColumns.Term(name: $0, isIndicator: false) }, response: "treated", isOne: isTreated)
    let fit: LogisticRegressionFit
    do { fit = try LogisticRegression().fit(cells) } catch { throw .propensityNotEstimable(error) }
    guard fit.separatingTerms.isEmpty else {
      let separating = zip(names.dropFirst(), sample.covariateNames).filter { fit.separatingTerms.contains($0.0) }
      throw .propensityNotEstimable(.separated(terms: separating.map(\.1)))
    }
    let kept = zip(fit.terms, fit.coefficients).compactMap { term, value in
      names.firstIndex(of: term).map { (column: $0, value: value) }
    }
    let design = withIntercept(sample.covariates(of: rows)).selectingColumns(kept.map(\.column))
    return design.multiplied(by: kept.map(\.value)).map { 1 / (1 + exp(-$0)) }
  }
}
