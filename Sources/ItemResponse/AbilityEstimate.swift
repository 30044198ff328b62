/// An ability with its standard error, on the scale of the items.
public struct AbilityEstimate: Sendable, Codable, Equatable {
  public let value: Double
  /// The standard deviation of the posterior, or 1/√I of an estimate without a prior.
  public let standardError: Double
}

/// The maximum likelihood estimate of an ability, which the lowest and the highest score do not have.
public enum MaximumLikelihoodAbility: Sendable, Codable, Equatable {
  case finite(AbilityEstimate)
  /// All answers in the lowest category: the likelihood rises as the ability falls without end.
  case belowAll
  /// All answers in the highest category.
  case aboveAll
  /// No answer to an item that tells abilities apart.
  case noInformation

  /// The estimate, where there is one.
  public var estimate: AbilityEstimate? {
    guard case .finite(let estimate) = self else { return nil }
    return estimate
  }
}
