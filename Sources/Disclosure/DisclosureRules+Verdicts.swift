import Findings

extension DisclosureRules {
  /// A verdict, with every number hidden where its place is.
  ///
  /// - Parameters:
  ///   - verdict: The verdict as estimation made it.
  ///   - places: Places that are hidden.
  ///   - levels: The level tables as released: the difference in shares at level III goes where a share of them went.
  /// - Returns: The verdict; which methods hold is never hidden.
  func released(
    _ verdict: VerdictFinding, hiding places: Set<EffectPlace>, levels: [LevelShareFinding]
  ) -> VerdictFinding {
    guard places.contains(verdict.place) else {
      var result = verdict
      result.reason = released(verdict.reason)
      result.judgements = verdict.judgements.map { judgement in
        .init(estimator: judgement.estimator, validity: judgement.validity, reasons: judgement.reasons.map(released))
      }
      if levels.hideLevelThree(at: verdict.place) { result.levelThree = verdict.levelThree.hidden }
      result.warnings = released(verdict.warnings)
      return result
    }
    return concealed(verdict)
  }

  /// Which methods hold stays; every number goes.
  private func concealed(_ verdict: VerdictFinding) -> VerdictFinding {
    VerdictFinding(
      address: verdict.address, outcome: verdict.outcome, wave: verdict.wave, control: verdict.control.hidden,
      experimental: verdict.experimental.hidden, design: nil,
      judgements: verdict.judgements.map { judgement in
        .init(
          estimator: judgement.estimator, validity: judgement.validity,
          reasons: judgement.reasons.map { .init($0.code) })
      },
      recommended: verdict.recommended, reason: .init(verdict.reason.code), estimate: verdict.estimate.hidden,
      standardized: verdict.standardized.hidden, adjustedPValue: verdict.adjustedPValue.hidden,
      disagreement: verdict.disagreement.hidden, interest: verdict.interest.hidden, leniency: verdict.leniency.hidden,
      robustness: verdict.robustness.hidden, levelThree: verdict.levelThree.hidden,
      warnings: verdict.warnings.map(withoutFacts))
  }

  /// A reason whose facts hold no small number of children.
  private func released(_ reason: VerdictFinding.Reason) -> VerdictFinding.Reason {
    let facts = reason.facts.filter { name, value in
      Self.reasonFactsAboutOthers.contains(name) || !(Int(exactly: value).map(isSmall) ?? false)
    }
    return .init(reason.code, facts)
  }

  /// Facts of reasons that count units, assignments or draws, or state limits; any other may count children.
  private static let reasonFactsAboutOthers: Set<String> = [
    "assignments", "clusters", "control", "df", "draws", "effective", "experimental", "level", "leverage", "limit",
    "preschools", "ratio", "replications", "required", "share", "smallest_p", "strata", "threshold", "units",
    "variation",
  ]
}

extension [LevelShareFinding] {
  fileprivate func hideLevelThree(at place: EffectPlace) -> Bool {
    contains { $0.outcome == place.outcome && $0.wave == place.wave && ($0.shares.last?.isSuppressed ?? false) }
  }
}
