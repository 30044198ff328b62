public import Findings
import Probability

// Notation: McGraw & Wong (1996), doi:10.1037/1082-989X.1.1.30. n children × k raters; MSR between children, MSC between
// raters, MSE their interaction, MSW within children (MSC and MSE together).

/// Agreement of raters on scores: intraclass correlations of a double-scored subsample.
///
/// All three are correlations of single ratings, not of means of several. Which one holds depends on who rated:
///
/// * `oneWay`, ICC(1): every child may have been rated by other people;
/// * `twoWayAgreement`, ICC(A,1) or ICC(2,1): the same raters rated every child, and a rater who marks higher than
///   others disagrees;
/// * `twoWayConsistency`, ICC(C,1) or ICC(3,1): the same, but only the order and the distances of the children count.
///
/// Intervals are the exact F intervals, with Satterthwaite's degrees of freedom for ICC(A,1).
///
/// **Source.** Shrout & Fleiss (1979), doi:10.1037/0033-2909.86.2.420; McGraw & Wong (1996), tables 4 and 7. Verified to
/// 1e-10 relative.
public struct RaterCorrelation: Sendable, Codable, Equatable {
  /// What counts as agreement.
  public enum Form: String, Sendable, Codable, CaseIterable {
    case oneWay = "icc_1"
    case twoWayAgreement = "icc_a_1"
    case twoWayConsistency = "icc_c_1"
  }

  public var form: Form
  /// Level of the interval, in (0, 1).
  public var confidenceLevel: Double

  /// Creates a specification.
  public init(_ form: Form = .twoWayAgreement, confidenceLevel: Double = 0.95) {
    precondition(confidenceLevel > 0 && confidenceLevel < 1, "confidence level \(confidenceLevel)")
    self.form = form
    self.confidenceLevel = confidenceLevel
  }

  /// Correlates the ratings.
  ///
  /// - Parameter ratings: Children × raters, complete; at least two of each.
  /// - Returns: The correlation with its interval.
  /// - Throws: `MovementError` for too few ratings, a gap, or scores in which no child differs from others.
  public func fit(_ ratings: [[Double]]) throws(MovementError) -> RaterCorrelationFit {
    let squares = try RatingSquares(ratings)
    let correlation = squares.correlation(form)
    guard correlation.isFinite else { throw .noVariation }
    let tail = (1 - confidenceLevel) / 2
    let bounds = squares.error(form) > 0 ? squares.bounds(form, correlation, tail: tail) : nil
    return RaterCorrelationFit(
      form: form, correlation: correlation,
      interval: bounds.map { Interval(lower: $0.lower, upper: $0.upper, level: confidenceLevel) },
      childCount: ratings.count, raterCount: ratings[0].count)
  }
}

/// An intraclass correlation of ratings.
public struct RaterCorrelationFit: Sendable, Codable, Equatable {
  public let form: RaterCorrelation.Form
  /// 1 for full agreement; below 0 where children differ less than their ratings do.
  public let correlation: Double
  /// `nil` where the ratings of every child are the same, which leaves nothing to estimate an error from.
  public let interval: Interval?
  public let childCount: Int
  public let raterCount: Int
}
