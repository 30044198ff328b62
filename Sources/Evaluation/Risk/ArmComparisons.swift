internal import Findings
internal import Moments
internal import Records
internal import SmallArea

/// The indicators that compare the arms of a place: they are no ratios of sums over it.
struct ArmComparisons {
  private let histories: ChildHistories
  private let places: RiskPlaces
  private var panel: Panel { histories.panel }

  init(_ histories: ChildHistories, at places: RiskPlaces) {
    self.histories = histories
    self.places = places
  }

  func estimates(of indicator: RiskFramework.Indicator) -> IndicatorEstimates {
    let isCount = indicator.source == .clustersPerArm
    return IndicatorEstimates(
      exact: isCount ? smallerArms() : attritionDifferences(), observationUnit: isCount ? .preschool : .child,
      isShare: !isCount)
  }

  /// Preschools of the smaller arm of each place.
  private func smallerArms() -> [IndicatorEstimates.Value?] {
    var preschools = [[Arm: Set<Int>]](repeating: [:], count: places.places.count)
    for rows in histories.rows {
      let place = panel.rows[rows[0]].place
      guard let position = places.position(preschool: place.preschool, group: place.group) else { continue }
      preschools[position][place.arm, default: []].insert(place.preschool)
    }
    return preschools.map { byArm in
      let counts = Arm.allCases.map { byArm[$0]?.count ?? 0 }
      guard counts.contains(where: { $0 > 0 }) else { return nil }
      let smaller = Double(counts.min() ?? 0)
      return .init(
        estimate: smaller, direct: smaller, standardError: 0, shrinkage: nil, observationCount: counts.reduce(0, +))
    }
  }

  /// Children of the first wave who were not observed at the last one: difference of the arms' shares, without its sign.
  private func attritionDifferences() -> [IndicatorEstimates.Value?] {
    let waves = Set(histories.rows.joined().map { panel.rows[$0].wave })
    guard let first = waves.min(), let last = waves.max(), first < last else {
      return places.places.map { _ in nil }
    }
    let records = histories.rows.filter { panel.rows[$0[0]].wave == first }.map { rows in
      (
        arm: panel.rows[rows[0]].place.arm,
        record: histories.record(
          rows[0], numerator: panel.rows[rows[rows.count - 1]].wave == last ? 0 : 1, denominator: 1)
      )
    }
    let arms = Arm.allCases.map { arm in
      LossShares(IndicatorSums(records.filter { $0.arm == arm }.map(\.record), at: places))
    }
    return places.places.indices.map { place in
      let losses = arms.map { $0.values[place] }
      guard let one = losses[0], let other = losses[1] else { return nil }
      let difference = abs(one.share - other.share)
      return .init(
        estimate: difference, direct: difference, standardError: (one.variance + other.variance).squareRoot(),
        shrinkage: nil, observationCount: min(one.count, other.count))
    }
  }
}

/// Shares lost of one arm, with their sampling variances.
private struct LossShares {
  var values: [Int: (share: Double, variance: Double, count: Int)] = [:]

  init(_ sums: IndicatorSums) {
    let fit = try? ShareVariance().fit(sums.areaSums)
    let variances = Dictionary(
      uniqueKeysWithValues: (fit?.shares ?? []).map { (IndicatorSums.place($0.area), $0.variance) })
    for place in sums.units.indices {
      let total = sums.total(place)
      guard total.denominator > 0 else { continue }
      values[place] = (total.numerator / total.denominator, variances[place] ?? 0, sums.observationCounts[place])
    }
  }
}
