internal import Findings

/// The effect on one outcome at one wave by regressions of one row per child, among children with a score at both waves.
struct AdjustedAnswers {
  private static let baselineName = "baseline"
  let scores: LaterScores
  let outcome: Int

  /// Later score on baseline score, arm, covariates and sheet; `nil` for a plan without a wave before the treatment.
  func ancova() -> AlternativeAnswer? {
    scores.baselineScores(outcome).map { before in
      answer(response: scores.scores(outcome), further: [(Self.baselineName, before)])
    }
  }

  /// Later less baseline score on arm, covariates and sheet; `nil` for a plan without a wave before the treatment.
  func change() -> AlternativeAnswer? {
    guard scores.baselineRows != nil else { return nil }
    return answer(response: scores.gains(outcome), further: [])
  }

  private func answer(response: [Double], further: [(name: String, values: [Double])]) -> AlternativeAnswer {
    .attempt {
      try ChildRegression(scores.panel, rows: scores.rows, sheets: scores.sheets, further: further)
        .answer(ChildRegression.armName, response: response, rows: scores.rows)
    }
  }
}
