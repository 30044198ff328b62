extension RiskFramework {
  /// An indicator with its goalposts.
  public struct Indicator: Sendable, Equatable, Codable {
    /// In which direction risk rises.
    public enum Direction: String, Sendable, Codable, CaseIterable {
      case moreIsRisk = "more_is_risk"
      case lessIsRisk = "less_is_risk"
    }

    /// What becomes of an index when the value is missing.
    public enum MissingRule: String, Sendable, Codable, CaseIterable {
      /// The index is a range over what the value could have been.
      case range
      /// The indicator does not apply: the others stand for the block.
      case leaveOut = "leave_out"
      /// The block is not scored.
      case require
    }

    public var key: String
    public var names: Names
    /// `nil` in a framework that is applied to a file of values.
    public var source: Source?
    public var direction: Direction
    /// Value at which risk is 0; `nil` when areas are only compared with each other.
    public var noRisk: Double?
    /// Value at which risk is 100.
    public var fullRisk: Double?
    /// Relative weight within the block, not negative.
    public var weight: Double
    /// Unit of the values; those in `share` lie in [0, 1].
    public var unit: String?
    /// What the value is a share or a mean of.
    public var denominator: Names?
    /// Where the definition and its thresholds come from.
    public var origin: String?
    /// Day from which the definition holds.
    public var date: CalendarDate?
    public var thresholds: Thresholds?
    /// Fewest observations for a value to count.
    public var minimumCount: Int
    public var missingRule: MissingRule

    /// Creates an indicator with goalposts, which say in which direction risk rises.
    public init(key: String, names: Names, source: Source?, noRisk: Double, fullRisk: Double, weight: Double) {
      self.init(key: key, names: names, direction: fullRisk > noRisk ? .moreIsRisk : .lessIsRisk, weight: weight)
      self.source = source
      self.noRisk = noRisk
      self.fullRisk = fullRisk
    }

    /// Creates an indicator without goalposts.
    public init(key: String, names: Names, direction: Direction, weight: Double = 1) {
      self.key = key
      self.names = names
      self.direction = direction
      self.weight = weight
      minimumCount = 0
      missingRule = .range
    }

    /// Whether its values are shares.
    public var isShare: Bool { unit == "share" || source?.isShare == true }
  }
}
