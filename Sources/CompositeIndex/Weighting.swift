import Findings

/// Where the weights of a block's members come from.
///
/// Weights that are found from the data change with the areas that are compared; given ones do not. A block whose
/// members cannot be weighted from the data keeps its given weights, with a warning.
public enum Weighting: String, Sendable, Codable, CaseIterable {
  /// The framework's own, agreed by experts.
  case given
  case equal
  /// Squared loadings on the first principal component of the members' correlations.
  case principalComponent = "pca"
  /// Weights for which every member correlates equally with the block.
  case equalCorrelation = "equal_correlation"
  /// Weights for which every member explains an equal share of the block's variance (cubic correlation ratio).
  case equalCorrelationRatio = "equal_correlation_ratio"

  /// Weights of a block's members, whose risks are members × areas and complete: they sum to 1.
  func weights(of block: IndexFramework.Block, risks: [[Double]]) -> (weights: [Double], warnings: [FindingWarning]) {
    let memberCount = block.memberKeys.count
    switch self {
    case .given: return (block.memberWeights, [])
    case .equal: return ([Double](repeating: 1 / Double(memberCount), count: memberCount), [])
    case .principalComponent, .equalCorrelation, .equalCorrelationRatio:
      guard memberCount > 1 else { return ([1], []) }
      guard let correlations = MemberCorrelations(risks) else {
        return (block.memberWeights, [.unweighable(block, "too few areas, or a member that does not vary")])
      }
      guard self == .principalComponent else {
        return equalImportanceWeights(of: block, risks: risks, correlations: correlations)
      }
      return principalComponentWeights(of: block, correlations: correlations)
    }
  }

  private func equalImportanceWeights(
    of block: IndexFramework.Block, risks: [[Double]], correlations: MemberCorrelations
  ) -> (weights: [Double], warnings: [FindingWarning]) {
    let measure: EqualImportance.Measure = self == .equalCorrelation ? .squaredCorrelation : .correlationRatio
    let found = EqualImportance(aggregation: block.aggregation, measure: measure)
      .weights(risks: risks, correlations: correlations)
    guard !found.isEqual else { return (found.weights, []) }
    let facts = ["block": block.key, "members": block.memberKeys.joined(separator: ", ")]
    return (
      found.weights,
      [
        FindingWarning(
          .notConverged, "block \(block.name): no weights make its members equally important; these come near",
          facts: facts)
      ]
    )
  }

  private func principalComponentWeights(
    of block: IndexFramework.Block, correlations: MemberCorrelations
  ) -> (weights: [Double], warnings: [FindingWarning]) {
    guard let component = correlations.firstComponent else {
      return (block.memberWeights, [.unweighable(block, "no component stands out")])
    }
    let opposed = zip(block.memberKeys, component).filter { $0.1 < 0 }.map(\.0)
    let warnings =
      opposed.isEmpty
      ? []
      : [
        FindingWarning(
          .notEstimable,
          "block \(block.name): \(opposed.joined(separator: ", ")) runs against the first component; its weight is that of "
            + "an agreeing one", facts: ["block": block.key, "indicators": opposed.joined(separator: ", ")])
      ]
    return (component.map { $0 * $0 }.scaledToSumOne, warnings)
  }
}

extension IndexFramework.Block {
  /// The key, or a word for the whole.
  var name: String { key.isEmpty ? "of the whole index" : key }
}

extension FindingWarning {
  fileprivate static func unweighable(_ block: IndexFramework.Block, _ reason: String) -> FindingWarning {
    FindingWarning(
      .notEstimable, "block \(block.name): weights cannot be found from the data (\(reason)); the given ones stand",
      facts: ["block": block.key])
  }
}
