internal import Findings
internal import MixedModels
internal import Regression

extension LinearRegressionFit {
  /// The fit as every surface shows it.
  func finding(
    formula: String, droppedCount: Int, cluster: String?, level: Double, provenance: Provenance
  ) -> ModelFinding {
    ModelFinding(
      model: "ordinary_least_squares", method: method, formula: formula, observationCount: observationCount,
      droppedCount: droppedCount,
      groups: cluster.map { [ModelFinding.GroupCount(group: $0, count: clusterCount)] } ?? [],
      coefficients: coefficientTable(level: level), varianceComponents: [],
      fit: [
        .init("log_likelihood", logLikelihood), .init("r_squared", rSquared), .init("sigma", sigma),
        .init("df_residual", Double(observationCount - terms.count)),
      ], warnings: warnings, provenance: provenance)
  }
}

extension LinearMixedModelFit {
  /// The fit as every surface shows it.
  func finding(formula: String, droppedCount: Int, level: Double, provenance: Provenance) -> ModelFinding {
    ModelFinding(
      model: "linear_mixed_model", method: criterion.rawValue, formula: formula, observationCount: observationCount,
      droppedCount: droppedCount, groups: groups, coefficients: coefficientTable(level: level),
      varianceComponents: varianceComponents,
      fit: [
        .init("log_likelihood", logLikelihood), .init("deviance", deviance),
        .init("reml_criterion", restrictedDeviance),
        .init("aic", aic), .init("bic", bic), .init("sigma", sigma),
      ], warnings: warnings, provenance: provenance)
  }
}
