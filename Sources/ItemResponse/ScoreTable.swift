import Foundation

/// From the sum score on a form to the ability, with standard errors: a table that is used without a computer.
///
/// It holds for persons who answered all items of the form.
public struct ScoreTable: Sendable, Codable, Equatable {
  /// One sum score.
  public struct Row: Sendable, Codable, Equatable {
    public let score: Int
    /// Warm's estimate, which needs no prior; `nil` under models whose sum score does not say all.
    public let weightedLikelihood: AbilityEstimate?
    /// The mean of the posterior given the sum score.
    public let expectedAPosteriori: AbilityEstimate
    /// The share of the prior's persons who have this score.
    public let share: Double
  }

  /// Names of the items on the form.
  public let items: [String]
  public let prior: AbilityDistribution
  /// Ascending; scores that no combination of categories gives are not there.
  public let rows: [Row]

  /// Computes the table of a form.
  ///
  /// - Parameters:
  ///   - form: Items.
  ///   - prior: The distribution of abilities for posterior means and shares.
  /// - Complexity: O(nodes × items × scores).
  public init(_ form: TestForm, prior: AbilityDistribution) {
    items = form.items.map(\.item)
    self.prior = prior
    let reach = AbilityReach(items: form.items, model: form.model, distribution: prior)
    let grid = EvenGrid(covering: reach.interval, step: reach.step)
    let density = grid.logDensity(prior).map { exp($0) * grid.step }
    let probabilities = grid.nodes.map { form.scoreProbabilities(at: $0) }
    rows = form.scoreRange.enumerated().compactMap { position, score in
      let joint = zip(probabilities, density).map { $0[position] * $1 }
      let share = joint.reduce(0, +)
      guard share > 0 else { return nil }
      return Row(
        score: score, weightedLikelihood: form.weightedLikelihood(ofScore: score),
        expectedAPosteriori: Self.posterior(joint, grid), share: share)
    }
  }

  private static func posterior(_ joint: [Double], _ grid: EvenGrid) -> AbilityEstimate {
    let total = joint.reduce(0, +)
    let mean = zip(joint, grid.nodes).reduce(0) { $0 + $1.0 * $1.1 } / total
    let variance = zip(joint, grid.nodes).reduce(0) { $0 + $1.0 * ($1.1 - mean) * ($1.1 - mean) } / total
    return AbilityEstimate(value: mean, standardError: variance.squareRoot())
  }
}

extension TestForm {
  /// Warm's estimate of a person with this sum score; `nil` under models whose sum score does not say all.
  func weightedLikelihood(ofScore score: Int) -> AbilityEstimate? {
    guard model.hasSufficientScore, !items.isEmpty else { return nil }
    let equation = AbilityEquation(items, model: model)
    let all = items.indices.map { Int32($0) }[...]
    let root = DecreasingRoot.find { theta in
      let sums = equation.sums(at: theta, items: all, marks: [])
      return Double(score) + sums.derivative + sums.correction
    }
    guard let root else { return nil }
    return AbilityEstimate(
      value: root, standardError: 1 / equation.sums(at: root, items: all, marks: []).information.squareRoot())
  }
}
