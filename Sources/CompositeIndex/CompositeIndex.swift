public import Findings

/// A composite risk index of 0 … 100 per area, 100 = most support needed.
///
/// Each indicator becomes a risk, by default between its goalposts; blocks are means of the risks of their members, and
/// the index is the mean of the blocks. By default a low risk makes up for a high one within a block (arithmetic mean)
/// but not between blocks (geometric mean of what is left to 100), so that the index is never below the mean of the
/// blocks, and a block at 100 puts the index at 100.
///
/// A missing indicator makes the index a range, over all risks the value could have meant. A block is scored while its
/// members carry at least `minimumWeightShare` of its weight, otherwise a warning says that too little is known. Blocks
/// count likewise towards the index.
///
/// **Source.** OECD & JRC (2008), Handbook on Constructing Composite Indicators, steps 4 to 6.
public struct CompositeIndex: Sendable, Equatable {
  public var framework: IndexFramework
  /// Share of the weight that must be present for a score, in (0, 1].
  public var minimumWeightShare: Double
  public var normalisation: Normalisation
  /// How outliers are pulled in before normalising; `nil` leaves them.
  public var winsorising: Winsorising?
  public var weighting: Weighting

  /// Creates a specification.
  public init(
    framework: IndexFramework, minimumWeightShare: Double = 0.7, normalisation: Normalisation = .goalposts,
    winsorising: Winsorising? = nil, weighting: Weighting = .given
  ) {
    precondition(minimumWeightShare > 0 && minimumWeightShare <= 1, "weight share \(minimumWeightShare)")
    self.framework = framework
    self.minimumWeightShare = minimumWeightShare
    self.normalisation = normalisation
    self.winsorising = winsorising
    self.weighting = weighting
  }

  /// Scores areas; with goalposts and given weights each by itself.
  ///
  /// - Parameter areas: Values of the indicators, areas in any order.
  /// - Returns: One score per area, in the order given.
  /// - Throws: `CompositeIndexError` when an area is named twice, has an indicator that the framework does not know, or
  ///   a value that is not finite; or when the normalisation needs goalposts that are not there.
  public func score(_ areas: [AreaIndicators]) throws(CompositeIndexError) -> [AreaScore] {
    try check(areas)
    return PreparedIndex(self, areas: areas).scores()
  }

  /// How the framework is applied to these areas: treatment of outliers and weights.
  ///
  /// - Throws: `CompositeIndexError` as scoring does.
  public func construction(_ areas: [AreaIndicators]) throws(CompositeIndexError) -> IndexConstruction {
    try check(areas)
    return PreparedIndex(self, areas: areas).construction
  }
}

/// What was taken from the data before areas were scored.
public struct IndexConstruction: Sendable, Equatable {
  /// The weights of a block's members, summing to 1.
  public struct BlockWeights: Sendable, Codable, Equatable {
    /// Empty for the whole index.
    public let block: String
    /// Indicators, then blocks.
    public let members: [String]
    public let weights: [Double]
  }

  /// Inner blocks first.
  public let weights: [BlockWeights]
  /// By indicator; empty without a treatment.
  public let treatments: [String: Winsorising.Outcome]
  /// Caveats about the framework as a whole rather than about one area.
  public let warnings: [FindingWarning]
}
