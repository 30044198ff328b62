internal import EffectSizes
internal import Findings
internal import Records

/// The two arms' children behind an effect – those with the outcome and every covariate: counts, spread, ceiling.
struct EffectCells {
  struct Cell {
    var counts = Counts(children: 0, groups: 0, preschools: 0)
    var standardDeviation = 0.0
    /// Share of the scores at the top of the scale.
    var ceilingShare = 0.0
  }

  let control: Cell
  let experimental: Cell
  /// Units of assignment in both arms.
  let clusterCount: Int
  /// Rows that have the outcome and lack a covariate.
  private let incompleteCount: Int

  /// Share of scores at the maximum above which the result says so.
  static let ceilingThreshold = 0.2
  /// Preschools per arm below which the result says so.
  static let fewPreschools = 10

  /// The cells of an effect among the rows that `isIncluded` holds for.
  init(_ panel: Panel, outcome: Int, wave: Int, among isIncluded: (_ row: Int) -> Bool = { _ in true }) {
    let scored = panel.rows.indices.filter {
      panel.rows[$0].wave == wave && !panel.scores[outcome][$0].isNaN && isIncluded($0)
    }
    let rows = scored.filter { row in !panel.plan.covariates.contains { panel.isMissing(covariate: $0, row: row) } }
    let maximum = panel.scale(ofOutcome: panel.plan.outcomes[outcome]).maximum
    control = Self.cell(panel, rows: rows, outcome: outcome, arm: .control, maximum: maximum)
    experimental = Self.cell(panel, rows: rows, outcome: outcome, arm: .experimental, maximum: maximum)
    clusterCount =
      Set(
        rows.map {
          panel.plan.assignment.unit == .preschool ? panel.rows[$0].place.preschool : panel.rows[$0].place.group
        }
      ).count
    incompleteCount = scored.count - rows.count
  }

  private static func cell(_ panel: Panel, rows: [Int], outcome: Int, arm: Arm, maximum: Double) -> Cell {
    let own = rows.filter { panel.rows[$0].place.arm == arm }
    let values = own.map { panel.scores[outcome][$0] }
    return Cell(
      counts: panel.counts(rows: own), standardDeviation: standardDeviation(values),
      ceilingShare: values.isEmpty ? 0 : Double(values.count { $0 >= maximum }) / Double(values.count))
  }

  var bothArmsObserved: Bool { control.counts.children > 0 && experimental.counts.children > 0 }

  /// Standard deviation within the arms; 0 when nothing varies in them.
  var pooledStandardDeviation: Double {
    let parts = [control, experimental].map { (degrees: Double(max(0, $0.counts.children - 1)), $0.standardDeviation) }
    let degrees = parts.reduce(0) { $0 + $1.degrees }
    return degrees > 0 ? (parts.reduce(0) { $0 + $1.degrees * $1.1 * $1.1 } / degrees).squareRoot() : 0
  }

  /// The effect on the total standard deviation, with the correction for whole units assigned.
  func hedgesG(
    _ estimate: EffectFinding.Estimate, intraclassCorrelation: Double?, level: Double
  ) throws(EffectSizeError) -> EffectFinding.StandardizedEffect {
    let comparison = ArmComparison(
      difference: .init(
        value: estimate.value, standardError: estimate.standardError, degreesOfFreedom: estimate.degreesOfFreedom),
      control: .init(observationCount: control.counts.children, standardDeviation: control.standardDeviation),
      experimental: .init(
        observationCount: experimental.counts.children, standardDeviation: experimental.standardDeviation))
    let clustering = intraclassCorrelation.map { Clustering(clusterCount: clusterCount, intraclassCorrelation: $0) }
    return try HedgesG(confidenceLevel: level).fit(comparison, clustering: clustering).finding
  }

  /// Caveats that the cells themselves show.
  func warnings(omitted: [String]) -> [FindingWarning] {
    var warnings: [FindingWarning] = []
    if !bothArmsObserved { warnings.append(.notEstimable("an arm has no observed child")) }
    let fewest = min(control.counts.preschools, experimental.counts.preschools)
    if bothArmsObserved, fewest < Self.fewPreschools {
      warnings.append(
        FindingWarning(
          .fewClusters, "an arm has fewer than \(Self.fewPreschools) preschools",
          facts: ["limit": String(Self.fewPreschools)]))
    }
    if max(control.ceilingShare, experimental.ceilingShare) > Self.ceilingThreshold {
      warnings.append(
        FindingWarning(
          .ceiling, "more than a fifth of the scores of an arm are at the top of the scale",
          facts: ["threshold": "0.2"]))
    }
    if incompleteCount > 0 {
      warnings.append(
        FindingWarning(.missingRows, "children without a value of a covariate are left out of the model"))
    }
    if !omitted.isEmpty {
      let names = omitted.joined(separator: ", ")
      warnings.append(
        FindingWarning(
          .droppedColumns, "left out, because they have one value only: \(names)", facts: ["columns": names]))
    }
    return warnings
  }
}

/// Standard deviation with divisor *n* − 1; 0 for fewer than two values.
private func standardDeviation(_ values: [Double]) -> Double {
  guard values.count > 1 else { return 0 }
  let mean = values.reduce(0, +) / Double(values.count)
  return (values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Double(values.count - 1)).squareRoot()
}
