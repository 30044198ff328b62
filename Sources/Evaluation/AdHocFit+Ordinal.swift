internal import Design
internal import Moments
internal import Regression

extension AdHocFit {
  /// Covariance of ordinal coefficients, by its name on the command line.
  public enum OrdinalCovariance: String, Sendable, CaseIterable {
    case classical, cr0, cr1, cr1s
  }

  /// Proportional odds regression of whole numbers, or of text in sorted order.
  ///
  /// - Parameters:
  ///   - covariance: `nil` means CR1 with a cluster column and classical without.
  ///   - cluster: Column that says which cluster a row belongs to; not with a random intercept.
  ///   - weights: Column of prior weights: a row of weight 2 counts as two.
  /// - Returns: Thresholds and coefficients with errors and intervals, tests of proportional odds, and the seconds of
  ///   each step.
  /// - Throws: `AdHocFitError` when covariance, cluster and random intercept do not go together; errors of the file,
  ///   formula, design and estimation.
  public func ordinal(covariance: OrdinalCovariance?, cluster: String?, weights: String?) throws -> Answer {
    let name = (covariance ?? (cluster == nil ? .classical : .cr1)).rawValue
    guard let covariance = CumulativeLogit.Covariance(rawValue: name) else {
      preconditionFailure("every name of the command line is one of the estimator's")
    }
    try checkCluster(cluster, isUsed: covariance != .classical, covariance: name)
    return try locatingErrors {
      let model = try Formula(formula)
      guard !model.hasRandomTerms || cluster == nil else { throw AdHocFitError.clusterWithRandomTerms }
      var clock = StepClock()
      let data = try readData(&clock)
      let coded = try data.frame.codingTextResponse(of: model)
      let frame = try ModelFrame.build(model, frame: coded.frame, clusters: cluster, weights: weights)
      clock.lap(\.collect)
      let fit = try CumulativeLogit(covariance: covariance, confidenceLevel: confidenceLevel)
        .fit(frame, levels: coded.levels)
      clock.lap(\.estimate)
      return Answer(
        finding: fit.finding(
          formula: formula, droppedCount: frame.droppedRowCount, cluster: cluster, provenance: data.provenance),
        timings: clock.timings)
    }
  }
}
