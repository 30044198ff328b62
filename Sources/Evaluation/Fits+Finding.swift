internal import Design
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
      groups: clusterCounts(cluster),
      coefficients: coefficientTable(level: level), varianceComponents: [],
      fit: [
        .init("log_likelihood", logLikelihood), .init("r_squared", rSquared), .init("sigma", sigma),
        .init("df_residual", Double(observationCount - parameterCount)),
      ] + (absorption == nil ? [] : [.init("r_squared_within", rSquaredWithin)]), warnings: warnings,
      provenance: provenance)
  }
}

extension LinearRegressionFit {
  /// Clusters, then levels of each absorbed factor that is not the cluster.
  private func clusterCounts(_ cluster: String?) -> [ModelFinding.GroupCount] {
    let clusters = cluster.map { [ModelFinding.GroupCount(group: $0, count: clusterCount)] } ?? []
    let absorbed = absorption?.factors.filter { $0.name != cluster } ?? []
    return clusters + absorbed.map { ModelFinding.GroupCount(group: $0.name, count: $0.levelCount) }
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
