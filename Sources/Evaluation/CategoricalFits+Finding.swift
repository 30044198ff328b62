internal import Findings
internal import Regression

extension LogisticRegressionFit {
  /// The fit as every surface shows it.
  func finding(formula: String, droppedCount: Int, cluster: String?, provenance: Provenance) -> ModelFinding {
    ModelFinding(
      model: "logistic_regression", method: method, formula: formula, observationCount: observationCount,
      droppedCount: droppedCount,
      groups: cluster.map { [ModelFinding.GroupCount(group: $0, count: clusterCount)] } ?? [],
      coefficients: coefficientTable, varianceComponents: [],
      fit: [
        .init("log_likelihood", logLikelihood), .init("deviance", deviance), .init("aic", aic), .init("bic", bic),
      ], warnings: warnings, provenance: provenance)
  }
}

extension CumulativeLogitFit {
  /// The fit as every surface shows it.
  func finding(formula: String, droppedCount: Int, cluster: String?, provenance: Provenance) -> ModelFinding {
    let group = cluster ?? randomIntercept?.group
    return ModelFinding(
      model: "cumulative_logit", method: randomIntercept == nil ? method : "ml", formula: formula,
      observationCount: observationCount, droppedCount: droppedCount,
      groups: group.map { [ModelFinding.GroupCount(group: $0, count: clusterCount)] } ?? [],
      coefficients: coefficientTable,
      varianceComponents: randomIntercept.map {
        [VarianceComponent(group: $0.group, term: "(Intercept)", value: $0.variance)]
      } ?? [],
      fit: [
        .init("log_likelihood", logLikelihood), .init("deviance", deviance), .init("aic", aic), .init("bic", bic),
      ], waldTests: proportionalOddsTests, warnings: warnings, provenance: provenance)
  }
}
