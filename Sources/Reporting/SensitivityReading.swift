import Findings

/// What it would take to explain an effect away, and how it stands against the smallest effect of interest.
struct SensitivityReading {
  private let words: Wording

  /// Readings in the words of a pilot.
  init(_ words: Wording) { self.words = words }

  /// The sentences that a verdict has numbers for; leniency is about outcomes that educators rate, not about tests.
  func sentences(_ verdict: VerdictFinding) -> [String] {
    let isRated = words.pilot.outcomes.first { $0.key == verdict.outcome }?.hasLevels ?? true
    return [
      isRated ? verdict.leniency.value.map(leniency) : nil, verdict.robustness.value.map(robustness),
      verdict.interest.value.map(interest), verdict.levelThree.value.map(levelThree),
    ].compactMap(\.self)
  }

  private func leniency(_ finding: LeniencyFinding) -> String {
    let text = words.labels.text(
      finding.nullifyingPoints >= 0 ? "leniency_more" : "leniency_less",
      [
        "points": words.numbers.write(abs(finding.nullifyingPoints), .decimal(2)),
        "deviations": words.numbers.write(abs(finding.nullifyingDeviations), .decimal(2)),
      ])
    guard finding.insignificancePoints != 0 else { return words.labels.text("leniency_already", ["text": text]) }
    let points = abs(finding.insignificancePoints)
    return words.labels.text(
      "leniency_insignificant",
      ["text": text, "points": words.numbers.write(points, .decimal(points < 0.005 ? 3 : 2))])
  }

  private func robustness(_ finding: RobustnessFinding) -> String {
    words.labels.text(
      "robustness",
      [
        "value": words.numbers.write(finding.robustnessValue, .share(1)),
        "interval": words.numbers.write(finding.robustnessValueOfInterval, .share(1)),
        "own": words.numbers.write(finding.partialR2, .share(1)),
      ])
  }

  private func interest(_ reading: InterestReading) -> String {
    words.labels.text(
      "interest_\(reading.verdict.rawValue)",
      [
        "margin": words.numbers.write(reading.margin, .decimal(2)),
        "p": reading.equivalencePValue.map(words.pValue) ?? words.noDataMark,
      ])
  }

  private func levelThree(_ difference: ShareDifference) -> String {
    let isMore = difference.value >= 0
    let bounds = difference.interval.map { isMore ? [$0.lower, $0.upper] : [-$0.upper, -$0.lower] } ?? []
    return words.labels.text(
      isMore ? "level_three_more" : "level_three_less",
      [
        "value": words.numbers.write(100 * abs(difference.value), .decimal(1)),
        "bounds": words.bounds(bounds.map { 100 * $0 }, .decimal(1)),
        "p": difference.pValue.map { "; " + words.pValue($0) } ?? "",
      ])
  }
}
