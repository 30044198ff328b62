public import Findings
public import Moments

/// Romano and Wolf's step-down adjustment of several wild cluster bootstrap tests, from shared draws.
///
/// Use it for the primary effects of several outcomes, or several terms: it controls the chance of one false rejection
/// or more and, unlike Holm's rule, gains from the correlation of the outcomes. All tests use the same weights of the
/// same clusters, also where an outcome is not observed in every cluster.
///
/// An adjusted p-value is the share of draws in which the largest statistic among the hypotheses not yet taken is at
/// least that of the hypothesis, and no less than the adjusted p-values before it. The data count as one more draw,
/// *(1 + #) / (1 + draws)*, unless the draws are all signs.
///
/// **Source.** Romano & Wolf (2005), doi:10.1198/016214504000000539; Clarke, Romano & Wolf (2020),
/// doi:10.1177/1536867X20976314.
public struct RomanoWolf: Sendable, Equatable {
  /// A coefficient that is 0 under the hypothesis.
  public struct Hypothesis: Sendable, Codable, Equatable {
    /// Position among the moments' responses.
    public var response: Int
    public var term: String

    /// Creates a hypothesis.
    public init(response: Int, term: String) {
      self.response = response
      self.term = term
    }
  }

  /// One hypothesis with its own and its adjusted p-value.
  public struct Test: Sendable, Codable, Equatable {
    public var hypothesis: Hypothesis
    /// The test by itself.
    public var fit: WildClusterBootstrapFit
    public var adjustedPValue: Double
  }

  /// How the draws are made; its default weights go by the number of clusters of all hypotheses together.
  public var bootstrap: WildClusterBootstrap

  /// Creates a specification.
  public init(_ bootstrap: WildClusterBootstrap = WildClusterBootstrap()) { self.bootstrap = bootstrap }

  /// Tests several hypotheses at once.
  ///
  /// - Parameters:
  ///   - moments: Cross-products per cluster of all responses.
  ///   - hypotheses: Coefficients, each with its response.
  /// - Returns: One test per hypothesis, in the order given.
  /// - Throws: What `WildClusterBootstrap.fit` throws for any of them.
  /// - Complexity: As many bootstraps as hypotheses, and O(*B K*) memory for *K* of them.
  public func fit(_ moments: ClusterMoments, _ hypotheses: [Hypothesis]) throws(EstimationError) -> [Test] {
    var tests: [ClusterBootstrapTest] = []
    for hypothesis in hypotheses {
      tests.append(
        try ClusterBootstrapTest(
          moments, response: hypothesis.response, term: hypothesis.term, kind: bootstrap.kind))
    }
    let clusters = Set(tests.flatMap(\.clusterNames)).sorted()
    let positions = Dictionary(uniqueKeysWithValues: clusters.enumerated().map { ($1, $0) })
    let plan = bootstrap.plan(clusterCount: clusters.count)
    var fits: [WildClusterBootstrapFit] = []
    var statistics: [[Double]] = []
    for test in tests {
      let draws = test.columns.draws(
        plan, clusters: test.clusterNames.compactMap { positions[$0] }, threadCount: bootstrap.threadCount)
      fits.append(test.fit(bootstrap, plan: plan, draws: draws))
      statistics.append(draws.absoluteStatistics)
    }
    let adjusted = stepDownPValues(
      tests.map { abs($0.columns.estimate) / $0.columns.variance.squareRoot() }, draws: statistics,
      countsData: !plan.isEnumerated)
    return hypotheses.indices.map { Test(hypothesis: hypotheses[$0], fit: fits[$0], adjustedPValue: adjusted[$0]) }
  }
}

/// Step-down p-values of absolute statistics, from draws hypothesis by hypothesis.
///
/// - Parameters:
///   - statistics: One per hypothesis, not negative.
///   - draws: Hypotheses × draws, not negative.
///   - countsData: Whether the data are one more draw.
/// - Returns: One p-value per hypothesis.
func stepDownPValues(_ statistics: [Double], draws: [[Double]], countsData: Bool) -> [Double] {
  let ascending = statistics.indices.sorted { statistics[$0] < statistics[$1] }
  var largest = [Double](repeating: 0, count: draws.first?.count ?? 0)
  var shares = [Double](repeating: 0, count: statistics.count)
  let extra = countsData ? 1 : 0
  for hypothesis in ascending {
    let own = draws[hypothesis]
    for draw in largest.indices { largest[draw] = max(largest[draw], own[draw]) }
    let threshold = statistics[hypothesis] * (1 - RejectionCurve.tieShare)
    shares[hypothesis] =
      Double(extra + largest.count { $0 >= threshold }) / Double(extra + largest.count)
  }
  var floor = 0.0
  for hypothesis in ascending.reversed() {
    floor = max(floor, shares[hypothesis])
    shares[hypothesis] = floor
  }
  return shares
}
