public import Findings
import Foundation
import Probability

/// The Cox index: a log odds ratio on the scale of standardised mean differences.
///
/// For outcomes that are reached or not, such as level III. The index is ω·LOR / 1.65 with ω = 1 − 3/(4N − 9), and its
/// standard error that of the log odds ratio on the same scale; it can be read beside Hedges g.
///
/// **Source.** Cox (1970), Analysis of Binary Data; Sánchez-Meca, Marín-Martínez & Chacón-Moscoso (2003); What Works
/// Clearinghouse handbook 5.0, appendix E. Verified to 1e-10 relative.
public struct CoxIndex: Sendable, Codable, Equatable {
  /// Children of one arm, and those among them who reached the outcome.
  public struct Arm: Sendable, Codable, Equatable {
    public var reachedCount: Int
    public var observationCount: Int

    /// Creates an arm.
    public init(reachedCount: Int, observationCount: Int) {
      self.reachedCount = reachedCount
      self.observationCount = observationCount
    }
  }

  /// Level of the interval, in (0, 1).
  public var confidenceLevel: Double

  /// Creates a specification.
  public init(confidenceLevel: Double = 0.95) {
    precondition(confidenceLevel > 0 && confidenceLevel < 1, "confidence level \(confidenceLevel)")
    self.confidenceLevel = confidenceLevel
  }

  /// Rescales a log odds ratio that a model estimated, with the clusters in its standard error.
  ///
  /// - Parameters:
  ///   - logOddsRatio: Of the experimental arm against control, adjusted or not.
  ///   - observationCount: Children in both arms, at least 4.
  /// - Returns: The index with the degrees of freedom of the log odds ratio.
  /// - Throws: `EffectSizeError` when a number is not finite or children are fewer than four.
  public func fit(
    logOddsRatio: EstimatedEffect, observationCount: Int
  ) throws(EffectSizeError) -> CoxIndexFit {
    try logOddsRatio.check()
    guard observationCount >= 4 else { throw .tooFewObservations(control: observationCount, experimental: 0) }
    let scale = (1 - 3 / (4 * Double(observationCount) - 9)) / Self.logisticScale
    let index = EstimatedEffect(
      value: scale * logOddsRatio.value, standardError: scale * logOddsRatio.standardError,
      degreesOfFreedom: logOddsRatio.degreesOfFreedom)
    return CoxIndexFit(
      estimate: index.value, standardError: index.standardError, degreesOfFreedom: index.degreesOfFreedom,
      interval: index.interval(level: confidenceLevel), improvementIndex: Normal().cumulative(index.value) - 0.5,
      logOddsRatio: logOddsRatio.value)
  }

  /// Computes the index from counts, without covariates.
  ///
  /// The variance of the log odds ratio is the sum of the inverse counts times the design effect 1 + (n − 1)ρ.
  ///
  /// - Parameters:
  ///   - control: Children of the control arm.
  ///   - experimental: Children of the experimental arm.
  ///   - clustering: The clusters that were assigned; `nil` when children were assigned one by one.
  /// - Returns: The index; its degrees of freedom are clusters − 2, or children − 2 without clusters.
  /// - Throws: `EffectSizeError.shareAtBoundary` when all or none of an arm reached the outcome, where the odds ratio
  ///   is infinite; use a penalised logit there. Others for arms that are too small and clusters without a correction.
  public func fit(
    control: Arm, experimental: Arm, clustering: Clustering? = nil
  ) throws(EffectSizeError) -> CoxIndexFit {
    let observationCount = control.observationCount + experimental.observationCount
    guard min(control.observationCount, experimental.observationCount) >= 2 else {
      throw .tooFewObservations(control: control.observationCount, experimental: experimental.observationCount)
    }
    try clustering?.check(observationCount: observationCount)
    let clusterCount = clustering?.clusterCount ?? observationCount
    guard clusterCount > 2 else { throw .tooFewClusters(found: clusterCount, required: 3) }
    let (treated, untreated) = (try experimental.logOdds(), try control.logOdds())
    let designEffect = clustering?.designEffect(observationCount: observationCount) ?? 1
    return try fit(
      logOddsRatio: EstimatedEffect(
        value: treated.value - untreated.value,
        standardError: (designEffect * (treated.variance + untreated.variance)).squareRoot(),
        degreesOfFreedom: Double(clusterCount - 2)),
      observationCount: observationCount)
  }

  /// Divisor that puts log odds on the scale of standard deviations: about √3/π over the usual range of shares.
  private static let logisticScale = 1.65
}

extension CoxIndex.Arm {
  /// The log odds of reaching the outcome, and their variance.
  fileprivate func logOdds() throws(EffectSizeError) -> (value: Double, variance: Double) {
    guard reachedCount > 0, reachedCount < observationCount else {
      throw .shareAtBoundary(count: reachedCount, total: observationCount)
    }
    let (reached, missed) = (Double(reachedCount), Double(observationCount - reachedCount))
    return (log(reached / missed), 1 / reached + 1 / missed)
  }
}

/// A Cox index with its uncertainty.
public struct CoxIndexFit: Sendable, Codable, Equatable {
  /// The index, positive when more of the experimental arm reached the outcome.
  public let estimate: Double
  /// Standard error of the index.
  public let standardError: Double
  public let degreesOfFreedom: Double
  /// Interval of the index.
  public let interval: Interval
  /// Φ(index) − 0.5, in [−0.5, 0.5].
  public let improvementIndex: Double
  /// The log odds ratio that was rescaled.
  public let logOddsRatio: Double
}
