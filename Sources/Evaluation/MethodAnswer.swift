internal import Findings

/// What one estimator says about one effect: an estimate, or why there is none.
struct MethodAnswer: Sendable {
  var estimate: EffectFinding.Estimate?
  var draws: EffectFinding.Draws?
  /// Whether a variance of the units was estimated as 0.
  var isSingular = false
  var warnings: [FindingWarning] = []

  /// The answer for one term of a coefficient table.
  init(_ table: [Coefficient], term: String, isSingular: Bool = false, warnings: [FindingWarning]) {
    estimate = table.first { $0.term == term }?.effectEstimate
    self.isSingular = isSingular
    self.warnings = warnings
  }

  init(estimate: EffectFinding.Estimate?, draws: EffectFinding.Draws?, warnings: [FindingWarning]) {
    self.estimate = estimate
    self.draws = draws
    self.warnings = warnings
  }

  /// No estimate, because of an error.
  init(_ error: any Error) { warnings = [.notEstimable(error)] }

  /// The answer as the referee sees it.
  var forReferee: Referee.Answer { Referee.Answer(estimate: estimate, draws: draws, isSingular: isSingular) }
}
