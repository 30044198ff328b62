public import Findings
public import Moments

/// The wild cluster bootstrap test of one coefficient of a linear model, and its interval by inversion.
///
/// Use it with few clusters or clusters of very unequal size, where tests from a *t* distribution reject too often. With
/// few *treated* clusters the versions with the null imposed reject too seldom and those without it too often.
///
/// The p-value is the share of draws whose absolute *t* statistic is at least the data's; a draw within 1e-9 (relative)
/// of it counts as equal. The share is taken over the draws alone: the data are not counted as one more draw.
///
/// **Source.** Cameron, Gelbach & Miller (2008), doi:10.1162/rest.90.3.414; Roodman, MacKinnon, Nielsen & Webb (2019),
/// doi:10.1177/1536867X19830877; MacKinnon, Nielsen & Webb (2023), doi:10.1002/jae.2969; Webb (2023),
/// doi:10.1111/caje.12661.
public struct WildClusterBootstrap: Sendable, Equatable {
  /// How the bootstrap's errors and its statistic are made, named as in the literature.
  ///
  /// WCR imposes the null hypothesis on the errors and WCU does not; the first digit is 1 for residuals as they are and 3
  /// for jackknife-transformed ones, the second is 1 for CR1 in the statistic and 3 for CR3.
  public enum Kind: String, Sendable, Codable, CaseIterable {
    case wcr11, wcr13, wcr31, wcr33, wcu11, wcu13, wcu31, wcu33

    var imposesNull: Bool { rawValue.hasPrefix("wcr") }
    var errorsAreJackknife: Bool { rawValue.dropFirst(3).hasPrefix("3") }
    var statisticIsJackknife: Bool { rawValue.hasSuffix("3") }
  }

  /// What the residuals of a cluster are multiplied by, in every draw.
  public enum Weights: String, Sendable, Codable, CaseIterable {
    /// −1 and 1 with equal probability.
    case rademacher
    /// ±√½, ±1, ±√1½ with equal probability: more different draws when there are few clusters.
    case webb

    var levels: [Double] {
      switch self {
      case .rademacher: [-1, 1]
      case .webb: [-1.5.squareRoot(), -1, -0.5.squareRoot(), 0.5.squareRoot(), 1, 1.5.squareRoot()]
      }
    }
  }

  public var kind: Kind
  /// `nil` means Rademacher, and Webb with eleven clusters or fewer.
  public var weights: Weights?
  /// Draws; all signs are enumerated instead when there are no more of them.
  public var replications: Int
  public var seed: UInt64
  /// In (0, 1).
  public var confidenceLevel: Double
  /// Threads that share the draws, `nil` for one per processor; the digits do not depend on it.
  public var threadCount: Int?

  /// Creates a specification.
  public init(
    kind: Kind = .wcr11, weights: Weights? = nil, replications: Int = 9999, seed: UInt64 = 1,
    confidenceLevel: Double = 0.95, threadCount: Int? = nil
  ) {
    precondition(replications >= 1, "\(replications) replications")
    precondition(confidenceLevel > 0 && confidenceLevel < 1, "confidence level \(confidenceLevel)")
    self.kind = kind
    self.weights = weights
    self.replications = replications
    self.seed = seed
    self.confidenceLevel = confidenceLevel
    self.threadCount = threadCount
  }

  /// Clusters up to which Webb's weights are the default.
  static let fewClusters = 11

  /// Tests that a coefficient is 0.
  ///
  /// - Parameters:
  ///   - moments: Cross-products per cluster.
  ///   - response: Position among `moments.columns.responses`.
  ///   - term: Name of the tested term.
  /// - Returns: The statistic with CR1 (kinds ending in 1) or CR3 errors, its p-value and the interval.
  /// - Throws: `EstimationError.termNotEstimated` when the term is not in the design or was dropped; `.tooFewClusters`
  ///   below two clusters; `.noErrorVariation` when nothing that the term's error is made of varies; what
  ///   `LinearRegression.fit` throws.
  /// - Complexity: O(*G p³ + B G p*) time for *B* replications, O(*B*) memory.
  public func fit(
    _ moments: ClusterMoments, response: Int = 0, term: String
  ) throws(EstimationError) -> WildClusterBootstrapFit {
    let test = try ClusterBootstrapTest(moments, response: response, term: term, kind: kind)
    let names = test.clusterNames
    let plan = plan(clusterCount: names.count)
    let draws = test.columns.draws(plan, clusters: Array(names.indices), threadCount: threadCount)
    return test.fit(self, plan: plan, draws: draws)
  }

  /// The absolute statistics of all draws under the hypothesis that the coefficient is 0, before CR1's factor.
  ///
  /// - Throws: What `fit` throws.
  package func absoluteStatistics(
    _ moments: ClusterMoments, response: Int = 0, term: String
  ) throws(EstimationError) -> [Double] {
    let test = try ClusterBootstrapTest(moments, response: response, term: term, kind: kind)
    let names = test.clusterNames
    return test.columns.draws(
      plan(clusterCount: names.count), clusters: Array(names.indices), threadCount: threadCount
    ).absoluteStatistics
  }

  /// The draws for so many clusters.
  func plan(clusterCount: Int) -> DrawPlan {
    DrawPlan(
      weights(clusterCount: clusterCount), clusterCount: clusterCount, replications: replications, seed: seed)
  }

  func weights(clusterCount: Int) -> Weights {
    weights ?? (clusterCount <= Self.fewClusters ? .webb : .rademacher)
  }
}
