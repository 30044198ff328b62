internal import Design
internal import Findings
internal import Moments
internal import Regression
internal import Tabular

extension AdHocFit {
  /// Errors and statistic of a wild cluster bootstrap, by their name on the command line.
  public enum WildBootstrapType: String, Sendable, CaseIterable {
    case wcr11, wcr13, wcr31, wcr33, wcu11, wcu13, wcu31, wcu33
  }

  /// Weights of a wild cluster bootstrap, by their name on the command line.
  public enum WeightsDistribution: String, Sendable, CaseIterable {
    case rademacher, webb
  }

  /// How often to draw, and from which seed.
  public struct Draws: Sendable {
    public var replications: Int
    public var seed: UInt64

    /// Creates a request; all signs or assignments are tried when there are no more of them than replications.
    public init(replications: Int, seed: UInt64) {
      self.replications = replications
      self.seed = seed
    }
  }

  /// The wild cluster bootstrap test of one coefficient.
  ///
  /// - Parameters:
  ///   - cluster: Column that says which cluster a row belongs to.
  ///   - term: The tested term, named as R's `model.matrix` names it.
  ///   - type: How errors and statistic are made.
  ///   - weights: `nil` means Rademacher, and Webb with eleven clusters or fewer.
  ///   - draws: Replications and seed.
  /// - Returns: The term's row with the bootstrap's p-value and interval, and the seconds of each step.
  /// - Throws: `AdHocFitError.randomTermsInResampling`; errors of the file, formula, design and estimation.
  public func wildBootstrap(
    cluster: String, term: String, type: WildBootstrapType, weights: WeightsDistribution?, draws: Draws
  ) throws -> Answer {
    try resampled(cluster: cluster, strata: nil, seed: draws.seed) { moments, _ in
      let bootstrap = WildClusterBootstrap(
        kind: WildClusterBootstrap.Kind(rawValue: type.rawValue) ?? .wcr11,
        weights: weights.flatMap { WildClusterBootstrap.Weights(rawValue: $0.rawValue) },
        replications: draws.replications, seed: draws.seed, confidenceLevel: confidenceLevel)
      return try bootstrap.fit(moments, term: term)
    }
  }

  /// The randomization test of a term that is constant in every cluster.
  ///
  /// - Parameters:
  ///   - cluster: Column that says which cluster a row belongs to.
  ///   - term: The tested term, named as R's `model.matrix` names it.
  ///   - strata: Column that says within which clusters the arms were dealt.
  ///   - draws: Replications and seed.
  /// - Returns: The term's row with the test's p-value and interval, and the seconds of each step.
  /// - Throws: `AdHocFitError` when strata and clusters do not go together; as `wildBootstrap`.
  public func permutation(cluster: String, term: String, strata: String?, draws: Draws) throws -> Answer {
    try resampled(cluster: cluster, strata: strata, seed: draws.seed) { moments, strata in
      let test = RandomizationTest(
        replications: draws.replications, seed: draws.seed, confidenceLevel: confidenceLevel)
      return try test.fit(moments, term: term, strata: strata)
    }
  }

  private func resampled(
    cluster: String, strata: String?, seed: UInt64,
    _ test: (ClusterMoments, _ strata: [String: String]) throws -> any ResampledFit
  ) throws -> Answer {
    try locatingErrors {
      let model = try Formula(formula)
      guard !model.hasRandomTerms else { throw AdHocFitError.randomTermsInResampling }
      var clock = StepClock()
      let data = try readData(&clock)
      let frame = try ModelFrame.build(model, frame: data.frame, clusters: cluster)
      let strata = try strata.map { try clusterStrata($0, model, data.frame, clusters: frame) } ?? [:]
      let moments = try ClusterMoments.collect(frame)
      clock.lap(\.collect)
      let fit = try test(moments, strata)
      clock.lap(\.estimate)
      var provenance = data.provenance
      provenance.seed = seed
      return Answer(
        finding: fit.finding(
          formula: formula, droppedCount: frame.droppedRowCount, cluster: cluster, provenance: provenance),
        timings: clock.timings)
    }
  }

  /// The stratum of every cluster by name.
  private func clusterStrata(
    _ column: String, _ model: Formula, _ frame: Frame, clusters: ModelFrame
  ) throws -> [String: String] {
    let layout = try ModelFrame.build(model, frame: frame, clusters: column)
    guard let strata = layout.clusters, let factor = clusters.clusters else { return [:] }
    let stratumOfRow = Dictionary(
      uniqueKeysWithValues: zip(layout.keptRows, strata.codes.map { strata.levels[Int($0)] }))
    var result: [String: String] = [:]
    for (row, code) in zip(clusters.keptRows, factor.codes) {
      guard let stratum = stratumOfRow[row] else { continue }
      let name = factor.levels[Int(code)]
      if let other = result[name], other != stratum {
        throw AdHocFitError.strataVaryWithinCluster(strata: column, cluster: name)
      }
      result[name] = stratum
    }
    if let missing = factor.levels.first(where: { result[$0] == nil }) {
      throw AdHocFitError.stratumMissing(strata: column, cluster: missing)
    }
    return result
  }
}
