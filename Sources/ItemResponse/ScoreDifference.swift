import Foundation

/// What items that treat two sides differently do to the expected sum score at equal ability.
///
/// Differences are expected points of the focal side less those of the reference side, averaged over a distribution of
/// abilities, usually the focal side's: they answer by how much the comparison of sum scores is off.
///
/// **Source.** Chalmers, Counsell & Flora (2016), Educational and Psychological Measurement 76:114 (sDTF, uDTF); Meade (2010),
/// Journal of Applied Psychology 95:728.
public struct ScoreDifference: Sendable, Codable, Equatable {
  /// Mean difference: what cancels across abilities and items cancels (sDTF).
  public let signed: Double
  /// Mean absolute difference of the sum score: what cancels across abilities does not (uDTF).
  public let unsigned: Double
  /// The largest absolute difference within three standard deviations, with its sign.
  public let largest: Double
  /// The ability of the largest difference.
  public let abilityOfLargest: Double
  /// Mean absolute difference over the largest possible score, in [0, 1].
  public let shareOfRange: Double

  /// Nodes over six standard deviations to both sides; the absolute value has kinks, which cost 1e-5 of it.
  private static let nodeCount = 601

  /// Compares the expected scores of the same items with parameters of two sides.
  ///
  /// - Parameters:
  ///   - reference: Items as the reference side answers them.
  ///   - focal: The same items in the same order as the focal side answers them.
  ///   - model: What the parameters mean.
  ///   - ability: The distribution to average over.
  public init(
    reference: [ItemParameters], focal: [ItemParameters], model: ItemModel, ability: AbilityDistribution
  ) {
    precondition(reference.map(\.item) == focal.map(\.item), "items of the sides differ")
    var (signed, unsigned, weight) = (0.0, 0.0, 0.0)
    var largest = (difference: 0.0, ability: ability.mean)
    for node in 0..<Self.nodeCount {
      let z = 12 * (Double(node) / Double(Self.nodeCount - 1) - 0.5)
      let theta = ability.mean + z * ability.variance.squareRoot()
      let difference = zip(focal, reference).reduce(0) { sum, pair in
        pair.0 == pair.1 ? sum : sum + pair.0.expectedPoints(theta, model) - pair.1.expectedPoints(theta, model)
      }
      let density = exp(-z * z / 2)
      signed += density * difference
      unsigned += density * abs(difference)
      weight += density
      if abs(z) <= 3, abs(difference) > abs(largest.difference) { largest = (difference, theta) }
    }
    let range = reference.reduce(0) { $0 + ($1.categories.last ?? 0) - ($1.categories.first ?? 0) }
    self.signed = signed / weight
    self.unsigned = unsigned / weight
    (self.largest, abilityOfLargest) = largest
    shareOfRange = range > 0 ? unsigned / weight / Double(range) : 0
  }
}

extension ItemParameters {
  fileprivate func expectedPoints(_ theta: Double, _ model: ItemModel) -> Double {
    ItemExpectation(self, at: theta, model: model).mean
  }
}
