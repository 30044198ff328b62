/// How much of the uncertainty of an index and of a rank comes from sampling, and how much from each choice of method.
///
/// Sources that do not vary are left out. All draws of values together are one source, so that the interval of an area
/// and the choices of method are on one scale.
///
/// **Source.** Saisana, Saltelli & Tarantola (2005), doi:10.1111/j.1467-985X.2005.00350.x, with the sampling of
/// indicators as a further source; estimators as in `SobolIndices`.
public struct IndexSensitivity: Sendable, Equatable {
  public var index: CompositeIndex
  public var choices: MethodChoices
  /// Points in each of the two sets, at least 100; the index is formed 2 + sources times as often.
  public var baseCount: Int
  public var seed: UInt64

  /// Creates a specification.
  public init(index: CompositeIndex, choices: MethodChoices, seed: UInt64, baseCount: Int = 1000) {
    precondition(baseCount >= 100, "\(baseCount) points")
    self.index = index
    self.choices = choices
    self.baseCount = baseCount
    self.seed = seed
  }

  /// Splits the variance of each scored area's index and rank.
  ///
  /// - Returns: One result per area, in the order given.
  /// - Throws: `CompositeIndexError` as scoring does.
  /// - Complexity: O(areas × indicators × points × sources).
  public func fit(_ areas: [AreaIndicators]) throws(CompositeIndexError) -> IndexSensitivityFit {
    try index.check(areas, also: choices.normalisations)
    let prepared = PreparedIndex(index, areas: areas)
    let sources = choices.variedSources
    let design = ReplicateDesign.radial(baseCount, sources: sources)
    let draws = IndexReplicates(prepared, choices: choices, design: design, seed: seed).draws()
    let scores = prepared.scores()
    let scored = scores.indices.filter { scores[$0].index != nil }
    let indices = scored.map { draws.values(area: $0, count: design.count) }
    let ranks = ranks(of: indices, count: design.count)
    var results = scores.map { IndexSensitivityFit.Area(area: $0.area, index: nil, rank: nil) }
    for (position, area) in scored.enumerated() {
      results[area] = .init(area: scores[area].area, index: split(indices[position]), rank: split(ranks[position]))
    }
    return IndexSensitivityFit(sources: sources, areas: results, baseCount: baseCount, seed: seed)
  }

  private func split(_ values: [Double]) -> SobolIndices? {
    let sets = stride(from: 0, to: values.count, by: baseCount).map { Array(values[$0..<$0 + baseCount]) }
    return SobolIndices(first: sets[0], second: sets[1], mixed: Array(sets[2...]))
  }

  /// Areas × replicates.
  private func ranks(of indices: [[Double]], count: Int) -> [[Double]] {
    var ranks = indices.map { [Double](repeating: 0, count: $0.count) }
    for replicate in 0..<count {
      for (area, rank) in midRanks(indices.map { $0[replicate] }).enumerated() { ranks[area][replicate] = rank }
    }
    return ranks
  }
}

/// Variance of indices and ranks by source.
public struct IndexSensitivityFit: Sendable, Codable, Equatable {
  /// One area.
  public struct Area: Sendable, Codable, Equatable {
    public let area: String
    /// In the order of the sources; `nil` when the area is not scored or its index does not vary.
    public let index: SobolIndices?
    /// Likewise for the rank.
    public let rank: SobolIndices?
  }

  public let sources: [MethodChoices.Source]
  public let areas: [Area]
  public let baseCount: Int
  public let seed: UInt64
}
