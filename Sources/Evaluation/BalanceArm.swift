internal import EffectSizes
internal import Findings
internal import Records

/// One arm's children with a value of a variable.
struct BalanceArm {
  let counts: Counts
  private let values: [Double]

  init(_ variable: BalanceVariable, _ arm: Arm, _ panel: Panel) {
    let own = variable.rows.indices.filter { panel.rows[variable.rows[$0]].place.arm == arm }
    counts = panel.counts(rows: own.map { variable.rows[$0] })
    values = own.map { variable.values[$0] }
  }

  /// `nil` without a child.
  var mean: Double? { values.isEmpty ? nil : values.reduce(0, +) / Double(values.count) }

  /// With divisor *n* − 1; 0 for fewer than two children.
  private var variance: Double {
    guard let mean, values.count > 1 else { return 0 }
    return values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Double(values.count - 1)
  }

  var facts: ArmComparison.Arm {
    ArmComparison.Arm(observationCount: values.count, standardDeviation: variance.squareRoot())
  }

  /// Children whose value is 1.
  var reached: CoxIndex.Arm {
    CoxIndex.Arm(reachedCount: values.count { $0 == 1 }, observationCount: values.count)
  }

  /// `nil` when an arm does not vary.
  func varianceRatio(to control: BalanceArm) -> Double? {
    variance > 0 && control.variance > 0 ? variance / control.variance : nil
  }
}
