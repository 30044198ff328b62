import Findings

/// What a recommended effect says, in sentences for people who do not read tables of statistics.
struct EffectReading {
  private let words: Wording

  /// Readings in the words of a pilot.
  init(_ words: Wording) { self.words = words }

  /// The size of the difference, and what it is and is not compatible with.
  func sentences(_ verdict: VerdictFinding) -> String {
    let names = [
      "outcome": words.capitalized(words.outcome(verdict.outcome)), "wave": words.wave(verdict.wave),
    ]
    guard let estimate = verdict.estimate.value else {
      guard !verdict.estimate.isSuppressed, verdict.recommended == nil else {
        let mark = words.cell(verdict.estimate) { _ in words.absent }.text
        return words.labels.text("effect_hidden", names.merging(["mark": mark]) { $1 })
      }
      return words.labels.text("effect_no_method", names)
    }
    let isMore = estimate.value >= 0
    let hasBaseline = words.pilot.waves.contains(where: \.isBefore)
    let key = "effect_" + (hasBaseline ? "gain_" : "score_") + (isMore ? "more" : "less")
    let size = words.labels.text(key, names.merging(places(estimate, isMore: isMore)) { $1 })
    let readings = readingKeys(verdict, estimate).map { words.labels.text($0, smallestEffect) }
    return ([size] + readings).joined(separator: " ")
  }

  /// The difference and its bounds, seen from the arm that has more.
  private func places(_ estimate: EffectFinding.Estimate, isMore: Bool) -> [String: String] {
    let bounds = estimate.interval.map { isMore ? [$0.lower, $0.upper] : [-$0.upper, -$0.lower] } ?? []
    let style = NumberStyle.decimal(decimals(bounds + [estimate.value]))
    return ["value": words.numbers.write(abs(estimate.value), style), "bounds": words.bounds(bounds, style)]
  }

  /// Two decimals, three where two would write a bound as zero that is not.
  private func decimals(_ numbers: [Double]) -> Int { numbers.contains { abs($0) < 0.005 } ? 3 : 2 }

  private var smallestEffect: [String: String] {
    ["smallest": words.numbers.write(words.pilot.smallestEffectOfInterest ?? 0, .decimal(2))]
  }

  private func readingKeys(_ verdict: VerdictFinding, _ estimate: EffectFinding.Estimate) -> [String] {
    guard let interval = estimate.interval else { return ["reading_unbounded"] }
    let includesZero = interval.lower <= 0 && interval.upper >= 0
    var keys = [
      includesZero ? "reading_compatible" : interval.lower > 0 ? "reading_experimental" : "reading_control"
    ]
    let limit = 1 - words.pilot.confidenceLevel
    if !includesZero, let adjusted = verdict.adjustedPValue.value, adjusted >= limit {
      keys.append("reading_not_after_adjustment")
    }
    if let smallest = words.pilot.smallestEffectOfInterest, let standardized = verdict.standardized.value,
      max(abs(standardized.interval.lower), abs(standardized.interval.upper)) < smallest
    {
      keys.append("reading_below_interest")
    }
    return keys
  }
}

extension Wording {
  /// Two bounds as a sentence holds them, or that there are none.
  func bounds(_ bounds: [Double], _ style: NumberStyle) -> String {
    guard bounds.count == 2 else { return labels["bounds_none"] }
    return labels.text(
      "bounds_from_to", ["lower": numbers.write(bounds[0], style), "upper": numbers.write(bounds[1], style)])
  }

  /// The level that p-values are held against such as `0.05`.
  var significanceLevel: String {
    numbers.write(((1 - pilot.confidenceLevel) * 1e6).rounded() / 1e6, .decimalUpTo(3))
  }

  /// A p-value as a sentence holds it such as `p = 0.006` or `p < 0.001`.
  func pValue(_ value: Double) -> String {
    let text = numbers.write(value, .pValue)
    return text.hasPrefix("<") ? "p\u{A0}" + text : "p\u{A0}=\u{A0}" + text
  }

  /// Names in a row, the last one after an "and".
  func listed(_ names: [String]) -> String {
    guard let last = names.last, names.count > 1 else { return names.first ?? "" }
    return labels.text("list_and", ["first": names.dropLast().joined(separator: ", "), "last": last])
  }

  /// Name of an estimator as a sentence of the referee holds it.
  func estimatorInSentence(_ key: String) -> String {
    labels.optional("referee_name_\(key)_\(pilot.degreesOfFreedom)") ?? labels.optional("referee_name_\(key)")
      ?? estimator(key)
  }
}
