/// The indicators of the risk index, with goalposts fixed for the year: the checked content of `risk.yml`.
public struct RiskFramework: Sendable, Equatable, Codable {
  public var blocks: [Block]

  /// Creates a framework.
  public init(blocks: [Block]) { self.blocks = blocks }

  /// A sub-index.
  public struct Block: Sendable, Equatable, Codable {
    /// Short name such as `outcome` or `implementation`.
    public var key: String
    public var names: Names
    public var indicators: [Indicator]
    /// Creates a block.
    public init(key: String, names: Names, indicators: [Indicator]) {
      self.key = key
      self.names = names
      self.indicators = indicators
    }
  }

  /// An indicator with its goalposts.
  public struct Indicator: Sendable, Equatable, Codable {
    /// Where the value comes from.
    public enum Source: String, Sendable, Codable, CaseIterable {
      /// Share of child × development-area scores at level I at the last wave at which the child was observed.
      case levelOneShare = "level_one_share"
      /// Share of child × development-area scores that did not rise between the first and last wave on shared items.
      case noProgressShare = "no_progress_share"
      /// Sum of values ÷ sum of denominators over the preschools and quarters of `indicators.csv`.
      case indicators
      /// Sessions held ÷ planned, from `sessions.csv`.
      case sessionsHeld = "sessions_held"
    }

    public var key: String
    public var names: Names
    public var source: Source
    /// Value at which risk is 0.
    public var noRisk: Double
    /// Value at which risk is 100.
    public var fullRisk: Double
    /// Relative weight within the block, positive.
    public var weight: Double
    /// Creates an indicator.
    public init(key: String, names: Names, source: Source, noRisk: Double, fullRisk: Double, weight: Double) {
      self.key = key
      self.names = names
      self.source = source
      self.noRisk = noRisk
      self.fullRisk = fullRisk
      self.weight = weight
    }
  }
}
