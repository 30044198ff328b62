internal import Findings
internal import LinearAlgebra
public import Moments

/// Describes items and their sum score without a response model, per group and over all groups.
///
/// Covariances use the persons who answered both items of a pair (available cases); with no answer missing they are those
/// of the complete cases. An item of which one category is in use enters no covariance and is named in a warning. Errors and
/// intervals take persons as independent.
public struct ClassicalItemAnalysis: Sendable, Equatable {
  /// Level of the interval of Cronbach's alpha, in (0, 1).
  public var confidenceLevel: Double

  /// Creates a specification.
  public init(confidenceLevel: Double = 0.95) {
    precondition(confidenceLevel > 0 && confidenceLevel < 1, "level \(confidenceLevel)")
    self.confidenceLevel = confidenceLevel
  }

  /// Describes each group.
  ///
  /// - Parameter moments: Of any items and groups; of no person too.
  /// - Returns: One description per group, in their order.
  /// - Complexity: O(cells × items + groups × items²).
  public func groups(_ moments: ItemMoments) -> [ClassicalItemStatistics] {
    moments.groups.indices.map { describe(moments, group: $0) }
  }

  /// Describes all persons together.
  ///
  /// - Returns: A description whose group is `nil`.
  public func pooled(_ moments: ItemMoments) -> ClassicalItemStatistics {
    describe(moments, group: nil)
  }

  private func describe(_ moments: ItemMoments, group: Int?) -> ClassicalItemStatistics {
    let cells = moments.cells(of: group)
    let persons = cells.reduce(0) { $0 + $1.personCount }
    let empty = group.map { moments.emptyPersonCounts[$0] } ?? moments.emptyPersonCounts.reduce(0, +)
    let lowest = cells.reduce(0) { $0 + ($1.score == 0 ? $1.personCount : 0) }
    let highest = cells.reduce(0) { sum, cell in
      sum + (cell.score == moments.maximumScore(of: cell.pattern) ? cell.personCount : 0)
    }
    let covariance = ItemCovariance(moments, group: group)
    let margins = moments.categoryTotals(group: group)
    let derived = derivedStatistics(covariance, itemCount: moments.items.count)
    let scale = reliability(covariance, moments.items)
    return ClassicalItemStatistics(
      group: group.map { moments.groups[$0] }, personCount: persons, emptyPersonCount: empty,
      floorShare: persons > 0 ? Double(lowest) / Double(persons) : nil,
      ceilingShare: persons > 0 ? Double(highest) / Double(persons) : nil,
      items: moments.items.indices.map { item in
        ItemStatistics(
          item: moments.items[item], categoryCounts: margins[item], personCount: persons + empty,
          itemRestCorrelation: derived[item]?.rest, alphaIfDropped: derived[item]?.alpha)
      }, reliability: scale.value,
      warnings: [constantItems(moments, covariance)].compactMap(\.self) + scale.warnings)
  }

  /// Item–rest correlation and alpha without the item, per position among all items; none where pairs are missing.
  private func derivedStatistics(
    _ covariance: ItemCovariance, itemCount: Int
  ) -> [(rest: Double?, alpha: Double?)?] {
    var result = [(rest: Double?, alpha: Double?)?](repeating: nil, count: itemCount)
    guard covariance.neverTogether.isEmpty else { return result }
    let alpha = CronbachAlpha(covariance: covariance.matrix)
    for (position, item) in covariance.items.enumerated() {
      let others = covariance.items.indices.filter { $0 != position }
      result[item] = (alpha.itemRestCorrelation(position), alpha.value(of: others))
    }
    return result
  }

  private func reliability(
    _ covariance: ItemCovariance, _ names: [String]
  ) -> (value: ScaleReliability, warnings: [FindingWarning]) {
    let items = covariance.items.map { names[$0] }
    var value = ScaleReliability(items: items, smallestPairCount: covariance.smallestPairCount)
    if let (first, second) = covariance.neverTogether.first {
      return (value, [.itemsNeverTogether(names[first], names[second], count: covariance.neverTogether.count)])
    }
    value.alpha = CronbachAlpha(covariance: covariance.matrix).value(of: Array(items.indices))
    value.alphaInterval = value.alpha.flatMap { alpha in
      CronbachAlpha.feldtBounds(
        alpha: alpha, itemCount: items.count, personCount: covariance.smallestPairCount, level: confidenceLevel
      ).map { Interval(lower: $0.lower, upper: $0.upper, level: confidenceLevel) }
    }
    guard items.count > 2 else { return (value, []) }
    do {
      let factor = try OneFactorModel().fit(covariance.matrix, items: items)
      value.factor = factor
      return (value, factor.atBound.isEmpty ? [] : [.heywoodCase(factor.atBound)])
    } catch {
      return (value, [.notEstimated("omega", because: "the covariances of the items allow no one-factor solution")])
    }
  }

  private func constantItems(_ moments: ItemMoments, _ covariance: ItemCovariance) -> FindingWarning? {
    let left = moments.items.indices.filter { !covariance.items.contains($0) }
    return left.isEmpty ? nil : .constantItems(left.map { moments.items[$0] })
  }
}
