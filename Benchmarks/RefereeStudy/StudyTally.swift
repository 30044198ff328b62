import Evaluation
import Findings
import Records

/// Counts over the trials of one design.
struct StudyTally: Sendable {
  /// What was counted of one method.
  struct Count: Sendable {
    /// Trials with an answer, and those of them that rejected.
    var answered = 0
    var rejected = 0
    /// Trials in which the referee called the method valid, and those of them that rejected.
    var valid = 0
    var rejectedWhenValid = 0
    /// Trials in which the referee called it conservative.
    var conservative = 0
  }

  private(set) var trialCount = 0
  private(set) var methods: [Plan.Effects.Estimator: Count] = [:]
  /// The recommended answer; `valid` counts recommendations as valid, not those as conservative.
  private(set) var recommended = Count()
  /// Recommended answers with an interval, and those of them whose interval holds the true effect.
  private(set) var withInterval = 0
  private(set) var covered = 0

  mutating func add(_ trial: StudyTrial) {
    trialCount += 1
    for (estimator, judgement) in zip(Plan.Effects.Estimator.allCases, trial.decision.judgements) {
      guard let estimate = trial.answers[estimator]?.estimate else { continue }
      methods[estimator, default: Count()].add(estimate, judgement.validity)
    }
    guard let best = trial.decision.recommended, let estimate = trial.answers[best]?.estimate,
      let judgement = trial.decision.judgements.first(where: { $0.estimator == best.rawValue })
    else { return }
    recommended.add(estimate, judgement.validity)
    // Without a bounded interval every effect is compatible with the data, the true one too.
    withInterval += 1
    covered += estimate.interval.map { $0.lower <= 0 && 0 <= $0.upper } ?? true ? 1 : 0
  }

  mutating func merge(_ other: StudyTally) {
    trialCount += other.trialCount
    for (estimator, count) in other.methods { methods[estimator, default: Count()].merge(count) }
    recommended.merge(other.recommended)
    withInterval += other.withInterval
    covered += other.covered
  }
}

extension StudyTally.Count {
  fileprivate mutating func add(_ estimate: EffectFinding.Estimate, _ validity: VerdictFinding.Validity) {
    let isRejected = estimate.pValue <= StudyTrial.level
    answered += 1
    rejected += isRejected ? 1 : 0
    if validity == .valid {
      valid += 1
      rejectedWhenValid += isRejected ? 1 : 0
    }
    conservative += validity == .conservative ? 1 : 0
  }

  fileprivate mutating func merge(_ other: Self) {
    answered += other.answered
    rejected += other.rejected
    valid += other.valid
    rejectedWhenValid += other.rejectedWhenValid
    conservative += other.conservative
  }
}
