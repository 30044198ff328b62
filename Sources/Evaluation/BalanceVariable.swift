internal import Records

/// One line of the baseline table: an outcome before the treatment, a covariate, or one value of a covariate.
struct BalanceVariable: Sendable {
  let name: String
  let isOutcome: Bool
  /// Value whose share is compared; `nil` for a mean.
  let level: String?
  /// Positions among the panel's rows, one per child with a value.
  let rows: [Int]
  /// One per row; 0 and 1 for a share.
  let values: [Double]

  /// Outcomes at the baseline, then covariates in the plan's order.
  ///
  /// With a wave before the treatment, its children are compared; without one there is no outcome to compare, and
  /// covariates are those of each child's first observation.
  static func variables(of panel: Panel) -> [BalanceVariable] {
    let rows = panel.rows.indices.filter { row in
      guard let wave = panel.baselineWave else { return row == 0 || panel.rows[row - 1].child != panel.rows[row].child }
      return panel.rows[row].wave == wave
    }
    let outcomes = panel.baselineWave == nil ? [] : Array(panel.plan.outcomes.enumerated())
    return outcomes.map { measure($1, isOutcome: true, rows: rows, panel.scores[$0]) }
      + panel.plan.covariates.flatMap { covariate($0, panel, rows: rows) }
  }

  private static func covariate(_ name: String, _ panel: Panel, rows: [Int]) -> [BalanceVariable] {
    switch panel.covariate(name) {
    case .category(let value):
      return shares(name, rows: rows, values: rows.map(value))
    case .measure(let value):
      let values = rows.map { value($0) ?? .nan }
      let isShare = values.allSatisfy { $0.isNaN || $0 == 0 || $0 == 1 }
      return [self.init(name, isOutcome: false, level: isShare ? "1" : nil, rows: rows, values: values)]
    }
  }

  /// One line per value; of two values the first says all.
  private static func shares(_ name: String, rows: [Int], values: [String?]) -> [BalanceVariable] {
    let levels = Set(values.compactMap { $0 }).sorted()
    return levels.prefix(levels.count == 2 ? 1 : levels.count).map { level in
      self.init(
        name, isOutcome: false, level: level, rows: rows,
        values: values.map { value in value.map { $0 == level ? 1 : 0 } ?? .nan })
    }
  }

  private static func measure(_ name: String, isOutcome: Bool, rows: [Int], _ scores: [Double]) -> BalanceVariable {
    self.init(name, isOutcome: isOutcome, level: nil, rows: rows, values: rows.map { scores[$0] })
  }

  private init(_ name: String, isOutcome: Bool, level: String?, rows: [Int], values: [Double]) {
    self.name = name
    self.isOutcome = isOutcome
    self.level = level
    self.rows = zip(rows, values).filter { !$1.isNaN }.map(\.0)
    self.values = values.filter { !$0.isNaN }
  }
}
