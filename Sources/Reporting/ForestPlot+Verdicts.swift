import Findings

extension ForestPlot {
  /// The recommended estimates, grouped by outcome in the order of their first verdict.
  init(_ verdicts: [VerdictFinding], _ words: Wording) {
    let groups = verdicts.map(\.outcome).withoutRepetition.map { outcome in
      (
        heading: words.capitalized(words.outcome(outcome)) as String?,
        lines: verdicts.filter { $0.outcome == outcome }.map { verdict in
          Line(
            name: words.wave(verdict.wave), value: verdict.estimate.value?.value,
            interval: verdict.estimate.value?.interval, mark: words.recommendedMark(verdict))
        }
      )
    }
    self.init(groups, title: words.labels["effect"], words)
  }
}

extension Wording {
  /// Why a verdict shows no estimate.
  func recommendedMark(_ verdict: VerdictFinding) -> String {
    if verdict.estimate.isSuppressed { return suppressedMark }
    return verdict.recommended == nil ? labels["no_method_holds"] : noDataMark
  }
}
