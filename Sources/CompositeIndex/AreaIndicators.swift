/// What is known about one area: the values of its indicators with their uncertainty.
public struct AreaIndicators: Sendable, Codable, Equatable {
  /// The value of one indicator.
  public struct Value: Sendable, Codable, Equatable {
    /// In the indicator's own unit; shares in [0, 1].
    public var value: Double
    /// Standard error of the value in the same unit; 0 for a value without sampling error.
    public var standardError: Double
    /// Smallest possible value, −∞ when there is none.
    public var minimum: Double
    /// Largest possible value, ∞ when there is none.
    public var maximum: Double

    /// Creates a value.
    public init(
      _ value: Double, standardError: Double = 0, minimum: Double = -.infinity, maximum: Double = .infinity
    ) {
      self.value = value
      self.standardError = standardError
      self.minimum = minimum
      self.maximum = maximum
    }
  }

  public var area: String
  /// Values by indicator key; a missing indicator has no entry.
  public var values: [String: Value]

  /// Creates an area's indicators.
  public init(area: String, values: [String: Value]) {
    self.area = area
    self.values = values
  }
}
