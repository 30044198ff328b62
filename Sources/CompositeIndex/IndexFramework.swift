/// The indicators of a composite index, in blocks, with their goalposts and weights.
public struct IndexFramework: Sendable, Equatable {
  /// An indicator within a block.
  public struct Indicator: Sendable, Equatable {
    public let key: String
    public let goalposts: Goalposts
    /// Relative weight within the block, positive.
    public let weight: Double

    /// Creates an indicator.
    public init(key: String, goalposts: Goalposts, weight: Double = 1) {
      self.key = key
      self.goalposts = goalposts
      self.weight = weight
    }
  }

  /// A sub-index; blocks weigh equally.
  public struct Block: Sendable, Equatable {
    public let key: String
    public let indicators: [Indicator]

    /// Creates a block.
    public init(key: String, indicators: [Indicator]) {
      self.key = key
      self.indicators = indicators
    }
  }

  public let blocks: [Block]

  /// Creates a framework from its blocks.
  ///
  /// - Throws: `CompositeIndexError` when there is no block, a block is empty, a key is used twice (indicators are
  ///   named once over all blocks), or a weight is not positive.
  public init(blocks: [Block]) throws(CompositeIndexError) {
    guard !blocks.isEmpty, blocks.allSatisfy({ !$0.indicators.isEmpty }) else { throw .emptyFramework }
    var blockKeys: Set<String> = []
    var indicatorKeys: Set<String> = []
    for block in blocks {
      guard blockKeys.insert(block.key).inserted else { throw .duplicateKey(block.key) }
      for indicator in block.indicators {
        guard indicatorKeys.insert(indicator.key).inserted else { throw .duplicateKey(indicator.key) }
        guard indicator.weight.isFinite, indicator.weight > 0 else {
          throw .weight(indicator: indicator.key, value: indicator.weight)
        }
      }
    }
    self.blocks = blocks
  }

  /// Keys of all indicators.
  var indicatorKeys: Set<String> { Set(blocks.flatMap { $0.indicators.map(\.key) }) }
}
