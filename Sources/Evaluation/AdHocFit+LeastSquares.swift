internal import Design
internal import Findings
internal import Moments
internal import Regression
internal import Tabular

extension AdHocFit {
  /// Least squares.
  ///
  /// - Parameter request: Covariance, clusters, weights, absorbed factors and joint tests.
  /// - Returns: Coefficients with errors and intervals, joint tests, and the seconds of each step.
  /// - Throws: `AdHocFitError` when covariance and cluster do not go together or a test names no term; errors of the
  ///   file, formula, design and estimation.
  public func leastSquares(_ request: LeastSquaresRequest) throws -> Answer {
    let covariance = try request.resolvedCovariance()
    return try locatingErrors {
      let model = try Formula(formula)
      guard !model.hasRandomTerms else { throw AdHocFitError.randomTermsInLeastSquares }
      var clock = StepClock()
      let data = try readData(&clock)
      let frame = try ModelFrame.build(
        model, frame: data.frame, clusters: request.cluster, weights: request.weights, absorbing: request.absorbing)
      let hypotheses = try request.jointTests.map { try frame.fixed.columns(ofAll: $0) }
      let solved: (fit: LinearRegressionFit, tests: [WaldTest])
      if let heteroscedastic = HeteroscedasticityConsistentCovariance(rawValue: covariance.rawValue) {
        solved = try heteroscedastic.solved(frame, hypotheses, &clock)
      } else {
        solved = try LinearRegression(covariance: covariance.specification).solved(frame, hypotheses, &clock)
      }
      var finding = solved.fit.finding(
        formula: formula, droppedCount: frame.droppedRowCount, cluster: request.cluster, level: confidenceLevel,
        provenance: data.provenance)
      finding.waldTests = solved.tests
      finding.warnings += solved.tests.compactMap(\.warningOfNoNumbers)
      return Answer(finding: finding, timings: clock.timings)
    }
  }
}

extension LinearRegression {
  /// Sweeps, collects and estimates.
  fileprivate func solved(
    _ frame: ModelFrame, _ hypotheses: [[String]], _ clock: inout StepClock
  ) throws -> (LinearRegressionFit, [WaldTest]) {
    let (rows, absorption) = try frame.sweepingIfAbsorbed(keepingCrossed: covariance.needsLeverage)
    let moments = try ClusterMoments.collect(rows)
    clock.lap(\.collect)
    let fit = try fit(moments, absorption: absorption)
    let tests = hypotheses.isEmpty ? [] : try waldTests(of: hypotheses, moments, absorption: absorption)
    clock.lap(\.estimate)
    return (fit, tests)
  }
}

extension HeteroscedasticityConsistentCovariance {
  /// Sweeps and estimates from the rows.
  fileprivate func solved(
    _ frame: ModelFrame, _ hypotheses: [[String]], _ clock: inout StepClock
  ) throws -> (LinearRegressionFit, [WaldTest]) {
    let (rows, absorption) = try frame.sweepingIfAbsorbed(keepingCrossed: needsLeverage)
    clock.lap(\.collect)
    let fit = try fit(rows, absorption: absorption)
    clock.lap(\.estimate)
    return (fit, hypotheses.map { fit.waldTest(of: $0) })
  }
}

extension ModelFrame {
  fileprivate func sweepingIfAbsorbed(keepingCrossed: Bool) throws -> (ModelFrame, Absorption?) {
    guard !absorbed.isEmpty else { return (self, nil) }
    return try sweepingAbsorbed(keepingCrossed: keepingCrossed)
  }
}

extension DesignMatrix {
  /// The columns of several terms or coefficients.
  fileprivate func columns(ofAll names: [String]) throws -> [String] {
    try names.flatMap { name in
      let columns = columns(of: name)
      guard !columns.isEmpty else { throw AdHocFitError.unknownTestTerm(name: name, available: termLabels) }
      return columns
    }
  }
}

extension WaldTest {
  /// Why the test has no numbers, if it has none.
  fileprivate var warningOfNoNumbers: FindingWarning? {
    guard statistic == nil else { return nil }
    let names = terms.joined(separator: ", ")
    return FindingWarning(
      .notEstimable,
      terms.isEmpty
        ? "no joint test: none of its coefficients has an estimate"
        : "no joint test of \(names): their errors depend on each other, or the clusters are too few for so many terms",
      facts: ["terms": names])
  }
}

extension LeastSquaresRequest.Covariance {
  fileprivate var specification: LinearRegression.Covariance {
    ClusterRobustCovariance.Correction(rawValue: rawValue).map { .clusterRobust($0) } ?? .classical
  }
}
