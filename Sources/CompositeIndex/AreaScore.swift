public import Findings

/// The composite index of one area with everything it is made of.
public struct AreaScore: Sendable, Codable, Equatable {
  /// From the lowest to the highest index that missing values could have meant.
  public struct Range: Sendable, Codable, Equatable {
    public let lower: Double
    public let upper: Double

    /// Whether nothing is missing that could move the index.
    public var isPoint: Bool { upper - lower <= 1e-9 }
  }

  /// A sub-index.
  public struct Block: Sendable, Codable, Equatable {
    public let key: String
    /// 0 … 100, missing members left out; `nil` when too little of the weight is present.
    public let score: Double?
    /// `nil` when the block is not scored.
    public let range: Range?
    /// Share of the block's weight whose members are present, in [0, 1]; members that do not apply have no weight.
    public let presentWeight: Double
    public let components: [Component]
    /// Blocks within the block.
    public let blocks: [Block]
    /// Weights of `blocks` within the block.
    public let blockWeights: [Double]
  }

  /// One indicator of a block.
  public struct Component: Sendable, Codable, Equatable {
    public let indicator: String
    /// Risk of 0 … 100; `nil` when the indicator is missing.
    public let risk: Double?
    /// Weight within the whole block, present or not; the weights of a block sum to 1.
    public let weight: Double
  }

  public let area: String
  /// 0 … 100, missing members left out; `nil` when too few blocks are scored.
  ///
  /// Where `range` is not a point, missing values could have put the index anywhere in it: show the range.
  public let index: Double?
  /// `nil` when the index is not scored.
  public let range: Range?
  /// In the order of the framework.
  public let blocks: [Block]
  /// Weights of `blocks` within the index.
  public let blockWeights: [Double]
  /// Flags that are raised: the area needs support whatever the index.
  public let raisedFlags: [String]
  /// Flags that nothing is known about.
  public let unreportedFlags: [String]
  /// Indicators whose value lies beyond a goalpost and counts as the goalpost.
  public let outsideGoalposts: [String]
  public let warnings: [FindingWarning]
}
