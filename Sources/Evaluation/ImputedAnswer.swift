internal import Balancing
internal import Findings
internal import Records
internal import Regression

/// The effect on the change of one outcome with the missing later scores imputed, and how wrong the imputation would have
/// to be in the experimental arm for its interval to hold 0.
///
/// The children are those with a score before the treatment whose cohort of birth was observed at the wave. Later scores
/// are imputed from baseline score, sheet and covariates within preschools, apart by arm; the change is compared as in the
/// analysis of changes and pooled by Rubin's rules. Shifting the imputed scores of experimental children by *δ* shifts the
/// pooled effect in a straight line (`TippingPoint`).
struct ImputedAnswer {
  private let scores: ScoresToImpute
  private let effects: Result<[ShiftedEffect], any Error>

  /// `nil` for a plan without a wave before the treatment.
  init?(_ later: LaterScores, outcome: Int) {
    guard let scores = ScoresToImpute(later, outcome: outcome) else { return nil }
    self.scores = scores
    effects = Result { try Self.effects(scores) }
  }

  private var level: Double { scores.panel.plan.effects.confidenceLevel }

  /// The pooled effect; `nil` when no score is missing, for it is then that of the analysis of changes.
  var answer: AlternativeAnswer? {
    guard scores.isImputed.contains(true) else { return nil }
    var answer = AlternativeAnswer.attempt {
      let pooled = try TippingPoint.pooled(effects.get(), shift: 0)
      let table = pooled.coefficientTable(terms: [ChildRegression.armName], level: level)
      return AlternativeAnswer(estimate: table.first?.effectEstimate)
    }
    answer.rows = scores.rows
    return answer
  }

  /// The tipping point with the observed children; without data where the effect has no estimate.
  var tippingPoint: AttritionTippingFinding {
    let cells = EffectCells(scores.panel, outcome: scores.outcome, wave: scores.wave)
    let (outcome, wave) = (scores.panel.plan.outcomes[scores.outcome], scores.panel.plan.waves[scores.wave].name)
    let tipping = try? TippingPoint(
      effects.get(), standardDeviation: cells.pooledStandardDeviation, level: level)
    var points: Double?
    if case .tips(let shift) = tipping?.verdict { points = shift }
    return AttritionTippingFinding(
      address: "tipping:\(outcome).\(wave)", outcome: outcome, wave: wave,
      control: .shown(cells.control.counts), experimental: .shown(cells.experimental.counts),
      points: Disclosable(points), deviations: Disclosable(tipping?.shiftInDeviations))
  }

  /// One effect per completed data set, from regressions on one design.
  private static func effects(_ scores: ScoresToImpute) throws -> [ShiftedEffect] {
    let regression = try ChildRegression(scores.panel, rows: scores.rows, sheets: scores.sheets)
    let changes = try scores.completed(regression).map { later in zip(later, scores.baseline).map { $0 - $1 } }
    let isTreated = scores.rows.map { scores.panel.rows[$0].place.arm == .experimental }
    let indicator = ImputedValueShift.experimental.indicator(isImputed: scores.isImputed, isTreated: isTreated)
    let sums = changes.map { change in zip(change, indicator).map { $0 + $1 } }
    let fits = try regression.fits(changes + [indicator] + sums)
    return try changes.indices.map { index in
      guard
        let effect = ShiftedEffect(
          outcome: fits[index], indicator: fits[changes.count], sum: fits[changes.count + 1 + index],
          term: ChildRegression.armName)
      else { throw EstimationError.termNotEstimated(term: ChildRegression.armName) }
      return effect
    }
  }
}
