/// The rules from marks to levels that are in use, to see how much a result depends on the rule.
public enum UsualLevelRule: String, Sendable, CaseIterable {
  /// Thirds of the scale 1 … 3: mean points up to 5/3 are level I, up to 7/3 level II.
  case thirds
  /// Mean points rounded to one decimal; up to 1.6 level I, up to 2.3 level II.
  case roundedThirds = "rounded_thirds"
  /// The mark given most often; of two given equally often the lower.
  case mostMarks = "most_marks"

  private static let rounded = LevelRule(cuts: [1.6, 2.3], roundingDecimals: 1, minimumItemShare: 1)

  /// The level of a score.
  public func level(of score: DevelopmentAreaScore) -> Level {
    switch self {
    case .thirds:
      3 * score.pointSum <= 5 * score.itemCount ? .low : 3 * score.pointSum <= 7 * score.itemCount ? .medium : .high
    case .roundedThirds: score.level(by: Self.rounded)
    case .mostMarks: score.mostFrequentLevel
    }
  }

  /// Whether an instrument's levels are made this way; how many items must be marked is no part of it.
  public func isRule(of rule: LevelRule) -> Bool {
    self == .roundedThirds && rule.cuts == Self.rounded.cuts && rule.roundingDecimals == Self.rounded.roundingDecimals
  }
}

extension DevelopmentAreaScore {
  fileprivate var mostFrequentLevel: Level {
    let most = max(lowCount, mediumCount, highCount)
    return lowCount == most ? .low : mediumCount == most ? .medium : .high
  }
}
