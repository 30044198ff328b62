internal import Findings
internal import Moments
internal import SmallArea

/// The ratio of every place with the standard error that the differences between its independent units give.
///
/// With fewer than ten units a variance is not known well enough to stand alone, and all places share a smoothed one
/// (Wolter 2007, ch. 7). Where units can be compared and all of them agree the error is 0. What the arms differ by is no
/// part of it: which preschools of a place are in which arm is known.
///
/// A small-area model takes the ratios that places would have with the arms of all places together: a region with more
/// control preschools than others would else seem to need the support that its control children need.
struct DirectEstimates {
  struct Value {
    /// As counted.
    var ratio: Double
    /// With the arms of all places together.
    var balanced: Double
    /// `nil` where it cannot be known: no place has two units to compare.
    var standardError: Double?
    var observationCount: Int
  }

  /// By place; `nil` where there is nothing to divide by.
  let values: [Value?]
  /// The same as a small-area model takes them; none when no variance can be formed.
  let observations: [AreaObservation]
  /// The same of shares, with the sizes of simple samples that would be as precise.
  let shares: [EffectiveShare]
  let warnings: [FindingWarning]

  /// Units of a place from which its own variance is used.
  static let fewestUnits = 10

  init(_ sums: IndicatorSums) {
    let areas = sums.balancedSums
    let canCompare = !sums.isSampled || areas.areas.contains { areas.clusters(of: $0).count > 1 }
    var values = sums.units.indices.map { place -> Value? in
      let total = sums.total(place)
      guard total.denominator > 0 else { return nil }
      return Value(
        ratio: total.numerator / total.denominator, balanced: total.balanced / total.denominator,
        standardError: canCompare ? 0 : nil,
        observationCount: sums.observationCounts[place])
    }
    let specification = ShareVariance(minimumClusterCount: Self.fewestUnits, smoothing: .clusterRate)
    guard sums.isSampled, let fit = try? specification.fit(areas) else {
      (self.values, observations, shares, warnings) = (values, [], [], [])
      return
    }
    let known = fit.shares.compactMap { area in
      values[IndicatorSums.place(area.area)].map { (area: area, value: $0) }
    }
    observations = known.map {
      AreaObservation(area: $0.area.area, direct: $0.value.balanced, variance: $0.area.variance)
    }
    let pooled = sums.ratioOfAll
    shares = known.map { area, value in
      // A variance that all places share goes with the share of all, an own one with the place's own share.
      let share = area.isSmoothed ? pooled : value.ratio
      return EffectiveShare(
        area: area.area, share: min(1, max(0, value.balanced)), effectiveSize: share * (1 - share) / area.variance)
    }
    for area in fit.shares { values[IndicatorSums.place(area.area)]?.standardError = area.variance.squareRoot() }
    self.values = values
    // Which places share a variance is said by their number: with few preschools it is all of them.
    warnings = fit.warnings.map { FindingWarning($0.code, $0.message, facts: $0.facts.filter { $0.key == "count" }) }
  }
}
