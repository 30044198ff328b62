import Findings
public import Moments
import Probability

/// Growth percentiles: where a child stands among reference children who began at the same score.
///
/// A child's percentile is the share of the reference children of its first score who have a lower second score, half of
/// those with the same one included (mid-ranks), times 100. As coarse scores with ties and a ceiling ask for, it is
/// counted and not fitted by quantile regression. The mean over a group is 50 when its children grow as the reference
/// children do.
///
/// Where fewer than `minimumReferenceCount` reference children have the first score, all are taken whose first score is
/// within the smallest distance, the same upwards and downwards, that holds enough; how many children that concerns is
/// part of the answer, and the reference children's own mean by the same rule tells what pooling does to it.
///
/// The error of the mean knows both samples: it is the probability that a child of the group ends above a reference
/// child of the same start, and clusters are the independent units. Which first scores are pooled is taken as given.
///
/// **Source.** Betebenner (2009), doi:10.1111/j.1745-3992.2009.00161.x, for growth percentiles; DeLong, DeLong &
/// Clarke-Pearson (1988), doi:10.2307/2531595, and Obuchowski (1997), doi:10.2307/2533958, for the error.
public struct GrowthPercentiles: Sendable, Codable, Equatable {
  /// Fewest reference children that a percentile is counted among.
  public var minimumReferenceCount: Int
  /// Level of the interval, in (0, 1).
  public var confidenceLevel: Double

  /// Creates a specification.
  public init(minimumReferenceCount: Int = 30, confidenceLevel: Double = 0.95) {
    precondition(minimumReferenceCount > 0, "\(minimumReferenceCount) reference children")
    precondition(confidenceLevel > 0 && confidenceLevel < 1, "confidence level \(confidenceLevel)")
    self.minimumReferenceCount = minimumReferenceCount
    self.confidenceLevel = confidenceLevel
  }

  /// Children and the reference children whose scores theirs are comparable with.
  public struct Comparison: Sendable, Equatable {
    public var stratum: String
    public var reference: String

    /// Compares the children of one stratum with those of another, as a rule of the same two sheets.
    public init(stratum: String, reference: String) {
      self.stratum = stratum
      self.reference = reference
    }
  }

  /// Counts percentiles over one or more comparisons.
  ///
  /// - Parameters:
  ///   - counts: Children by their scores at two waves, per stratum and cluster.
  ///   - comparisons: Strata whose children are described together, each with its own reference.
  /// - Returns: Mean and median percentile, with an interval of the mean.
  /// - Throws: `MovementError.noObservations` without children, `.tooFewReferences` when no comparison has enough.
  /// - Complexity: O(*s t*) for *s* distinct first scores and *t* reference cells.
  public func fit(
    _ counts: ScorePairCounts, comparing comparisons: [Comparison]
  ) throws(MovementError) -> GrowthPercentilesFit {
    var placement = GrowthPlacement()
    var unplacedCount = 0
    var largestReference = 0
    for comparison in comparisons {
      let children = counts.clusters(of: comparison.stratum)
      let references = ReferenceGroups(counts.clusters(of: comparison.reference), minimum: minimumReferenceCount)
      largestReference = max(largestReference, references.count)
      if references.count >= minimumReferenceCount {
        placement.place(children, among: references)
      } else {
        unplacedCount += children.reduce(0) { $0 + $1.cells.reduce(0) { $0 + $1.count } }
      }
    }
    guard placement.observationCount > 0 else {
      guard unplacedCount > 0 else { throw .noObservations(stratum: comparisons.first?.stratum ?? "") }
      throw .tooFewReferences(found: largestReference, required: minimumReferenceCount)
    }
    return GrowthPercentilesFit(placement, unplacedCount: unplacedCount, specification: self)
  }
}
