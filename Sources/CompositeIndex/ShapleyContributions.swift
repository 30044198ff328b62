/// What each indicator contributes to an area's index, compared with a reference.
///
/// Within a block the contributions of its members are Shapley values: the average, over all orders in which members
/// may change from the reference to the area's own risk, of what the change does to the block. They are exact for each
/// block, and a block's contribution to the next one is divided among its members in proportion. They add up to the
/// index less the reference; for arithmetic means they are weight × difference.
///
/// **Source.** Shapley (1953), A value for n-person games; for blocks the nested division of Owen (1977),
/// doi:10.1007/978-3-642-45494-3_7, block by block.
public struct ShapleyContributions: Sendable, Equatable {
  /// What an area is compared with.
  public enum Reference: String, Sendable, Codable, CaseIterable {
    /// No risk in any indicator: contributions add up to the index itself.
    case noRisk = "no_risk"
    /// The mean risk of the areas in each indicator.
    case meanOfAreas = "mean_of_areas"
  }

  public var index: CompositeIndex
  public var reference: Reference

  /// Creates a specification.
  public init(index: CompositeIndex, reference: Reference = .noRisk) {
    self.index = index
    self.reference = reference
  }

  /// Divides the index of each area.
  ///
  /// - Returns: One per area, in the order given; missing indicators have no contribution, and an area that is not
  ///   scored has none at all.
  /// - Throws: `CompositeIndexError` as scoring does, and for a harmonic block of more than 16 members.
  /// - Complexity: O(*m*³) for a geometric block of *m* members, O(*m* 2^*m*) for a harmonic one.
  public func fit(_ areas: [AreaIndicators]) throws(CompositeIndexError) -> [AreaContributions] {
    try index.check(areas)
    for block in index.framework.root.innerFirst where block.aggregation == .harmonic {
      let count = block.memberKeys.count
      guard count <= enumerationLimit else {
        throw .tooManyMembers(block: block.key, found: count, limit: enumerationLimit)
      }
    }
    let prepared = PreparedIndex(index, areas: areas)
    let references = prepared.risks.map { risks in
      switch reference {
      case .noRisk: 0.0
      case .meanOfAreas: SampleSpread(risks.compactMap { $0 }).mean
      }
    }
    return zip(areas.indices, prepared.scores()).map { area, score in
      guard score.index != nil else {
        return AreaContributions(area: score.area, referenceIndex: nil, contributions: [])
      }
      let division = BlockDivision(index.framework.root, prepared: prepared, area: area, references: references)
      return AreaContributions(
        area: score.area, referenceIndex: division.reference, contributions: division.contributions)
    }
  }
}

/// The index of an area divided among its indicators.
public struct AreaContributions: Sendable, Codable, Equatable {
  /// The part of one indicator, in index points.
  public struct Contribution: Sendable, Codable, Equatable {
    public let indicator: String
    public let value: Double
  }

  public let area: String
  /// Index of the reference on the same members; `nil` when the area is not scored.
  public let referenceIndex: Double?
  /// In the order of the framework.
  public let contributions: [Contribution]
}

/// The change of a block from the reference to an area, divided among the indicators in it.
private struct BlockDivision {
  var risk: Double
  var reference: Double
  var contributions: [AreaContributions.Contribution] = []

  init(_ block: IndexFramework.Block, prepared: PreparedIndex, area: Int, references: [Double]) {
    let members = prepared.memberRisks(of: block, area: area, filling: .nothing, weights: prepared.weights)
    let weights = prepared.weights[block.key] ?? []
    let inner = block.blocks.map { BlockDivision($0, prepared: prepared, area: area, references: references) }
    let memberReferences =
      block.indicators.map { references[prepared.position(of: $0)] } + inner.map(\.reference)
    let present = members.indices.filter { members[$0] != nil && weights[$0] > 0 }
    let game = BlockGame(
      aggregation: block.aggregation, weights: present.map { weights[$0] }.scaledToSumOne,
      risks: present.map { members[$0] ?? 0 }, references: present.map { memberReferences[$0] })
    risk = game.value(game.risks)
    reference = game.value(game.references)
    for (position, (member, value)) in zip(present, game.shapleyValues()).enumerated() {
      if member < block.indicators.count {
        contributions.append(.init(indicator: block.indicators[member].key, value: value))
      } else {
        let part = inner[member - block.indicators.count]
        let rate = game.rate(of: position, value: value)
        contributions += part.contributions.map { .init(indicator: $0.indicator, value: rate * $0.value) }
      }
    }
  }
}
