internal import ItemResponse
internal import Records

extension ProgressionScale {
  /// The calibrated items of a form; `nil` where none of them is.
  func testForm(_ form: Instrument.Form, fit: ItemResponseFit) -> TestForm? {
    let calibrated = Set(fit.items.map(\.item))
    let names = items.filter { form.items.contains($0) && calibrated.contains($0) }
    return names.isEmpty ? nil : try? TestForm(fit, items: names)
  }

  /// The probability of level III for every draw and person, each on the complete sheet of its form.
  ///
  /// - Parameters:
  ///   - draws: Draws × persons, abilities in logits.
  ///   - fit: Items with parameters.
  ///   - panel: Rows and the instrument's rule from points to levels.
  /// - Returns: Draws × persons; NaN where a form has no calibrated item.
  func probabilitiesOfLevelThree(_ draws: [[Double]], fit: ItemResponseFit, panel: Panel) -> [[Double]] {
    var result = draws.map { $0.map { _ in Double.nan } }
    guard let rule = panel.records.instrument.levelRule else { return result }
    for form in forms {
      guard let test = testForm(form, fit: fit) else { continue }
      let persons = rows.indices.filter { panel.rows[rows[$0]].sheet == form.key }
      let level = LevelProbability(test, lowestScore: test.lowestScore(of: .high, by: rule))
      for draw in draws.indices {
        let values = level.probabilities(at: persons.map { draws[draw][$0] })
        for (person, value) in zip(persons, values) { result[draw][person] = value }
      }
    }
    return result
  }
}

extension TestForm {
  /// The sum score at which a level begins, every item counting 1 … 3 points; one above all scores when none does.
  fileprivate func lowestScore(of level: Level, by rule: LevelRule) -> Int {
    let count = items.count
    return scoreRange.first { rule.level(pointSum: $0 + count, itemCount: count) >= level } ?? scoreRange.upperBound + 1
  }
}
