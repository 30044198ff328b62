import Foundation

/// Items that are given together, as functions of the ability: information, expected score, distribution of the score.
public struct TestForm: Sendable, Equatable {
  public let model: ItemModel
  public let items: [ItemParameters]

  /// Creates a form of calibrated items.
  ///
  /// - Parameters:
  ///   - fit: Items with parameters.
  ///   - names: Names of the items on the form; `nil` means all.
  /// - Throws: `ItemResponseError.itemNotCalibrated`.
  public init(_ fit: ItemResponseFit, items names: [String]? = nil) throws(ItemResponseError) {
    model = fit.model
    guard let names else {
      items = fit.items
      return
    }
    var chosen: [ItemParameters] = []
    for name in names {
      guard let item = fit.items.first(where: { $0.item == name }) else { throw .itemNotCalibrated(item: name) }
      chosen.append(item)
    }
    items = chosen
  }

  /// The lowest and the highest sum score, categories counted as in the responses.
  public var scoreRange: ClosedRange<Int> {
    items.reduce(0) { $0 + $1.categories[0] }...items.reduce(0) { $0 + $1.categories[$1.categoryCount - 1] }
  }

  /// Fisher's information about the ability, per item.
  public func itemInformation(at theta: Double) -> [Double] { items.map { $0.information(at: theta, model: model) } }

  /// Fisher's information of the form about the ability; 1/√I is the standard error that it can reach there.
  public func information(at theta: Double) -> Double { itemInformation(at: theta).reduce(0, +) }

  /// The expected sum score at an ability.
  public func expectedScore(at theta: Double) -> Double {
    items.reduce(0) { sum, item in
      zip(item.categories, item.logProbabilities(at: theta, model: model)).reduce(sum) { $0 + Double($1.0) * exp($1.1) }
    }
  }

  /// The ability at which the expected sum score takes a value.
  ///
  /// - Parameter score: Need not be whole.
  /// - Returns: Minus or plus infinity for a score that every, or no, ability is expected to exceed.
  public func ability(atExpectedScore score: Double) -> Double {
    guard score > Double(scoreRange.lowerBound) else { return -.infinity }
    guard score < Double(scoreRange.upperBound) else { return .infinity }
    let root = DecreasingRoot.find { score - expectedScore(at: $0) }
    // Without a change of sign the score is nearer to an end than abilities reach.
    return root ?? (score > expectedScore(at: 0) ? .infinity : -.infinity)
  }

  /// Probabilities of the sum scores in `scoreRange`, in their order, at an ability.
  ///
  /// - Complexity: O(items × scores × categories).
  /// - Source: Lord & Wingersky (1984), Applied Psychological Measurement 8; Thissen et al. (1995) for categories.
  public func scoreProbabilities(at theta: Double) -> [Double] {
    items.reduce([1]) { scores, item in
      let probabilities = item.logProbabilities(at: theta, model: model).map { exp($0) }
      let points = item.categories.map { $0 - item.categories[0] }
      var next = [Double](repeating: 0, count: scores.count + points[points.count - 1])
      for (score, share) in scores.enumerated() {
        for (point, probability) in zip(points, probabilities) { next[score + point] += share * probability }
      }
      return next
    }
  }
}
