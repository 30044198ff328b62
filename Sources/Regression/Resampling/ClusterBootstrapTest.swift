internal import Findings
internal import Moments
internal import Probability

/// One hypothesis of a wild cluster bootstrap: the model, the term and its columns.
struct ClusterBootstrapTest {
  let regression: LinearRegressionFit
  let term: String
  let columns: BootstrapColumns
  /// Clusters in which the response is observed, in order of the columns.
  let clusterNames: [String]
  private let factor: Double

  init(
    _ moments: ClusterMoments, response: Int, term: String, kind: WildClusterBootstrap.Kind
  ) throws(EstimationError) {
    let equations = try NormalEquations(clusters: moments, response: response)
    let correction: ClusterRobustCovariance.Correction = kind.statisticIsJackknife ? .cr3 : .cr1
    regression = try LinearRegression(covariance: .clusterRobust(correction)).solve(equations)
    guard let position = equations.terms.firstIndex(of: term) else { throw .termNotEstimated(term: term) }
    guard !regression.termsWithoutError.contains(term) else { throw .noErrorVariation(term: term) }
    self.term = term
    columns = try BootstrapColumns(equations, term: position, type: kind)
    clusterNames = moments.clusterNames(response: response)
    factor = correction.factor(
      clusterCount: clusterNames.count, observationCount: equations.observationCount,
      termCount: equations.terms.count)
  }

  var standardError: Double { (factor * columns.variance).squareRoot() }

  var statistic: Double { columns.estimate / standardError }

  func fit(_ specification: WildClusterBootstrap, plan: DrawPlan, draws: ShiftedDraws) -> WildClusterBootstrapFit {
    let curve = RejectionCurve(
      draws: draws, estimate: columns.estimate, variance: columns.variance, countsData: false)
    let pValue = curve.pValue(at: 0)
    return WildClusterBootstrapFit(
      regression: regression, term: term, kind: specification.kind,
      weights: specification.weights(clusterCount: clusterNames.count), estimate: columns.estimate,
      standardError: standardError, pValue: pValue, replications: plan.drawCount, isEnumerated: plan.isEnumerated,
      interval: curve.interval(level: specification.confidenceLevel),
      confidenceLevel: specification.confidenceLevel)
  }
}
