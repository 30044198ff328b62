import Findings

/// What an effect says, in sentences for people who do not read tables of statistics.
struct EffectReading {
  private let words: Wording

  /// Readings in the words of a pilot.
  init(_ words: Wording) { self.words = words }

  /// The size of the difference, and what it is and is not compatible with.
  func sentences(_ effect: EffectFinding) -> String {
    let names = [
      "outcome": words.capitalized(words.outcome(effect.outcome)), "wave": words.wave(effect.wave),
    ]
    guard let estimate = effect.estimate.value else {
      let mark = words.cell(effect.estimate) { _ in words.absent }.text
      return words.labels.text("effect_hidden", names.merging(["mark": mark]) { $1 })
    }
    let isMore = estimate.value >= 0
    let interval =
      estimate.interval ?? Interval(lower: -.infinity, upper: .infinity, level: words.pilot.confidenceLevel)
    let bounds = [interval.lower, interval.upper]
    let style = NumberStyle.decimal(decimals(bounds + [estimate.value]))
    let places = [
      "value": words.numbers.write(abs(estimate.value), style),
      "lower": words.numbers.write(isMore ? bounds[0] : -bounds[1], style),
      "upper": words.numbers.write(isMore ? bounds[1] : -bounds[0], style),
    ]
    let hasBaseline = words.pilot.waves.contains(where: \.isBefore)
    let key = "effect_" + (hasBaseline ? "gain_" : "score_") + (isMore ? "more" : "less")
    let readings = readingKeys(effect, estimate).map { words.labels.text($0, smallestEffect) }
    return ([words.labels.text(key, names.merging(places) { $1 })] + readings).joined(separator: " ")
  }

  /// Two decimals, three where two would write a bound as zero that is not.
  private func decimals(_ numbers: [Double]) -> Int { numbers.contains { abs($0) < 0.005 } ? 3 : 2 }

  private var smallestEffect: [String: String] {
    ["smallest": words.numbers.write(words.pilot.smallestEffectOfInterest ?? 0, .decimal(2))]
  }

  private func readingKeys(_ effect: EffectFinding, _ estimate: EffectFinding.Estimate) -> [String] {
    var keys: [String] = []
    let interval =
      estimate.interval ?? Interval(lower: -.infinity, upper: .infinity, level: words.pilot.confidenceLevel)
    let includesZero = interval.lower <= 0 && interval.upper >= 0
    keys.append(includesZero ? "reading_compatible" : interval.lower > 0 ? "reading_experimental" : "reading_control")
    let limit = 1 - words.pilot.confidenceLevel
    if !includesZero, let adjusted = effect.adjustedPValue.value, adjusted >= limit {
      keys.append("reading_not_after_adjustment")
    }
    if let smallest = words.pilot.smallestEffectOfInterest, let standardized = effect.standardized.value,
      max(abs(standardized.interval.lower), abs(standardized.interval.upper)) < smallest
    {
      keys.append("reading_below_interest")
    }
    return keys
  }
}
