public import Findings
internal import Moments

/// What can be said of items and their sum score without a response model.
public struct ClassicalItemStatistics: Sendable, Codable, Equatable {
  /// `nil` for all groups together.
  public let group: String?
  /// Persons with at least one answer.
  public let personCount: Int
  /// Persons without any answer.
  public let emptyPersonCount: Int
  /// Share of persons whose every answer is the lowest category; `nil` without persons.
  public let floorShare: Double?
  /// Share of persons whose every answer is the highest category; `nil` without persons.
  public let ceilingShare: Double?
  public let items: [ItemStatistics]
  public let reliability: ScaleReliability
  public let warnings: [FindingWarning]
}

/// How one item was used.
public struct ItemStatistics: Sendable, Codable, Equatable {
  public let item: String
  /// Persons per category.
  public let categoryCounts: [Int]
  /// Persons of the group without an answer to the item, those without any answer included.
  public let missingCount: Int
  /// Share of the answers in the lowest category; `nil` without answers.
  public let floorShare: Double?
  /// Share of the answers in the highest category; `nil` without answers.
  public let ceilingShare: Double?
  /// Mean category; `nil` without answers.
  public let mean: Double?
  /// Standard deviation of the category with denominator n − 1; `nil` for fewer than two answers.
  public let standardDeviation: Double?
  /// Correlation with the sum of the other items; `nil` where one of them does not vary.
  public let itemRestCorrelation: Double?
  /// Cronbach's alpha of the other items.
  public let alphaIfDropped: Double?

  /// Persons who answered the item.
  public var answerCount: Int { categoryCounts.reduce(0, +) }

  init(
    item: String, categoryCounts: [Int], personCount: Int, itemRestCorrelation: Double?, alphaIfDropped: Double?
  ) {
    let (count, sum, square) = momentSums(categoryCounts)
    let n = Double(count)
    self.item = item
    self.categoryCounts = categoryCounts
    missingCount = personCount - count
    floorShare = count > 0 ? Double(categoryCounts[0]) / n : nil
    ceilingShare = count > 0 ? Double(categoryCounts[categoryCounts.count - 1]) / n : nil
    mean = count > 0 ? Double(sum) / n : nil
    standardDeviation = count > 1 ? (Double(count * square - sum * sum) / (n * (n - 1))).squareRoot() : nil
    self.itemRestCorrelation = itemRestCorrelation
    self.alphaIfDropped = alphaIfDropped
  }
}

/// How well the sum score of the items measures what they share.
public struct ScaleReliability: Sendable, Codable, Equatable {
  /// The items behind it: those with two categories in use.
  public let items: [String]
  /// Persons behind the rarest pair of items: all, when no answer is missing.
  public let smallestPairCount: Int
  /// Cronbach's alpha; `nil` for fewer than two items, or items that nobody answered together.
  public var alpha: Double?
  /// Feldt's interval, with the rarest pair's persons; exact for normal items with equal covariances.
  public var alphaInterval: Interval?
  /// The one-factor model behind omega; `nil` for fewer than three items or without a solution.
  public var factor: OneFactorFit?

  /// McDonald's omega total.
  public var omega: Double? { factor?.omega }
}
