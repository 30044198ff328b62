package import CompositeIndex
package import Records

extension CompositeIndex {
  /// The index that a framework of the records describes.
  ///
  /// - Throws: `CompositeIndexError` when its goalposts or weights admit no index.
  package init(_ framework: RiskFramework) throws {
    let method = framework.method
    self.init(
      framework: try IndexFramework(
        blocks: framework.blocks.map(IndexFramework.Block.init), aggregation: method.betweenBlocks.aggregation,
        flags: framework.flags.map { IndexFramework.SafetyFlag(key: $0.key, limit: $0.limit) }),
      minimumWeightShare: method.minimumWeightShare, normalisation: method.normalisation.normalisation,
      winsorising: method.outliers == .winsorise ? Winsorising() : nil, weighting: method.weights.weighting)
  }
}

extension MethodChoices {
  init(_ uncertainty: RiskFramework.Uncertainty) {
    self.init(
      weightSpread: uncertainty.weightSpread, weightings: uncertainty.weights.map(\.weighting),
      normalisations: uncertainty.normalisations.map(\.normalisation),
      aggregations: uncertainty.betweenBlocks.map(\.aggregation))
  }
}

extension IndexFramework.Block {
  fileprivate init(_ block: RiskFramework.Block) throws {
    self.init(
      key: block.key, indicators: try block.indicators.map(IndexFramework.Indicator.init),
      blocks: try block.blocks.map(IndexFramework.Block.init), weight: block.weight,
      aggregation: block.within.aggregation)
  }
}

extension IndexFramework.Indicator {
  fileprivate init(_ indicator: RiskFramework.Indicator) throws {
    let rule: IndexFramework.MissingRule =
      switch indicator.missingRule {
      case .range: .range
      case .leaveOut: .leaveOut
      case .require: .require
      }
    if let noRisk = indicator.noRisk, let fullRisk = indicator.fullRisk {
      self.init(
        key: indicator.key, goalposts: try Goalposts(noRisk: noRisk, fullRisk: fullRisk), weight: indicator.weight,
        minimumCount: indicator.minimumCount, missingRule: rule)
    } else {
      self.init(
        key: indicator.key, risesWithRisk: indicator.direction == .moreIsRisk, weight: indicator.weight,
        minimumCount: indicator.minimumCount, missingRule: rule)
    }
  }
}

extension RiskFramework.Mean {
  fileprivate var aggregation: Aggregation {
    switch self {
    case .arithmetic: .arithmetic
    case .geometric: .geometric
    case .harmonic: .harmonic
    }
  }
}

extension RiskFramework.Normalisation {
  fileprivate var normalisation: Normalisation {
    switch self {
    case .goalposts: .goalposts
    case .minMax: .minMax
    case .zScore: .zScore
    case .rank: .rank
    case .distanceToTarget: .distanceToTarget
    }
  }
}

extension RiskFramework.Weights {
  fileprivate var weighting: Weighting {
    switch self {
    case .given: .given
    case .equal: .equal
    case .pca: .principalComponent
    case .equalCorrelation: .equalCorrelation
    case .equalCorrelationRatio: .equalCorrelationRatio
    }
  }
}
