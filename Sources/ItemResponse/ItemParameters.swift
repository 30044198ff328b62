/// The parameters of one item.
///
/// Divide-by-total models (Rasch, rating scale, partial credit and its generalisation): the log odds of category *k*
/// against *k − 1* at ability θ are a (θ − δ_k), with δ the step difficulties. Graded response: the log odds of reaching
/// category *k* are a (θ − b_k), with b the thresholds, increasing.
public struct ItemParameters: Sendable, Codable, Equatable {
  public var item: String
  /// The slope a; 1 in the Rasch family.
  public var slope: Double
  /// δ_1 … δ_{K−1} or b_1 … b_{K−1}, in units of the ability.
  public var locations: [Double]

  /// Number of categories K.
  public var categoryCount: Int { locations.count + 1 }

  /// Creates the parameters of an item.
  public init(item: String, slope: Double = 1, locations: [Double]) {
    self.item = item
    self.slope = slope
    self.locations = locations
  }
}
