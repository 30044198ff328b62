/// The indicators of a composite index, in a tree of blocks, with their goalposts and weights.
public struct IndexFramework: Sendable, Equatable {
  /// An indicator within a block.
  public struct Indicator: Sendable, Equatable {
    public let key: String
    /// Fixed values between which risk rises; `nil` for an indicator that is only compared within the sample.
    public let goalposts: Goalposts?
    /// Whether larger values mean more risk.
    public let risesWithRisk: Bool
    /// Relative weight within the block, not negative.
    public let weight: Double
    /// Fewest observations for a value to count; values of fewer are taken as missing.
    public let minimumCount: Int
    public let missingRule: MissingRule

    /// Creates an indicator with goalposts, which say in which direction risk rises.
    public init(
      key: String, goalposts: Goalposts, weight: Double = 1, minimumCount: Int = 0, missingRule: MissingRule = .range
    ) {
      self.key = key
      self.goalposts = goalposts
      self.risesWithRisk = goalposts.fullRisk > goalposts.noRisk
      self.weight = weight
      self.minimumCount = minimumCount
      self.missingRule = missingRule
    }

    /// Creates an indicator without goalposts, for min–max, z-scores and ranks.
    public init(
      key: String, risesWithRisk: Bool, weight: Double = 1, minimumCount: Int = 0, missingRule: MissingRule = .range
    ) {
      self.key = key
      self.goalposts = nil
      self.risesWithRisk = risesWithRisk
      self.weight = weight
      self.minimumCount = minimumCount
      self.missingRule = missingRule
    }
  }

  /// What becomes of an index when an indicator has no value.
  public enum MissingRule: String, Sendable, Codable, CaseIterable {
    /// The index is a range: from the lowest to the highest risk that the value could have meant.
    case range
    /// The indicator does not apply to the area: the others stand for the block.
    case leaveOut = "leave_out"
    /// Without it the block is not scored.
    case require
  }

  /// A sub-index of indicators, of blocks, or of both.
  public struct Block: Sendable, Equatable {
    public let key: String
    /// Relative weight among the blocks beside it, not negative.
    public let weight: Double
    /// How the members make the block.
    public let aggregation: Aggregation
    public let indicators: [Indicator]
    public let blocks: [Block]

    /// Creates a block; its members are the indicators, then the blocks.
    public init(
      key: String, indicators: [Indicator] = [], blocks: [Block] = [], weight: Double = 1,
      aggregation: Aggregation = .arithmetic
    ) {
      self.key = key
      self.weight = weight
      self.aggregation = aggregation
      self.indicators = indicators
      self.blocks = blocks
    }
  }

  /// A fact that no average may hide, such as an injury: beyond its limit the area is flagged, whatever the index.
  public struct SafetyFlag: Sendable, Equatable {
    public let key: String
    /// The flag is raised at values above the limit.
    public let limit: Double

    /// Creates a flag.
    public init(key: String, limit: Double = 0) {
      self.key = key
      self.limit = limit
    }
  }

  /// The whole index as a block of blocks; its key is empty.
  public let root: Block
  public let flags: [SafetyFlag]

  /// The published sub-indices.
  public var blocks: [Block] { root.blocks }

  /// Creates a framework from its blocks.
  ///
  /// - Parameters:
  ///   - blocks: The published sub-indices.
  ///   - aggregation: How they make the index; the geometric mean does not let one low block erase the others.
  ///   - flags: Facts that stand beside the index.
  /// - Throws: `CompositeIndexError` when there is no block, a block is empty, a key is used twice (indicators, blocks
  ///   and flags are named once over the whole tree), a weight is negative, or the weights of a block sum to 0.
  public init(
    blocks: [Block], aggregation: Aggregation = .geometric, flags: [SafetyFlag] = []
  ) throws(CompositeIndexError) {
    root = Block(key: "", blocks: blocks, aggregation: aggregation)
    self.flags = flags
    var seen = SeenKeys()
    try root.check(&seen)
    for flag in flags {
      guard seen.indicators.insert(flag.key).inserted else { throw .duplicateKey(flag.key) }
      guard flag.limit.isFinite else { throw .flagLimit(flag: flag.key, value: flag.limit) }
    }
  }

  /// All indicators, block by block; a block's own come before those of its blocks.
  public var indicators: [Indicator] { root.allIndicators }
}

/// Keys that a framework has used already.
private struct SeenKeys {
  var blocks: Set<String> = []
  var indicators: Set<String> = []
}

extension IndexFramework.Block {
  var allIndicators: [IndexFramework.Indicator] { indicators + blocks.flatMap(\.allIndicators) }

  /// The block and all blocks in it, inner ones first.
  var innerFirst: [IndexFramework.Block] { blocks.flatMap(\.innerFirst) + [self] }

  var memberKeys: [String] { indicators.map(\.key) + blocks.map(\.key) }

  /// Given weights of the members, summing to 1.
  var memberWeights: [Double] { (indicators.map(\.weight) + blocks.map(\.weight)).scaledToSumOne }

  fileprivate func check(_ seen: inout SeenKeys) throws(CompositeIndexError) {
    guard !indicators.isEmpty || !blocks.isEmpty else { throw .emptyFramework }
    guard seen.blocks.insert(key).inserted else { throw .duplicateKey(key) }
    for indicator in indicators {
      guard seen.indicators.insert(indicator.key).inserted else { throw .duplicateKey(indicator.key) }
      guard indicator.weight.isFinite, indicator.weight >= 0 else {
        throw .weight(member: indicator.key, value: indicator.weight)
      }
    }
    for block in blocks {
      guard block.weight.isFinite, block.weight >= 0 else { throw .weight(member: block.key, value: block.weight) }
      try block.check(&seen)
    }
    let sum = indicators.reduce(0) { $0 + $1.weight } + blocks.reduce(0) { $0 + $1.weight }
    guard sum > 0, sum.isFinite else { throw .weightsSumToZero(block: key) }
  }
}

extension [Double] {
  /// The same proportions with sum 1.
  var scaledToSumOne: [Double] {
    let sum = reduce(0, +)
    return map { $0 / sum }
  }
}
