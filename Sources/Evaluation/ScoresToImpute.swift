internal import Balancing
internal import LinearAlgebra
internal import Probability
internal import Records

/// Children with a score before the treatment, and their scores at a later wave as far as they were observed.
struct ScoresToImpute: Sendable {
  let panel: Panel
  let outcome: Int
  let wave: Int
  /// Rows before the treatment of the children, as positions among the panel's.
  let rows: [Int]
  let baseline: [Double]
  /// NaN where missing.
  private let later: [Double]

  /// Number of completed data sets.
  static let imputationCount = 10

  /// The children that should have been observed at the wave; `nil` for a plan without a wave before the treatment.
  init?(_ scores: LaterScores, outcome: Int) {
    guard let before = panelRows(scores.panel, wave: scores.panel.baselineWave) else { return nil }
    let panel = scores.panel
    let observed = panelRows(panel, wave: scores.wave) ?? []
    let staying = Set(observed.map { panel.birthCohort(of: $0) })
    let values = Dictionary(observed.map { (panel.rows[$0].child, panel.scores[outcome][$0]) }) { first, _ in first }
    self.panel = panel
    self.outcome = outcome
    wave = scores.wave
    rows = before.filter { row in
      !panel.scores[outcome][row].isNaN && staying.contains(panel.birthCohort(of: row))
        && !panel.plan.covariates.contains { panel.isMissing(covariate: $0, row: row) }
    }
    baseline = rows.map { panel.scores[outcome][$0] }
    later = rows.map { values[panel.rows[$0].child] ?? .nan }
  }

  /// Whether a child's later score is missing.
  var isImputed: [Bool] { later.map(\.isNaN) }

  /// What changes are comparable within: the sheet before the treatment and the cohort of birth, which decides on the
  /// sheet that a child would have had.
  var sheets: [String] { rows.map { "\(panel.rows[$0].sheet):\(panel.birthCohort(of: $0))" } }

  /// The later scores with the missing ones drawn, one array per data set.
  ///
  /// - Parameter regression: The model of the effect on all `rows`, whose columns predict the missing scores.
  /// - Returns: Data sets × `rows`.
  /// - Throws: `BalancingError` when an arm has too few observed scores.
  func completed(_ regression: ChildRegression) throws -> [[Double]] {
    var result = [[Double]](repeating: later, count: Self.imputationCount)
    for arm in Arm.allCases {
      let own = rows.indices.filter { panel.rows[rows[$0]].place.arm == arm }
      guard own.contains(where: { later[$0].isNaN }) else { continue }
      let imputed = try impute(own, predictors: regression.adjustment.matrix, arm: arm)
      for (imputation, values) in imputed.enumerated() {
        for (row, value) in zip(own, values) { result[imputation][row] = value }
      }
    }
    return result
  }

  /// The completed scores of some rows of one arm, one array per data set.
  private func impute(_ own: [Int], predictors: Matrix, arm: Arm) throws -> [[Double]] {
    let adjustment = (0..<predictors.columnCount).map { column in own.map { predictors[$0, column] } }
    let varying = adjustment.filter { Set($0).count > 1 }
    let variables = ([own.map { later[$0] }, own.map { baseline[$0] }] + varying).enumerated().map { index, values in
      IncompleteVariable(name: "variable_\(index)", kind: .continuous, values: values)
    }
    let name = "imputation:\(panel.plan.outcomes[outcome]).\(panel.plan.waves[wave].name).\(arm.rawValue)"
    var seeds = RandomStream(seed: panel.plan.seed, named: name)
    // One variable is incomplete, so that one round draws from its posterior.
    let imputed = try MultipleImputation(
      imputationCount: Self.imputationCount, iterationCount: 1, seed: seeds.next()
    ).impute(variables, clusters: own.map { panel.rows[rows[$0]].place.preschool }, threadCount: 1)
    return (0..<Self.imputationCount).map { imputed.completed(0, imputation: $0) }
  }
}

/// Rows of a wave; `nil` without a wave.
private func panelRows(_ panel: Panel, wave: Int?) -> [Int]? {
  wave.map { wave in panel.rows.indices.filter { panel.rows[$0].wave == wave } }
}
