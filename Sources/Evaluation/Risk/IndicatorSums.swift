internal import Findings
internal import Moments
internal import Records
internal import SmallArea

/// Sums of one indicator by place and independent unit.
struct IndicatorSums {
  struct Unit {
    var numerator = 0.0
    var denominator = 0.0
    /// The numerator as it would be if all arms had the ratio of the whole: what the arms differ by is no chance, and no
    /// part of a sampling variance.
    var balanced = 0.0
  }

  /// By place, then by unit; units are preschools or children.
  let units: [[Int: Unit]]
  /// Whether the units of a place are a sample of something larger.
  let isSampled: Bool
  /// What stands behind the values: children where records are about children, else preschools.
  let observationUnit: RiskFinding.ObservationUnit
  /// How many of them, by place.
  let observationCounts: [Int]

  init(_ records: [IndicatorRecord], at places: RiskPlaces) {
    let areChildren = records.contains { $0.child != nil }
    let excess = Self.excessOfArms(records)
    var units = [[Int: Unit]](repeating: [:], count: places.places.count)
    var observed = [Set<Int>](repeating: [], count: places.places.count)
    for record in records {
      guard let cell = places.cell(of: record) else { continue }
      units[cell.place][cell.unit, default: Unit()].add(
        Unit(
          numerator: record.numerator, denominator: record.denominator,
          balanced: record.numerator - record.denominator * (excess[record.arm] ?? 0)))
      observed[cell.place].insert(record.child ?? record.preschool)
    }
    self.units = units
    isSampled = places.cluster == .preschool || areChildren
    observationUnit = areChildren ? .child : .preschool
    observationCounts = observed.map(\.count)
  }

  /// How far the ratio of each arm lies from that of all records.
  private static func excessOfArms(_ records: [IndicatorRecord]) -> [Arm?: Double] {
    func ratio(_ records: [IndicatorRecord]) -> Double {
      let denominator = records.reduce(0) { $0 + $1.denominator }
      return denominator > 0 ? records.reduce(0) { $0 + $1.numerator } / denominator : 0
    }
    let all = ratio(records)
    return Dictionary(grouping: records, by: \.arm).mapValues { ratio($0) - all }
  }

  /// Sums of a place, added up in the order of units, so that they are the same to the last digit.
  func total(_ place: Int) -> Unit {
    units[place].sorted { $0.key < $1.key }.reduce(into: Unit()) { $0.add($1.value) }
  }

  /// Σ numerator ÷ Σ denominator of all places together.
  var ratioOfAll: Double {
    let all = units.indices.map(total).reduce(into: Unit()) { $0.add($1) }
    return all.numerator / all.denominator
  }

  /// The sums as small-area estimators take them; areas and clusters are named by number.
  var areaSums: AreaSums { areaSums { _ in \.numerator } }

  /// The same without what the arms differ by, for variances.
  ///
  /// Where units enough for a variance of their own agree as they are, as where no child of a place is at level I, they
  /// stay so: without the arms they would differ by just that, and the place would pass for nearly certain.
  var balancedSums: AreaSums {
    areaSums { $0.count >= DirectEstimates.fewestUnits && $0.values.agree ? \.numerator : \.balanced }
  }

  private func areaSums(of numerator: ([Int: Unit]) -> KeyPath<Unit, Double>) -> AreaSums {
    var sums = AreaSums()
    for (place, units) in units.enumerated() {
      let numerator = numerator(units)
      for (unit, value) in units where value.denominator > 0 {
        sums.add(
          numerator: value[keyPath: numerator], denominator: value.denominator, area: Self.name(place),
          cluster: Self.name(unit))
      }
    }
    return sums
  }

  /// Names that sort as the numbers do.
  private static func name(_ number: Int) -> String {
    let digits = String(number)
    return String(repeating: "0", count: max(0, 9 - digits.count)) + digits
  }

  /// The place that an area of `areaSums` is.
  static func place(_ area: String) -> Int { Int(area) ?? 0 }
}

extension Collection<IndicatorSums.Unit> {
  /// Whether all units with something to divide by have the same ratio.
  fileprivate var agree: Bool { Set(filter { $0.denominator > 0 }.map { $0.numerator / $0.denominator }).count <= 1 }
}

extension IndicatorSums.Unit {
  fileprivate mutating func add(_ other: Self) {
    numerator += other.numerator
    denominator += other.denominator
    balanced += other.balanced
  }
}
