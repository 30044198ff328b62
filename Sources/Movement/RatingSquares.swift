import Probability

/// The mean squares of children × raters, and the correlations and bounds that follow.
struct RatingSquares {
  private let childCount: Double
  private let raterCount: Double
  /// MSR, MSC, MSE and MSW.
  private let children: Double
  private let raters: Double
  private let interaction: Double
  private let within: Double

  init(_ ratings: [[Double]]) throws(MovementError) {
    let raterCount = ratings.first?.count ?? 0
    guard ratings.count >= 2, raterCount >= 2 else {
      throw .tooFewRatings(children: ratings.count, raters: raterCount)
    }
    if let row = ratings.firstIndex(where: { $0.count != raterCount || !$0.allSatisfy(\.isFinite) }) {
      throw .incompleteRatings(row: row)
    }
    let (n, k) = (Double(ratings.count), Double(raterCount))
    let childMeans = ratings.map { $0.reduce(0, +) / k }
    let raterMeans = (0..<raterCount).map { rater in ratings.reduce(0) { $0 + $1[rater] } / n }
    let mean = childMeans.reduce(0, +) / n
    var (withinSquares, interactionSquares) = (0.0, 0.0)
    for (child, row) in ratings.enumerated() {
      for (rater, rating) in row.enumerated() {
        let deviation = rating - childMeans[child]
        let rest = deviation - (raterMeans[rater] - mean)
        withinSquares += deviation * deviation
        interactionSquares += rest * rest
      }
    }
    children = k * childMeans.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / (n - 1)
    raters = n * raterMeans.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / (k - 1)
    interaction = interactionSquares / ((n - 1) * (k - 1))
    within = withinSquares / (n * (k - 1))
    guard children > 0 || within > 0 else { throw .noVariation }
    (childCount, self.raterCount) = (n, k)
  }

  /// The mean square that the form takes as error.
  func error(_ form: RaterCorrelation.Form) -> Double { form == .twoWayConsistency ? interaction : within }

  func correlation(_ form: RaterCorrelation.Form) -> Double {
    let (n, k) = (childCount, raterCount)
    switch form {
    case .oneWay: return (children - within) / (children + (k - 1) * within)
    case .twoWayAgreement:
      return (children - interaction) / (children + (k - 1) * interaction + k / n * (raters - interaction))
    case .twoWayConsistency: return (children - interaction) / (children + (k - 1) * interaction)
    }
  }

  /// The exact bounds of a correlation, with a probability beyond each; the form's error is positive.
  func bounds(
    _ form: RaterCorrelation.Form, _ correlation: Double, tail: Double
  ) -> (lower: Double, upper: Double)? {
    let n = childCount
    switch form {
    case .oneWay: return ratioBounds(children / within, errorFreedom: n * (raterCount - 1), tail)
    case .twoWayConsistency:
      return ratioBounds(children / interaction, errorFreedom: (n - 1) * (raterCount - 1), tail)
    case .twoWayAgreement: return agreementBounds(correlation, tail)
    }
  }

  /// (F − 1)/(F + k − 1) at the bounds of a ratio of mean squares.
  private func ratioBounds(_ ratio: Double, errorFreedom: Double, _ tail: Double) -> (lower: Double, upper: Double) {
    let (n, k) = (childCount, raterCount)
    let low = ratio / quantile(n - 1, errorFreedom, tail)
    let high = ratio * quantile(errorFreedom, n - 1, tail)
    return ((low - 1) / (low + k - 1), (high - 1) / (high + k - 1))
  }

  /// The bounds of ICC(A,1) with Satterthwaite's degrees of freedom of the combined error.
  private func agreementBounds(_ correlation: Double, _ tail: Double) -> (lower: Double, upper: Double)? {
    let (n, k) = (childCount, raterCount)
    guard correlation < 1 else { return nil }
    let a = k * correlation / (n * (1 - correlation))
    let b = 1 + k * correlation * (n - 1) / (n * (1 - correlation))
    let combined = a * raters + b * interaction
    let spread =
      (a * raters) * (a * raters) / (k - 1) + (b * interaction) * (b * interaction) / ((n - 1) * (k - 1))
    guard spread > 0, combined > 0 else { return nil }
    let freedom = combined * combined / spread
    let rest = k * raters + (k * n - k - n) * interaction
    let low = quantile(n - 1, freedom, tail)
    let high = quantile(freedom, n - 1, tail)
    return (
      n * (children - low * interaction) / (low * rest + n * children),
      n * (high * children - interaction) / (rest + n * high * children)
    )
  }

  private func quantile(_ numerator: Double, _ denominator: Double, _ tail: Double) -> Double {
    FisherF(numeratorDegreesOfFreedom: numerator, denominatorDegreesOfFreedom: denominator).upperQuantile(tail)
  }
}
