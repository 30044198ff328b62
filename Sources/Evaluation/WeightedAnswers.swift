internal import Balancing
internal import Findings
internal import Probability
internal import Records

/// The effect on one outcome at one wave among children made alike by weights.
///
/// For arms that were not drawn by lot only. Where they were, the probability of the arm is known, weights from an
/// estimated one answer no question that the regressions leave open, and four more numbers would invite a choice.
///
/// The outcome is the change, or the score of a plan without a wave before the treatment; the children are made alike in
/// the covariates of the plan, the baseline score and the sheets, as the average of both arms (of the overlap for
/// `overlap`). Children on sheets that one arm alone has cannot be compared and are left out. Outcome models and
/// propensities are parametric, with few columns, and fitted on all children.
struct WeightedAnswers {
  private let panel: Panel
  private let sample: ComparisonSample
  private let outcomes: [Double]
  private let rows: [Int]

  /// Lays the children out.
  ///
  /// - Throws: `DesignError`, and `BalancingError` when an arm has too few children.
  init(_ later: LaterScores, outcome: Int) throws {
    panel = later.panel
    let (gains, sheets) = (later.gains(outcome), later.sheets)
    let comparable = later.sheetsOfBothArms(outcome)
    let scores = later.selecting { !gains[$0].isNaN && comparable.contains(sheets[$0]) }
    let regression = try ChildRegression(
      panel, rows: scores.rows, sheets: scores.sheets,
      further: scores.baselineScores(outcome).map { [("baseline", $0)] } ?? [])
    let own = scores.gains(outcome)
    rows = regression.positions.map { scores.rows[$0] }
    outcomes = regression.positions.map { own[$0] }
    let places = rows.map { later.panel.rows[$0].place }
    let adjustment = regression.adjustment
    sample = try ComparisonSample(
      isTreated: places.map { $0.arm == .experimental }, covariates: adjustment.matrix,
      covariateNames: adjustment.names, clusters: places.map(\.preschool))
  }

  /// The analyses in the order of the findings.
  static let analyses: [AlternativeFinding.Analysis] = [
    .inverseProbability, .overlap, .entropyBalancing, .doublyRobust,
  ]

  /// One of the weighted analyses; `nil` for one that is none.
  func answer(_ analysis: AlternativeFinding.Analysis) -> AlternativeAnswer? {
    switch analysis {
    case .inverseProbability: attempt { try weighted(target: .all) }
    case .overlap: attempt { try weighted(target: .overlap) }
    case .entropyBalancing: attempt { try EntropyBalancing(target: .all).fit(sample).effect(on: outcomes) }
    case .doublyRobust:
      attempt { try AugmentedWeighting(target: .all).effect(sample, outcome: outcomes, scores: .logistic(sample)) }
    case .ancova, .change, .completeCases, .multipleImputation: nil
    }
  }

  private func weighted(target: PropensityWeighting.Target) throws -> WeightedEffect {
    try PropensityWeighting(target: target).fit(sample, scores: .logistic(sample)).effect(on: outcomes)
  }

  private func attempt(_ effect: () throws -> WeightedEffect) -> AlternativeAnswer {
    var answer = AlternativeAnswer.attempt {
      let effect = try effect()
      return AlternativeAnswer(
        estimate: effect.estimate(level: panel.plan.effects.confidenceLevel), warnings: effect.warnings)
    }
    answer.rows = rows
    return answer
  }
}

extension WeightedEffect {
  /// The effect with its *t* test over the clusters; `nil` without a standard error.
  fileprivate func estimate(level: Double) -> EffectFinding.Estimate? {
    inference(level: level).map { test in
      EffectFinding.Estimate(
        value: estimate, standardError: standardError, degreesOfFreedom: degreesOfFreedom, pValue: test.pValue,
        interval: Interval(lower: test.lower, upper: test.upper, level: level))
    }
  }
}

extension LaterScores {
  /// Sheets on which children of both arms have a gain.
  fileprivate func sheetsOfBothArms(_ outcome: Int) -> Set<String> {
    let (gains, sheets) = (gains(outcome), sheets)
    func seen(_ arm: Arm) -> Set<String> {
      Set(rows.indices.filter { panel.rows[rows[$0]].place.arm == arm && !gains[$0].isNaN }.map { sheets[$0] })
    }
    return seen(.control).intersection(seen(.experimental))
  }
}
