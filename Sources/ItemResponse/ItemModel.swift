/// How the probability of a category depends on the ability.
public enum ItemModel: String, Sendable, Codable, CaseIterable {
  /// Two categories, one difficulty per item, slope 1 (Rasch 1960).
  case rasch
  /// Item difficulties and steps that all items share, slope 1 (Andrich 1978).
  case ratingScale = "rsm"
  /// Each item its own step difficulties, slope 1 (Masters 1982).
  case partialCredit = "pcm"
  /// Step difficulties and a slope per item (Muraki 1992).
  case generalizedPartialCredit = "gpcm"
  /// Cumulative logits with a slope per item (Samejima 1969).
  case gradedResponse = "grm"

  /// Whether all slopes are 1 and the sum score says all that a person's answers say.
  public var hasSufficientScore: Bool {
    switch self {
    case .rasch, .ratingScale, .partialCredit: true
    case .generalizedPartialCredit, .gradedResponse: false
    }
  }
}
