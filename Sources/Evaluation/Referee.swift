package import Findings
package import Records

/// Says which method's answer holds for the design of an effect, where the methods disagree, and which to report.
///
/// Pure: it sees the answers and the units behind them, never a row. Its rules are the table of
/// `Documentation/WhichAnswerHolds.md`, which gives the source of each and the simulation study that holds them to their
/// word.
package struct Referee: Sendable {
  /// One method's answer.
  package struct Answer: Sendable {
    package var estimate: EffectFinding.Estimate?
    package var draws: EffectFinding.Draws?
    /// Whether a variance of the units of assignment was estimated as 0.
    package var isSingular: Bool

    /// Creates an answer; without an estimate the method gave none.
    package init(
      estimate: EffectFinding.Estimate?, draws: EffectFinding.Draws? = nil, isSingular: Bool = false
    ) {
      self.estimate = estimate
      self.draws = draws
      self.isSingular = isSingular
    }
  }

  /// What the referee decides of one effect.
  package struct Decision: Sendable {
    package var judgements: [VerdictFinding.Judgement]
    package var recommended: Plan.Effects.Estimator?
    package var reason: VerdictFinding.Reason
    package var disagreement: VerdictFinding.Disagreement?
  }

  /// The plan's primary estimator first.
  package var estimators: [Plan.Effects.Estimator]
  package var isRandomised: Bool
  /// Significance level, 1 − confidence.
  package var level: Double

  /// Creates a referee for the estimators of a plan, the primary one first.
  package init(estimators: [Plan.Effects.Estimator], isRandomised: Bool, level: Double) {
    self.estimators = estimators
    self.isRandomised = isRandomised
    self.level = level
  }

  /// In which order the other methods stand in for a primary estimator that is not valid.
  static let preference: [Plan.Effects.Estimator] = [
    .mixedModel, .clusterLevel, .clusterRobust, .randomization, .wildBootstrap,
  ]

  /// Judges each answer and recommends one: the primary if it is valid, else the first valid one by preference, else the
  /// primary or first one that is conservative.
  package func decide(
    _ answers: [Plan.Effects.Estimator: Answer], design: ClusterDesign
  ) -> Decision {
    let judgements = estimators.map { estimator in
      judge(estimator, answers[estimator] ?? Answer(estimate: nil), design)
    }
    func first(_ validity: VerdictFinding.Validity) -> Plan.Effects.Estimator? {
      let found = zip(estimators, judgements).filter { $0.1.validity == validity }.map(\.0)
      return found.first == estimators.first
        ? found.first : Self.preference.first(where: found.contains)
    }
    let recommended = first(.valid) ?? first(.conservative)
    return Decision(
      judgements: judgements, recommended: recommended,
      reason: reason(recommended, isConservative: first(.valid) == nil, design),
      disagreement: disagreement(judgements, answers))
  }

  private func reason(
    _ recommended: Plan.Effects.Estimator?, isConservative: Bool, _ design: ClusterDesign
  ) -> VerdictFinding.Reason {
    let facts = ["control": Double(design.controlCount), "experimental": Double(design.experimentalCount)]
    guard let recommended else { return VerdictFinding.Reason(.noneValid, facts) }
    if isConservative { return VerdictFinding.Reason(.onlyConservative, facts) }
    return VerdictFinding.Reason(recommended == estimators.first ? .primaryHolds : .primaryFails, facts)
  }

  /// The range of p-values of the methods that are valid here; `nil` with fewer than two.
  private func disagreement(
    _ judgements: [VerdictFinding.Judgement], _ answers: [Plan.Effects.Estimator: Answer]
  ) -> VerdictFinding.Disagreement? {
    let valid = zip(estimators, judgements).compactMap { estimator, judgement -> (String, Double)? in
      guard judgement.validity == .valid, let p = answers[estimator]?.estimate?.pValue else { return nil }
      return (estimator.rawValue, p)
    }
    guard valid.count > 1, let smallest = valid.min(by: { $0.1 < $1.1 }), let largest = valid.max(by: { $0.1 < $1.1 })
    else { return nil }
    return VerdictFinding.Disagreement(
      smallestPValue: smallest.1, smallestBy: smallest.0, largestPValue: largest.1, largestBy: largest.0,
      changesConclusion: smallest.1 <= level && largest.1 > level)
  }
}
