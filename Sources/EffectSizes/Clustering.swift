/// How children are nested in the clusters that were assigned to arms, or that are analysed as independent.
///
/// Unequal clusters enter by their average size, the approximation of Hedges (2007, p. 351).
public struct Clustering: Sendable, Codable, Equatable {
  /// Number of clusters over both arms.
  public var clusterCount: Int
  /// Share of the total variance within arms that lies between clusters, in [0, 1].
  public var intraclassCorrelation: Double

  /// Creates a clustering.
  public init(clusterCount: Int, intraclassCorrelation: Double) {
    self.clusterCount = clusterCount
    self.intraclassCorrelation = intraclassCorrelation
  }

  /// Checks that a correction for this clustering can be given.
  package func check(observationCount: Int) throws(EffectSizeError) {
    guard clusterCount >= 2 else { throw .tooFewClusters(found: clusterCount, required: 2) }
    guard (0...1).contains(intraclassCorrelation) else { throw .correlationOutOfRange(intraclassCorrelation) }
    guard varianceBias(observationCount: observationCount) > 0,
      degreesOfFreedom(observationCount: observationCount) > 1
    else {
      throw .noDegreesOfFreedom(clusterCount: clusterCount, intraclassCorrelation: intraclassCorrelation)
    }
  }
}

// Notation: What Works Clearinghouse, Procedures and Standards Handbook 5.0, appendix E, after Hedges (2007),
// doi:10.3102/1076998606298043. N children in M clusters of average size n = N/M, intraclass correlation ρ.
extension Clustering {
  /// γ = 1 − 2(n − 1)ρ / (N − 2): the pooled variance's expectation over the total variance.
  package func varianceBias(observationCount: Int) -> Double {
    let (N, n, rho) = letters(observationCount)
    return 1 - 2 * (n - 1) * rho / (N - 2)
  }

  /// Degrees of freedom *h* of the pooled variance, equation E.21 of the handbook; *N* − 2 when ρ = 0.
  package func degreesOfFreedom(observationCount: Int) -> Double {
    let (N, n, rho) = letters(observationCount)
    let root = (N - 2) - 2 * (n - 1) * rho
    let spread =
      (N - 2) * (1 - rho) * (1 - rho) + n * (N - 2 * n) * rho * rho + 2 * (N - 2 * n) * rho * (1 - rho)
    return root * root / spread
  }

  /// 1 + (n − 1)ρ: the variance of a mean over that of as many unclustered children.
  package func designEffect(observationCount: Int) -> Double {
    let (_, n, rho) = letters(observationCount)
    return 1 + (n - 1) * rho
  }

  private func letters(_ observationCount: Int) -> (N: Double, n: Double, rho: Double) {
    let N = Double(observationCount)
    return (N, N / Double(clusterCount), intraclassCorrelation)
  }
}
