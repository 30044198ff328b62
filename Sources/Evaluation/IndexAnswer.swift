public import Findings

/// A composite index of the areas in a file.
public struct IndexAnswer: Sendable, Codable, Equatable {
  /// What support an index asks for.
  public typealias Rating = RiskFinding.Rating

  /// Two numbers with what they are the ends of.
  public struct Range: Sendable, Codable, Equatable {
    public var lower: Double
    public var upper: Double
  }

  /// A sub-index of an area.
  public struct Block: Sendable, Codable, Equatable {
    public var block: String
    /// `nil` when too little is known, or when missing values make it a range.
    public var score: Double?
    /// What missing values could have meant; `nil` when nothing is missing or the block is not scored.
    public var range: Range?
    public var interval: Range?
    /// Share of the weight that is present, in [0, 1].
    public var presentWeight: Double
  }

  /// One indicator of an area.
  public struct Indicator: Sendable, Codable, Equatable {
    public var indicator: String
    public var value: Double?
    /// 0 … 100; `nil` when missing.
    public var risk: Double?
    /// Points of the index that come from it; `nil` when it is missing or the area is not scored.
    public var contribution: Double?
    /// By the indicator's own thresholds; `nil` without them.
    public var rating: Rating?
  }

  /// One area.
  public struct Area: Sendable, Codable, Equatable {
    public var area: String
    /// 0 … 100; `nil` when too little is known, or when missing values make it a range.
    public var index: Double?
    public var range: Range?
    public var interval: Range?
    /// `nil` when it cannot be said, because of missing values or flags that nothing is known about.
    public var rating: Rating?
    public var raisedFlags: [String]
    public var unreportedFlags: [String]
    /// Rank 1 is the highest index.
    public var expectedRank: Double?
    public var rankInterval: Range?
    public var probabilityAmongHighest: Double?
    /// One per rank of the scored areas.
    public var rankProbabilities: [Double]
    public var blocks: [Block]
    public var indicators: [Indicator]
  }

  /// Weights of a block's members; the block is empty for the whole index.
  public struct Weights: Sendable, Codable, Equatable {
    public var block: String
    public var members: [String]
    public var weights: [Double]
  }

  /// Variance of an area's index and rank by source.
  public struct Sensitivity: Sendable, Codable, Equatable {
    /// Shares of one source.
    public struct Share: Sendable, Codable, Equatable {
      public var source: String
      public var firstOrder: Double
      public var total: Double
      /// Monte-Carlo standard errors.
      public var firstOrderError: Double
      public var totalError: Double
    }

    public var area: String
    /// Empty when the area is not scored or its index does not vary.
    public var index: [Share]
    public var rank: [Share]
  }

  /// Two neighbours in the ranking and how many times the observations would tell them apart.
  public struct Resolution: Sendable, Codable, Equatable {
    public var higher: String
    public var lower: String
    public var probability: Double
    /// `nil` when no factor up to the largest that is tried is enough.
    public var multiplierOfHigher: Double?
    public var multiplierOfLower: Double?
    public var multiplierOfBoth: Double?
  }

  /// English name of the index, when its framework has one.
  public var name: String?
  /// In the words of the framework's file.
  public var normalisation: String
  public var weighting: String
  public var betweenBlocks: String
  /// Whether thresholds and zones were agreed; otherwise ratings are proposals.
  public var thresholdsAreAgreed: Bool
  public var areas: [Area]
  public var weights: [Weights]
  /// How many areas count as the highest.
  public var highestCount: Int
  /// Areas that cannot be told apart, from the highest index down; groups overlap.
  public var groups: [[String]]
  public var sensitivity: [Sensitivity]
  public var resolution: [Resolution]
  /// Probability of the order that a resolution asks for.
  public var resolutionProbability: Double?
  public var confidence: Double
  public var draws: Int
  public var warnings: [FindingWarning]
  public var provenance: Provenance
}
