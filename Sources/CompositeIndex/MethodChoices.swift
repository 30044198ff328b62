/// The choices of method that are varied when it is asked how much hangs on them.
///
/// Each replicate takes one of the named alternatives, all equally likely, in place of the index's own choice; name that
/// too when it is to be among them.
public struct MethodChoices: Sendable, Equatable {
  /// Every weight is multiplied by an independent number from 1 − spread to 1 + spread; in [0, 1).
  public var weightSpread: Double
  /// Empty for the index's own weights.
  public var weightings: [Weighting]
  /// Empty for the index's own normalisation.
  public var normalisations: [Normalisation]
  /// Of the outermost block with more than one member; empty for the framework's own.
  public var aggregations: [Aggregation]

  /// Creates choices; without arguments nothing varies.
  public init(
    weightSpread: Double = 0, weightings: [Weighting] = [], normalisations: [Normalisation] = [],
    aggregations: [Aggregation] = []
  ) {
    precondition(weightSpread >= 0 && weightSpread < 1, "weight spread \(weightSpread)")
    self.weightSpread = weightSpread
    self.weightings = weightings
    self.normalisations = normalisations
    self.aggregations = aggregations
  }

  /// Where the uncertainty of an index comes from.
  public enum Source: String, Sendable, Codable, CaseIterable {
    case sampling, weights, normalisation, aggregation
  }

  /// The sources that are not fixed; sampling always counts.
  var variedSources: [Source] {
    Source.allCases.filter { source in
      switch source {
      case .sampling: true
      case .weights: weightSpread > 0 || weightings.count > 1
      case .normalisation: normalisations.count > 1
      case .aggregation: aggregations.count > 1
      }
    }
  }
}

/// Which draw of each source a replicate is made of.
struct ReplicateDesign {
  /// Number of replicates.
  let count: Int
  /// Number of draws of each source.
  let drawCount: Int
  /// Draw of a source for each replicate; a source that is not named takes the replicate's own.
  private let draws: [MethodChoices.Source: [Int]]

  /// Replicates that share no draw.
  static func independent(_ count: Int) -> ReplicateDesign {
    ReplicateDesign(count: count, drawCount: count, draws: [:])
  }

  /// Two independent sets A and B, then for each source the set A with that source taken from B.
  ///
  /// **Source.** Saltelli, Annoni, Azzini, Campolongo, Ratto & Tarantola (2010), doi:10.1016/j.cpc.2009.09.018.
  static func radial(_ baseCount: Int, sources: [MethodChoices.Source]) -> ReplicateDesign {
    let (first, second) = (Array(0..<baseCount), Array(baseCount..<2 * baseCount))
    let draws = MethodChoices.Source.allCases.map { source in
      (source, first + second + sources.flatMap { $0 == source ? second : first })
    }
    return ReplicateDesign(
      count: baseCount * (2 + sources.count), drawCount: 2 * baseCount, draws: Dictionary(uniqueKeysWithValues: draws))
  }

  /// Draw of a source for each replicate; `nil` when it is the replicate's own number.
  subscript(source: MethodChoices.Source) -> [Int]? { draws[source] }

  /// The draw of a source in one replicate.
  func draw(_ source: MethodChoices.Source, _ replicate: Int) -> Int { draws[source]?[replicate] ?? replicate }
}
