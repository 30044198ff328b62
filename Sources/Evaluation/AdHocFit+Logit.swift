internal import Design
internal import Moments
internal import Regression

extension AdHocFit {
  /// Covariance of logistic coefficients, by its name on the command line.
  public enum LogisticCovariance: String, Sendable, CaseIterable {
    case classical, cr0, cr1, cr1s, cr2, cr3
  }

  /// Logistic regression of a response of 0 and 1, or of text with two levels, the second of which is 1.
  ///
  /// - Parameters:
  ///   - covariance: `nil` means CR2 with a cluster column and classical without.
  ///   - cluster: Column that says which cluster a row belongs to.
  ///   - weights: Column of prior weights: a row of weight 2 counts as two.
  /// - Returns: Coefficients with errors and intervals, and the seconds of each step.
  /// - Throws: `AdHocFitError` when covariance and cluster do not go together, or the formula has random terms; errors of
  ///   the file, formula, design and estimation.
  public func logistic(covariance: LogisticCovariance?, cluster: String?, weights: String?) throws -> Answer {
    let covariance = covariance ?? (cluster == nil ? .classical : .cr2)
    let correction = ClusterRobustCovariance.Correction(rawValue: covariance.rawValue)
    try checkCluster(cluster, isUsed: correction != nil, covariance: covariance.rawValue)
    return try locatingErrors {
      let model = try Formula(formula)
      guard !model.hasRandomTerms else { throw AdHocFitError.randomTermsInLogistic }
      var clock = StepClock()
      let data = try readData(&clock)
      let coded = try data.frame.codingTextResponse(of: model)
      let frame = try ModelFrame.build(model, frame: coded.frame, clusters: cluster, weights: weights)
      let response = try ResponseCategories(frame, levels: coded.levels)
      let cells = ResponseCells.collect(frame, response: response, grouping: frame.clusters)
      clock.lap(\.collect)
      let specification = LogisticRegression(
        covariance: correction.map { .clusterRobust($0) } ?? .classical, confidenceLevel: confidenceLevel)
      let fit = try specification.fit(cells)
      clock.lap(\.estimate)
      return Answer(
        finding: fit.finding(
          formula: formula, droppedCount: frame.droppedRowCount, cluster: cluster, provenance: data.provenance),
        timings: clock.timings)
    }
  }

  /// Checks that a cluster column is given exactly when the covariance uses it.
  func checkCluster(_ cluster: String?, isUsed: Bool, covariance: String) throws(AdHocFitError) {
    if isUsed, cluster == nil { throw .clusterRequired(covariance: covariance) }
    if !isUsed, cluster != nil { throw .clusterUnused(covariance: covariance) }
  }
}
