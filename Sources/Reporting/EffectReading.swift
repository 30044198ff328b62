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
