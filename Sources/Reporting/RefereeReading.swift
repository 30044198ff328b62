import Findings

/// The referee's sentences on one effect: which method holds here, from what design, and who agrees.
///
/// Every sentence is put together from the units, degrees of freedom, p-values and reasons of the effect at hand.
struct RefereeReading {
  private let words: Wording
  private let reasons: ReasonReading

  /// Readings in the words of a pilot.
  init(_ words: Wording) {
    self.words = words
    reasons = ReasonReading(words)
  }

  /// What is recommended and why, then which methods do not hold, each with its reason.
  func sentences(_ verdict: VerdictFinding) -> String {
    let first = words.capitalized(recommendation(verdict)) + (comparison(verdict).map { "; " + $0 } ?? "") + "."
    let others: [(VerdictFinding.Validity, String)] = [
      (.notValid, "referee_not_valid"), (.conservative, "referee_conservative"), (.unavailable, "referee_unavailable"),
    ]
    return ([first] + others.compactMap { named(verdict, $0.0, $0.1) }).joined(separator: " ")
  }

  private func recommendation(_ verdict: VerdictFinding) -> String {
    let key =
      switch verdict.reason.code {
      case .primaryFails: "referee_primary_fails"
      case .onlyConservative: "referee_only_conservative"
      case .noneValid: "referee_none_valid"
      default: "referee_holds"
      }
    let recommended = verdict.judgements.first { $0.estimator == verdict.recommended }
    let primary = verdict.judgements.first { $0.estimator == words.pilot.primaryEstimator }
    let speaker = verdict.reason.code == .onlyConservative ? recommended : primary
    let places = [
      "estimator": verdict.recommended.map(words.estimatorInSentence) ?? "",
      "primary": words.estimatorInSentence(words.pilot.primaryEstimator),
      "reason": speaker.map(reasons.clauses) ?? "", "df": degreesOfFreedom(verdict),
    ]
    guard let units = units(verdict.design) else { return words.labels.text(key + "_hidden", places) }
    return words.labels.text(key, places.merging(["units": units]) { $1 })
  }

  private func units(_ design: ClusterDesign?) -> String? {
    guard let design, let label = words.labels.optional("referee_units_\(design.unit)") else { return nil }
    return [("control", design.controlCount), ("experimental", design.experimentalCount)].reduce(label) {
      $0.replacing("{\($1.0)}", with: words.numbers.write($1.1))
    }
  }

  private func degreesOfFreedom(_ verdict: VerdictFinding) -> String {
    guard let value = verdict.estimate.value?.degreesOfFreedom else { return "" }
    return words.labels.text("referee_df", ["df": words.numbers.write(value, .decimal(value < 10 ? 1 : 0))])
  }

  /// Whether the other valid methods come to the same conclusion; `nil` when no method is valid.
  private func comparison(_ verdict: VerdictFinding) -> String? {
    let valid = verdict.judgements.filter { $0.validity == .valid }.map(\.estimator)
    guard !verdict.estimate.isSuppressed, let recommended = verdict.recommended, valid.contains(recommended) else {
      return nil
    }
    let others = valid.filter { $0 != recommended }.map(words.estimatorInSentence)
    guard !others.isEmpty, let range = verdict.disagreement.value else { return words.labels["referee_alone"] }
    guard range.changesConclusion else {
      return words.labels.text(
        others.count == 1 ? "referee_agree_one" : "referee_agree_many",
        ["methods": words.listed(others), "range": words.range(range.smallestPValue, range.largestPValue)])
    }
    return words.labels.text(
      "referee_disagree",
      [
        "first": words.estimatorInSentence(range.smallestBy), "smallest": words.pValue(range.smallestPValue),
        "second": words.estimatorInSentence(range.largestBy), "largest": words.pValue(range.largestPValue),
        "level": words.significanceLevel,
      ])
  }

  /// The methods of one validity that the first sentence does not speak of, each with its reasons.
  private func named(_ verdict: VerdictFinding, _ validity: VerdictFinding.Validity, _ key: String) -> String? {
    let isSaid = [verdict.recommended, verdict.reason.code == .primaryFails ? words.pilot.primaryEstimator : nil]
    let methods = verdict.judgements.filter { $0.validity == validity && !isSaid.contains($0.estimator) }
      .map { words.estimatorInSentence($0.estimator) + " (" + reasons.clauses($0) + ")" }
    guard !methods.isEmpty else { return nil }
    return words.labels.text(key, ["methods": methods.joined(separator: "; ")])
  }
}
