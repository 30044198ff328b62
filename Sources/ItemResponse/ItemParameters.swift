/// The parameters of one item.
///
/// Divide-by-total models (Rasch, rating scale, partial credit and its generalisation): the log odds of a category against
/// the one below it are a w (θ − δ), with δ the difficulty of the step and w the score points it is worth: 1, or more
/// where categories that nobody used were passed over. Graded response: the log odds of reaching a category are a (θ − b),
/// with b the thresholds, increasing.
public struct ItemParameters: Sendable, Codable, Equatable {
  public var item: String
  /// The slope a; 1 in the Rasch family.
  public var slope: Double
  /// δ or b of the steps between neighbours among `categories`, in units of the ability.
  public var locations: [Double]
  /// The categories that the model knows, ascending, as the responses code them.
  ///
  /// These are 0 … K − 1 less those that nobody used; their numbers are the scores.
  public var categories: [Int]

  /// Number of categories that the model knows.
  public var categoryCount: Int { categories.count }

  /// Creates the parameters of an item.
  ///
  /// - Parameters:
  ///   - item: Its name.
  ///   - slope: The slope a.
  ///   - locations: One per step.
  ///   - categories: One more than locations, ascending; 0, 1, 2 … when left out.
  public init(item: String, slope: Double = 1, locations: [Double], categories: [Int]? = nil) {
    let categories = categories ?? Array(0...locations.count)
    precondition(categories.count == locations.count + 1, "\(categories.count) categories, \(locations.count) steps")
    self.item = item
    self.slope = slope
    self.locations = locations
    self.categories = categories
  }

  /// Score points that a step is worth.
  func weight(ofStep step: Int) -> Int { categories[step + 1] - categories[step] }

  /// Position among `categories` of a mark: a category that the model does not know counts as the next lower one that
  /// it knows, or as the lowest.
  public func position(ofCategory category: Int) -> Int {
    categories.lastIndex { $0 <= category } ?? 0
  }
}
