/// The indicators of a risk index, with goalposts fixed for the year: the checked content of `risk.yml`.
///
/// The same format serves a pilot's plan and any composite outside it.
public struct RiskFramework: Sendable, Equatable, Codable {
  /// Name of the index; `nil` when the file gives none.
  public var names: Names?
  public var blocks: [Block]
  public var method: Method
  public var uncertainty: Uncertainty
  /// Indices from which an area counts as amber and red.
  public var zones: Thresholds?

  /// Creates a framework.
  public init(
    names: Names? = nil, blocks: [Block], method: Method = Method(), uncertainty: Uncertainty = Uncertainty(),
    zones: Thresholds? = nil
  ) {
    self.names = names
    self.blocks = blocks
    self.method = method
    self.uncertainty = uncertainty
    self.zones = zones
  }

  /// A sub-index of indicators, of blocks, or of both.
  public struct Block: Sendable, Equatable, Codable {
    /// Short name such as `outcome` or `implementation`.
    public var key: String
    public var names: Names
    /// Relative weight among the blocks beside it, not negative.
    public var weight: Double
    /// How its members make the block.
    public var within: Mean
    public var indicators: [Indicator]
    public var blocks: [Block]
    public var flags: [SafetyFlag]
    /// Creates a block.
    public init(
      key: String, names: Names, weight: Double = 1, within: Mean = .arithmetic, indicators: [Indicator] = [],
      blocks: [Block] = [], flags: [SafetyFlag] = []
    ) {
      self.key = key
      self.names = names
      self.weight = weight
      self.within = within
      self.indicators = indicators
      self.blocks = blocks
      self.flags = flags
    }
  }

  /// A fact that no average may hide: an area with a value above the limit is red, whatever its index.
  public struct SafetyFlag: Sendable, Equatable, Codable {
    public var key: String
    public var names: Names
    public var limit: Double
    /// Where the rule stands.
    public var origin: String?
    /// Creates a flag.
    public init(key: String, names: Names, limit: Double = 0, origin: String? = nil) {
      self.key = key
      self.names = names
      self.limit = limit
      self.origin = origin
    }
  }

  /// Values from which amber and red begin, in the direction of risk.
  public struct Thresholds: Sendable, Equatable, Codable {
    public var amber: Double
    /// `nil` when nothing is red by this value alone.
    public var red: Double?
    /// Whether they were agreed; otherwise they are proposals.
    public var areAgreed: Bool
    /// Creates thresholds.
    public init(amber: Double, red: Double?, areAgreed: Bool = false) {
      self.amber = amber
      self.red = red
      self.areAgreed = areAgreed
    }
  }

  /// All indicators, block by block; a block's own come before those of its blocks.
  public var indicators: [Indicator] { blocks.flatMap(\.allIndicators) }

  /// All flags, block by block.
  public var flags: [SafetyFlag] { blocks.flatMap(\.allFlags) }
}

extension RiskFramework.Block {
  var allIndicators: [RiskFramework.Indicator] { indicators + blocks.flatMap(\.allIndicators) }
  var allFlags: [RiskFramework.SafetyFlag] { flags + blocks.flatMap(\.allFlags) }
}
