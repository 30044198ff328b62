internal import Findings
internal import Records
internal import Regression

extension ClusterDesign {
  /// The units of assignment behind an effect; `nil` when an arm was not observed.
  init?(_ panel: Panel, outcome: Int, wave: Int, leverage: ClusterLeverage?) {
    var sizes: [Int: Int] = [:]
    var arms: [Arm: Set<Int>] = [:]
    for (row, facts) in panel.rows.enumerated() where facts.wave == wave && !panel.scores[outcome][row].isNaN {
      let unit = panel.unit(of: facts)
      sizes[unit, default: 0] += 1
      arms[facts.place.arm, default: []].insert(unit)
    }
    guard let control = arms[.control], let experimental = arms[.experimental] else { return nil }
    let strata = panel.strata(of: control.union(experimental), wave: wave)
    self.init(
      unit: panel.plan.assignment.unit.rawValue, controlCount: control.count, experimentalCount: experimental.count,
      unitCount: sizes.count, sizeVariation: variation(sizes.values.sorted().map(Double.init)),
      effectiveCount: leverage?.effectiveClusterCountOfCommonShock ?? leverage?.effectiveClusterCount,
      largestPartialLeverage: leverage?.largestPartialLeverage, stratumCount: max(1, Set(strata.values).count),
      assignmentCount: nil)
  }
}

extension Panel {
  /// Stratum of each unit of assignment, as a text of the plan's strata.
  func strata(of units: Set<Int>, wave: Int) -> [Int: String] {
    var strata: [Int: String] = [:]
    for row in rows where row.wave == wave {
      let unit = unit(of: row)
      guard units.contains(unit), strata[unit] == nil else { continue }
      strata[unit] = plan.assignment.strata.map { value(ofStratum: $0, row) }.joined(separator: "|")
    }
    return strata
  }

  /// A row's value of a key that units were assigned within.
  func value(ofStratum stratum: String, _ row: Row) -> String {
    let preschool = records.preschools[row.place.preschool]
    return switch stratum {
    case "region": preschool.region
    case "locality": preschool.locality?.rawValue ?? ""
    case "ownership": preschool.ownership?.rawValue ?? ""
    case "language": groups[row.place.group].language
    case "age_band": String(groups[row.place.group].ageBand)
    default: preschool.code
    }
  }
}

/// Standard deviation over mean; 0 for fewer than two values.
private func variation(_ values: [Double]) -> Double {
  guard values.count > 1 else { return 0 }
  let mean = values.reduce(0, +) / Double(values.count)
  let squares = values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) }
  return (squares / Double(values.count - 1)).squareRoot() / mean
}
