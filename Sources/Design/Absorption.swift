/// What was swept out of the rows of a model before its coefficients are estimated.
public struct Absorption: Sendable, Codable, Equatable {
  /// One absorbed factor.
  public struct Factor: Sendable, Codable, Equatable {
    public let name: String
    /// Levels among the rows that are left.
    public let levelCount: Int
    /// Whether every level lies in one cluster; `false` without clusters.
    public let isNestedInClusters: Bool
  }

  public let factors: [Factor]
  /// Parameters of all absorbed factors together: their levels but for those that others determine.
  ///
  /// Exact for one factor and for two; with more an upper bound, from the connected parts of each pair.
  public let parameterCount: Int
  /// Parameters that count in the small-sample factor of a cluster-robust covariance.
  ///
  /// Factors nested in the clusters count as one intercept together, because each of their levels uses up variation
  /// within its cluster only; the others count in full.
  public let countedParameterCount: Int
  /// Rows left out because one of their levels has no other row: they say nothing about the coefficients.
  public let singletonRowCount: Int
  /// Terms that do not vary within the absorbed factors.
  public let sweptTerms: [String]
  /// Columns that stand for levels of absorbed factors and are no terms of the model.
  public let levelColumns: [String]
  /// Weighted sum of squares of the response about its mean, before the factors were swept out.
  public let responseSquares: Double

  /// The factors that do not count in the small-sample factor.
  public var nestedFactorNames: [String] { factors.filter(\.isNestedInClusters).map(\.name) }
}
