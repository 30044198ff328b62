internal import ItemResponse
internal import Records

/// The probability of level III on a complete sheet as a function of the ability.
struct LevelThreeCurve: Sendable {
  private let lowest: Double
  private let step: Double
  private let values: [Double]

  private static let stepInLogits = 0.02

  /// The curve of a form over a range of abilities.
  ///
  /// - Parameters:
  ///   - form: Calibrated items of the form.
  ///   - rule: Points to levels; every item counts 1 … 3 points.
  ///   - range: Abilities in logits.
  init(_ form: TestForm, rule: LevelRule, range: ClosedRange<Double>) {
    lowest = range.lowerBound
    step = Self.stepInLogits
    let count = max(2, Int(((range.upperBound - range.lowerBound) / Self.stepInLogits).rounded(.up)) + 1)
    let items = form.items.count
    let isThird = form.scoreRange.map { rule.level(pointSum: $0 + items, itemCount: items) == .high }
    values = (0..<count).map { position in
      let theta = range.lowerBound + Double(position) * Self.stepInLogits
      return zip(form.scoreProbabilities(at: theta), isThird).reduce(0) { $0 + ($1.1 ? $1.0 : 0) }
    }
  }

  /// The probability at an ability, straight between the points of the curve.
  subscript(ability: Double) -> Double {
    let place = min(max(0, (ability - lowest) / step), Double(values.count - 1))
    let index = min(Int(place), values.count - 2)
    let share = place - Double(index)
    return values[index] + share * (values[index + 1] - values[index])
  }
}

extension ProgressionScale {
  /// The probability of level III for every draw and person, each on the complete sheet of its form.
  func probabilitiesOfLevelThree(_ draws: [[Double]], fit: ItemResponseFit, panel: Panel) -> [[Double]] {
    guard let rule = panel.records.instrument.levelRule else { return draws.map { $0.map { _ in .nan } } }
    let bounds = draws.map { ($0.min() ?? 0, $0.max() ?? 0) }
    let range = (bounds.map(\.0).min() ?? 0)...(bounds.map(\.1).max() ?? 0)
    let curves = forms.map { form in
      testForm(form, fit: fit).map { LevelThreeCurve($0, rule: rule, range: range) }
    }
    let positions = Dictionary(forms.enumerated().map { ($1.key, $0) }) { first, _ in first }
    let curveOfPerson = rows.map { positions[panel.rows[$0].sheet] ?? 0 }
    return draws.map { abilities in zip(abilities, curveOfPerson).map { curves[$1]?[$0] ?? .nan } }
  }

  /// The calibrated items of a form; `nil` where none of them is.
  func testForm(_ form: Instrument.Form, fit: ItemResponseFit) -> TestForm? {
    let calibrated = Set(fit.items.map(\.item))
    let names = items.filter { form.items.contains($0) && calibrated.contains($0) }
    return names.isEmpty ? nil : try? TestForm(fit, items: names)
  }
}
