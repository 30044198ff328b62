public import Findings
import Probability

/// Growth percentiles of a group of children, on the scale 0 … 100.
public struct GrowthPercentilesFit: Sendable, Codable, Equatable {
  /// 50 when the children grow as the reference children do.
  public let mean: Double
  public let median: Double
  /// Of the mean; `nil` with fewer than two clusters of children or of reference children, or where nothing varies.
  public let standardError: Double?
  /// Clusters of both less 2.
  public let degreesOfFreedom: Double?
  /// Interval of the mean, inside 0 … 100; `nil` without a standard error.
  public let interval: Interval?
  /// Children with a percentile.
  public let observationCount: Int
  /// Clusters they are in.
  public let clusterCount: Int
  /// Children who have none, because their comparison has too few reference children.
  public let unplacedCount: Int
  /// Children among `observationCount` who were compared with other first scores too.
  public let pooledCount: Int
  /// Reference children of the comparisons that have enough.
  public let referenceCount: Int
  /// Mean percentile of the reference children by the same rule; exactly 50 where no first score is pooled.
  public let referenceMean: Double
  /// The minimum that was asked for.
  public let minimumReferenceCount: Int
  public let warnings: [FindingWarning]

  init(_ placement: GrowthPlacement, unplacedCount: Int, specification: GrowthPercentiles) {
    let variance = placement.variance
    // Rounding leaves about 1e-16 of what is exactly 0 where every cluster agrees.
    let error = variance.map { $0.value > 1e-24 ? $0.value.squareRoot() : 0 } ?? 0
    let wald = variance.flatMap { variance in
      WaldInference(
        estimate: placement.mean, standardError: error, degreesOfFreedom: Double(variance.degreesOfFreedom),
        level: specification.confidenceLevel)
    }
    mean = 100 * placement.mean
    median = 100 * placement.median
    standardError = wald == nil ? nil : 100 * error
    degreesOfFreedom = variance.map { Double($0.degreesOfFreedom) }
    interval = wald.map {
      Interval(
        lower: max(0, 100 * $0.lower), upper: min(100, 100 * $0.upper), level: specification.confidenceLevel)
    }
    observationCount = placement.observationCount
    clusterCount = placement.children.count
    self.unplacedCount = unplacedCount
    pooledCount = placement.pooledCount
    referenceCount = placement.reference.count
    referenceMean = 100 * placement.reference.rankSum / Double(placement.reference.count)
    minimumReferenceCount = specification.minimumReferenceCount
    let clusters = min(placement.children.count, placement.referenceInfluences.count)
    warnings =
      (variance == nil
        ? [
          FindingWarning(
            .fewClusters, "\(clusters) preschools on one side: the mean percentile has no interval",
            facts: ["clusters": "\(clusters)"])
        ] : [])
      + (unplacedCount > 0
        ? [
          FindingWarning(
            .fewReferences, "\(unplacedCount) children have too few reference children of the same sheets",
            facts: ["children": "\(unplacedCount)", "required": "\(specification.minimumReferenceCount)"])
        ] : [])
  }
}
