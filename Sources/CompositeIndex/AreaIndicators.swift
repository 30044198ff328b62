/// What is known about one area: the values of its indicators with their uncertainty.
public struct AreaIndicators: Sendable, Codable, Equatable {
  /// How a value may differ from the truth.
  public enum Distribution: Sendable, Codable, Equatable {
    /// Normal with the standard error, restricted to the possible range.
    case normal
    /// Beta with these parameters, for a share that is known from counts.
    case beta(alpha: Double, beta: Double)
  }

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
    public var distribution: Distribution
    /// Number of observations behind the value; `nil` when it is not known.
    public var count: Int?

    /// Creates a value with a normal error.
    public init(
      _ value: Double, standardError: Double = 0, minimum: Double = -.infinity, maximum: Double = .infinity,
      count: Int? = nil
    ) {
      self.value = value
      self.standardError = standardError
      self.minimum = minimum
      self.maximum = maximum
      self.distribution = .normal
      self.count = count
    }

    /// A share of so many observations: its error is Jeffreys' posterior, Beta(n p + ½, n (1 − p) + ½).
    ///
    /// A share of 0 or 1 keeps an error that shrinks with the count.
    public static func share(_ share: Double, count: Int) -> Value {
      let (alpha, beta) = (Double(count) * share + 0.5, Double(count) * (1 - share) + 0.5)
      let sum = alpha + beta
      var value = Value(
        share, standardError: (alpha * beta / (sum + 1)).squareRoot() / sum, minimum: 0, maximum: 1, count: count)
      value.distribution = .beta(alpha: alpha, beta: beta)
      return value
    }
  }

  public var area: String
  /// Values by key of the indicator or flag; a missing one has no entry.
  public var values: [String: Value]

  /// Creates an area's indicators.
  public init(area: String, values: [String: Value]) {
    self.area = area
    self.values = values
  }
}
