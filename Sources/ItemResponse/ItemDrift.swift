public import Findings
internal import LinearAlgebra

/// How the difficulties of common items moved between two calibrations on their own: two waves, or two forms.
///
/// Both scales have an origin of their own, so that the median of the differences is taken off. The robust z divides by 0.74
/// times their interquartile range and is not pulled by the items that moved; the z with error says what sampling explains.
/// An item is said to have moved when |robust z| > 1.645 and it moved by at least 0.3 logits.
///
/// **Source.** Huynh & Meyer (2010), Practical Assessment, Research & Evaluation 15(2), for the robust z; Miller, Rotou & Twing
/// (2004) for 0.3 logits.
public struct ItemDrift: Sendable, Codable, Equatable {
  /// One common item.
  public struct Item: Sendable, Codable, Equatable {
    public let item: String
    /// Mean step difficulty in the second calibration less that in the first, less the median of these differences.
    public let displacement: Double
    /// Of the difference, both calibrations taken as independent; `nil` without covariances.
    public let standardError: Double?
    /// `nil` for fewer than five common items, or when half of the differences are equal.
    public let robustZ: Double?

    /// Displacement / standard error.
    public var z: Double? { standardError.map { displacement / $0 } }
    /// Whether the item moved by the stated rule.
    public var hasMoved: Bool { abs(robustZ ?? 0) > 1.645 && abs(displacement) >= 0.3 }
  }

  /// In the order of the first calibration.
  public let items: [Item]
  /// Median of the differences: how far the origins of the two scales are apart.
  public let shift: Double?
  public let warnings: [FindingWarning]

  /// Items below which a robust z says nothing.
  private static let fewestItems = 5

  /// Compares two calibrations.
  ///
  /// Items count as common when they have the same name and the same categories in both.
  public init(from first: ItemResponseFit, to second: ItemResponseFit) {
    let common = first.items.compactMap { item in
      second.items.first { $0.item == item.item && $0.categories == item.categories }.map { (item, $0) }
    }
    let differences = common.map { $0.1.meanLocation - $0.0.meanLocation }
    let ascending = differences.sorted()
    let median = quantile(0.5, of: ascending)
    let spread = 0.74 * ((quantile(0.75, of: ascending) ?? 0) - (quantile(0.25, of: ascending) ?? 0))
    let hasSpread = common.count >= Self.fewestItems && spread > 0
    shift = median
    items = zip(common, differences).map { pair, difference in
      let displacement = difference - (median ?? 0)
      let variances = [first.varianceOfMeanLocation(pair.0), second.varianceOfMeanLocation(pair.1)]
      let known = variances.compactMap(\.self)
      return Item(
        item: pair.0.item, displacement: displacement,
        standardError: known.count == 2 && known[0] + known[1] > 0 ? (known[0] + known[1]).squareRoot() : nil,
        robustZ: hasSpread ? displacement / spread : nil)
    }
    warnings = common.count < Self.fewestItems ? [.fewCommonItems(common.count, required: Self.fewestItems)] : []
  }
}

/// The quantile of sorted numbers by linear interpolation (R's type 7); `nil` for none.
private func quantile(_ probability: Double, of ascending: [Double]) -> Double? {
  guard let last = ascending.indices.last else { return nil }
  let place = probability * Double(last)
  let lower = Int(place.rounded(.down))
  let upper = min(lower + 1, last)
  return ascending[lower] + (place - Double(lower)) * (ascending[upper] - ascending[lower])
}

extension ItemParameters {
  /// The mean of the step difficulties, each weighed by its points.
  fileprivate var meanLocation: Double {
    let weights = locations.indices.map { Double(weight(ofStep: $0)) }
    return zip(weights, locations).reduce(0) { $0 + $1.0 * $1.1 } / weights.reduce(0, +)
  }
}

extension ItemResponseFit {
  /// The variance of an item's mean step difficulty: 0 where it was held, `nil` where it is not known.
  fileprivate func varianceOfMeanLocation(_ item: ItemParameters) -> Double? {
    if anchoredItems.contains(item.item) { return 0 }
    guard let covariance else { return nil }
    if let difficulty = parameterNames.firstIndex(of: "\(item.item).difficulty") {
      return covariance[difficulty, difficulty]
    }
    let steps = item.locations.indices.compactMap { parameterNames.firstIndex(of: "\(item.item).step\($0 + 1)") }
    guard steps.count == item.locations.count, !steps.isEmpty else { return nil }
    let weights = item.locations.indices.map { Double(item.weight(ofStep: $0)) }
    let total = weights.reduce(0, +)
    return covariance.submatrix(steps).quadraticForm(weights.map { $0 / total })
  }
}
