internal import LinearAlgebra

extension ItemResponseFit {
  /// Standard errors of one item's parameters.
  public struct ItemErrors: Sendable, Equatable {
    /// Whether the slope was estimated: not in the Rasch family, of an anchor, or of a slope that ran to infinity.
    public let isSlopeEstimated: Bool
    /// `nil` when the slope was not estimated, or without a covariance.
    public let slope: Double?
    /// One per location; `nil` where it was held, or without a covariance.
    public let locations: [Double?]
  }

  /// Standard errors of the slope and the locations of an item, whatever the model estimates them by.
  ///
  /// - Parameter item: Position among `items`.
  /// - Returns: Errors from the covariance, by the delta method where steps are shared.
  public func errors(ofItem item: Int) -> ItemErrors {
    let name = items[item].item
    return ItemErrors(
      isSlopeEstimated: position("\(name).slope") != nil,
      slope: position("\(name).slope").flatMap { standardError([($0, 1)]) },
      locations: items[item].locations.indices.map { standardError(composition(ofLocation: $0, items[item])) })
  }

  /// A location as a sum of free parameters with factors; empty when it was held.
  private func composition(ofLocation location: Int, _ item: ItemParameters) -> [(position: Int, factor: Double)] {
    switch model {
    case .rasch: return [position("\(item.item).difficulty")].compactMap { $0.map { ($0, 1) } }
    case .partialCredit: return [position("\(item.item).step\(location + 1)")].compactMap { $0.map { ($0, 1) } }
    case .generalizedPartialCredit, .gradedResponse:
      return [position("\(item.item).threshold\(location + 1)")].compactMap { $0.map { ($0, 1) } }
    case .ratingScale:
      guard let difficulty = position("\(item.item).difficulty") else { return [] }
      return [(difficulty, 1)] + sharedStep(location, item)
    }
  }

  /// The shared steps sum to zero, weighted by the points that they are worth.
  private func sharedStep(_ location: Int, _ item: ItemParameters) -> [(position: Int, factor: Double)] {
    let steps = (0..<max(0, item.locations.count - 1)).compactMap { step in
      position("step\(step + 1)") ?? position("step\(step + 1).of\(item.categoryCount)")
    }
    if location < steps.count { return [(steps[location], 1)] }
    let last = Double(item.weight(ofStep: item.locations.count - 1))
    return steps.enumerated().map { ($1, -Double(item.weight(ofStep: $0)) / last) }
  }

  private func position(_ name: String) -> Int? { parameterNames.firstIndex(of: name) }

  private func standardError(_ parts: [(position: Int, factor: Double)]) -> Double? {
    guard let covariance, !parts.isEmpty else { return nil }
    return covariance.submatrix(parts.map(\.position)).quadraticForm(parts.map(\.factor)).squareRoot()
  }
}
