internal import Findings
internal import Records
internal import Regression
internal import Tabular

/// Gaps in levels between the children of the values of a key, at the last wave at which an outcome was observed.
///
/// Least squares of "is at the level" on indicators of the values and the arm, with CR2 errors by preschool: a linear
/// probability model, so that a gap is in shares. The arm is held constant because a key whose values hold the arms in
/// different parts would show the arms' difference as its own; nothing else is.
struct EquityAnalysis: Sendable {
  /// Keys that describe children, their groups or preschools, and can stand for unequal chances.
  static let keys: [Plan.Subgroup] = [.locality, .ownership, .language, .sex, .specialNeeds]

  private let panel: Panel

  init(_ panel: Panel) { self.panel = panel }

  /// One per outcome with levels, key of the plan and value that a child with a level has.
  func findings() -> [EquityGapFinding] {
    let keys = panel.plan.subgroups.filter(Self.keys.contains)
    let values = keys.map { SubgroupValues(panel, key: $0, outcome: 0) }
    let outcomes = keys.isEmpty ? [] : panel.levelledOutcomes
    return concurrentMap(outcomes.count) { position in
      values.flatMap { LevelGaps(panel, outcome: outcomes[position], values: $0)?.findings() ?? [] }
    }.flatMap(\.self)
  }
}

/// The levels of one outcome at its last wave, by the values of one key.
private struct LevelGaps {
  private let panel: Panel
  private let outcome: Int
  private let wave: Int
  private let values: SubgroupValues
  /// Children with a level and a value, as positions among the panel's rows.
  private let rows: [Int]
  /// Values that one of the rows has, as positions among all.
  private let found: [Int]
  private let reference: Int

  /// Levels and the reference; `nil` when no child has both a level and a value.
  init?(_ panel: Panel, outcome: Int, values: SubgroupValues) {
    let levelled = panel.rows.indices.filter { panel.levels[outcome][$0] > 0 }
    guard let wave = levelled.map({ panel.rows[$0].wave }).max() else { return nil }
    let rows = levelled.filter { panel.rows[$0].wave == wave && values.classes[$0] != nil }
    let found = Set(rows.compactMap { values.classes[$0] }).sorted()
    guard let reference = values.mostFrequent(among: found) else { return nil }
    (self.panel, self.outcome, self.wave, self.values) = (panel, outcome, wave, values)
    (self.rows, self.found, self.reference) = (rows, found, reference)
  }

  /// One finding per value, in their order.
  func findings() -> [EquityGapFinding] {
    let results = Result { try fits() }
    let (key, name) = (panel.plan.outcomes[outcome], panel.plan.waves[wave].name)
    return found.map { value in
      let own = rows(of: value)
      let answers = Self.levels.indices.map { gap(of: value, level: $0, results) }
      let text = values.values[value]
      return EquityGapFinding(
        address: "equity:\(key).\(name).\(values.key.rawValue).\(text)", outcome: key, wave: name,
        key: values.key.rawValue, value: text, reference: values.values[reference],
        counts: .shown(panel.counts(rows: own)), shares: (1...3).map { .shown(share(of: own, at: $0)) },
        levelOneGap: Disclosable(answers[0].estimate), levelThreeGap: Disclosable(answers[1].estimate),
        warnings: answers.flatMap(\.warnings).withoutRepetition)
    }
  }

  private func rows(of value: Int) -> [Int] { rows.filter { values.contains($0, value: value) } }

  private func share(of rows: [Int], at level: UInt8) -> Double {
    Double(rows.count { panel.levels[outcome][$0] == level }) / Double(rows.count)
  }

  /// One fit per level.
  ///
  /// The arm, where there are two, comes first: what cannot be told apart from it is left out.
  private func fits() throws -> [LinearRegressionFit] {
    let columns = found.filter { $0 != reference }.map { value in
      (Self.column(value), rows.map { values.contains($0, value: value) ? 1.0 : 0 })
    }
    let hasBothArms = Set(rows.map { panel.rows[$0].place.arm }).count > 1
    let regression = try ChildRegression(
      panel, rows: rows, sheets: [], hasArm: hasBothArms, covariates: [], further: columns)
    return try regression.fits(Self.levels.map { level in rows.map { panel.levels[outcome][$0] == level ? 1 : 0 } })
  }

  private static let levels: [UInt8] = [1, 3]
  private static func column(_ value: Int) -> String { "value_\(value)" }

  /// The gap of a value, in shares, or why there is none.
  private func gap(of value: Int, level: Int, _ fits: Result<[LinearRegressionFit], any Error>) -> AlternativeAnswer {
    guard value != reference else {
      let isAlone = found.count == 1
      return AlternativeAnswer(warnings: isAlone ? [.notEstimable("the key has one value only")] : [])
    }
    if let obstacle = obstacle(of: value, level: Self.levels[level]) { return AlternativeAnswer(warnings: [obstacle]) }
    return AlternativeAnswer.attempt { answer(of: value, try fits.get()[level]) }
  }

  /// What makes a gap or its error meaningless before any fit.
  private func obstacle(of value: Int, level: UInt8) -> FindingWarning? {
    let lonely = [value, reference].filter { panel.counts(rows: rows(of: $0)).preschools < 2 }
    guard lonely.isEmpty else {
      let names = lonely.map { values.values[$0] }.joined(separator: ", ")
      return .notEstimable("one preschool alone holds the children of: \(names)")
    }
    guard (share(of: rows, at: level) * (1 - share(of: rows, at: level))) > 0 else {
      return FindingWarning(.constantOutcome, "all children or none are at level \(level)")
    }
    return nil
  }

  private func answer(of value: Int, _ fit: LinearRegressionFit) -> AlternativeAnswer {
    let column = Self.column(value)
    let isApart = !fit.droppedTerms.isEmpty && arms(of: value).isDisjoint(with: arms(of: reference))
    let table = fit.coefficientTable(level: panel.plan.effects.confidenceLevel)
    guard !isApart, let gap = table.first(where: { $0.term == column }), gap.estimate != nil else {
      return AlternativeAnswer(warnings: [.notEstimable("the value cannot be told apart from the arm")])
    }
    guard let estimate = gap.effectEstimate else {
      return AlternativeAnswer(warnings: [.notEstimable("preschools of a value do not differ: the gap has no error")])
    }
    let isOfOneCluster = fit.termsOfOneCluster.contains(column)
    return AlternativeAnswer(
      estimate: estimate,
      warnings: fit.warnings.filter { $0.code == .fewClusters || (isOfOneCluster && $0.code == .oneClusterTerm) })
  }

  private func arms(of value: Int) -> Set<Arm> { Set(rows(of: value).map { panel.rows[$0].place.arm }) }
}

extension SubgroupValues {
  /// The value that most rows of the panel have, the first of several; the same for every outcome.
  fileprivate func mostFrequent(among candidates: [Int]) -> Int? {
    let counts = Dictionary(grouping: classes.compactMap(\.self)) { $0 }.mapValues(\.count)
    return candidates.max { (counts[$0, default: 0], $1) < (counts[$1, default: 0], $0) }
  }
}
