internal import Findings
internal import Moments
internal import SmallArea

/// The ratio of every place with the standard error that the differences between its independent units give.
///
/// With fewer than ten units a variance is not known well enough to stand alone, and all places share a smoothed one
/// (Wolter 2007, ch. 7). Where units can be compared and all of them agree the error is 0.
struct DirectEstimates {
  struct Value {
    var ratio: Double
    /// `nil` where it cannot be known: no place has two units to compare.
    var standardError: Double?
    var observationCount: Int
  }

  /// By place; `nil` where there is nothing to divide by.
  private(set) var values: [Value?]
  /// The same as a small-area model takes them; none when no variance can be formed.
  let observations: [AreaObservation]
  let warnings: [FindingWarning]

  /// Units of a place from which its own variance is used.
  private static let fewestUnits = 10

  init(_ sums: IndicatorSums) {
    let areas = sums.areaSums
    let canCompare = !sums.isSampled || areas.areas.contains { areas.clusters(of: $0).count > 1 }
    values = sums.units.indices.map { place in
      let total = sums.total(place)
      guard total.denominator > 0 else { return nil }
      return Value(
        ratio: total.numerator / total.denominator, standardError: canCompare ? 0 : nil,
        observationCount: sums.observationCounts[place])
    }
    let specification = ShareVariance(minimumClusterCount: Self.fewestUnits, smoothing: .clusterRate)
    guard sums.isSampled, let fit = try? specification.fit(areas) else {
      (observations, warnings) = ([], [])
      return
    }
    observations = fit.observations
    // Which places share a variance is said by their number: with few preschools it is all of them.
    warnings = fit.warnings.map { FindingWarning($0.code, $0.message, facts: $0.facts.filter { $0.key == "count" }) }
    for share in fit.shares { values[IndicatorSums.place(share.area)]?.standardError = share.variance.squareRoot() }
  }
}
