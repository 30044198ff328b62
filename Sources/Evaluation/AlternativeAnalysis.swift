internal import Findings
internal import Records
internal import Tabular

/// The effects by other analyses of the same question, and what attrition would have to hide to undo them.
struct AlternativeAnalysis {
  private(set) var alternatives: [AlternativeFinding] = []
  private(set) var tippingPoints: [AttritionTippingFinding] = []

  /// Analyses every outcome at every wave after the start of treatment.
  init(_ panel: Panel) {
    let waves = panel.effectWaves
    let scores = Dictionary(uniqueKeysWithValues: waves.map { ($0, LaterScores(panel, wave: $0)) })
    let complete = concurrentMap(panel.plan.outcomes.count) { CompleteCases(panel, outcome: $0).answers() }
    let places = panel.plan.outcomes.indices.flatMap { outcome in
      waves.compactMap { wave in scores[wave].map { Place(scores: $0, outcome: outcome) } }
    }
    let found = concurrentMap(places.count) { index in
      let place = places[index]
      return place.answers(complete: complete[place.outcome][place.scores.wave])
    }
    for (place, answers) in zip(places, found) {
      alternatives += answers.alternatives.map { place.finding($1, $0) }
      tippingPoints += answers.tippingPoint.map { [$0] } ?? []
    }
  }

  /// One outcome at one wave.
  private struct Place: Sendable {
    var scores: LaterScores
    var outcome: Int

    struct Answers: Sendable {
      var alternatives: [(AlternativeFinding.Analysis, AlternativeAnswer)] = []
      var tippingPoint: AttritionTippingFinding?
    }

    func answers(complete: AlternativeAnswer?) -> Answers {
      let adjusted = AdjustedAnswers(scores: scores, outcome: outcome)
      let imputed = ImputedAnswer(scores, outcome: outcome)
      let unweighted: [(AlternativeFinding.Analysis, AlternativeAnswer?)] = [
        (.ancova, adjusted.ancova()), (.change, adjusted.change()), (.completeCases, complete),
        (.multipleImputation, imputed?.answer),
      ]
      return Answers(
        alternatives: unweighted.compactMap { analysis, answer in answer.map { (analysis, $0) } } + weighted(),
        tippingPoint: imputed?.tippingPoint)
    }

    private func weighted() -> [(AlternativeFinding.Analysis, AlternativeAnswer)] {
      guard !scores.panel.plan.assignment.isRandomised else { return [] }
      do {
        let weighted = try WeightedAnswers(scores, outcome: outcome)
        return WeightedAnswers.analyses.compactMap { analysis in weighted.answer(analysis).map { (analysis, $0) } }
      } catch {
        return WeightedAnswers.analyses.map { ($0, AlternativeAnswer(warnings: [.notEstimable(error)])) }
      }
    }

    func finding(_ answer: AlternativeAnswer, _ analysis: AlternativeFinding.Analysis) -> AlternativeFinding {
      answer.finding(analysis, panel: scores.panel, outcome: outcome, wave: scores.wave)
    }
  }
}
