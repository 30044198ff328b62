public import Findings

/// The composite index of one area with everything it is made of.
public struct AreaScore: Sendable, Codable, Equatable {
  /// A sub-index.
  public struct Block: Sendable, Codable, Equatable {
    public let key: String
    /// 0 … 100; `nil` when too little of the weight is present.
    public let score: Double?
    /// Share of the block's weight whose indicators are present, in [0, 1].
    public let presentWeight: Double
    public let components: [Component]
  }

  /// One indicator of a block.
  public struct Component: Sendable, Codable, Equatable {
    public let indicator: String
    /// Risk of 0 … 100 by the goalposts; `nil` when the indicator is missing.
    public let risk: Double?
    /// Weight within the whole block, present or not; the weights of a block sum to 1.
    public let weight: Double
  }

  public let area: String
  /// 0 … 100; `nil` when too few blocks are scored.
  public let index: Double?
  /// In the order of the framework.
  public let blocks: [Block]
  public let warnings: [FindingWarning]
}
