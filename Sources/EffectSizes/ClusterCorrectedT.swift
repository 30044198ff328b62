import Probability

/// A t statistic that ignored clusters, corrected for them after the fact.
///
/// For reading published results whose analysis took children as independent. When the data are at hand, fit a model
/// that knows the clusters instead.
///
/// **Source.** Hedges (2007), doi:10.3102/1076998606298040; What Works Clearinghouse handbook 5.0, appendix E.
public struct ClusterCorrectedT: Sendable, Codable, Equatable {
  /// The corrected statistic: t · √{[(N − 2) − 2(n − 1)ρ] / [(N − 2)(1 + (n − 1)ρ)]}.
  public let statistic: Double
  /// Degrees of freedom *h*, equation E.21 of the handbook.
  public let degreesOfFreedom: Double
  /// Two-sided p-value of the statistic at these degrees of freedom.
  public let pValue: Double

  /// Corrects a statistic.
  ///
  /// - Parameters:
  ///   - statistic: t of a comparison of two arms that took children as independent.
  ///   - observationCount: Children in both arms, at least 4.
  ///   - clustering: The clusters that were assigned to arms.
  /// - Throws: `EffectSizeError` when the statistic is not finite or the clusters leave no degrees of freedom.
  public init(
    correcting statistic: Double, observationCount: Int, clustering: Clustering
  ) throws(EffectSizeError) {
    guard statistic.isFinite else { throw .notANumber(quantity: "statistic", value: statistic) }
    guard observationCount >= 4 else { throw .tooFewObservations(control: observationCount, experimental: 0) }
    try clustering.check(observationCount: observationCount)
    let gamma = clustering.varianceBias(observationCount: observationCount)
    self.statistic = statistic * (gamma / clustering.designEffect(observationCount: observationCount)).squareRoot()
    degreesOfFreedom = clustering.degreesOfFreedom(observationCount: observationCount)
    pValue = StudentT(degreesOfFreedom: degreesOfFreedom).twoSidedPValue(self.statistic)
  }
}
