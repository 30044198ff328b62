internal import Findings
internal import Records

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
      key: indicator.key, exact: isCount ? smallerArms() : attritionDifferences(),
      observationUnit: isCount ? .preschool : .child, isShare: !isCount)
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
      DirectEstimates(IndicatorSums(records.filter { $0.arm == arm }.map(\.record), at: places)).values
    }
    return places.places.indices.map { place in
      guard let one = arms[0][place], let other = arms[1][place] else { return nil }
      let difference = abs(one.ratio - other.ratio)
      return .init(
        estimate: difference, direct: difference,
        standardError: one.standardError.flatMap { first in
          other.standardError.map { (first * first + $0 * $0).squareRoot() }
        }, shrinkage: nil, observationCount: min(one.observationCount, other.observationCount))
    }
  }
}
