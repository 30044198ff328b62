/// The absorbed factors of a model: which are nested in the clusters, and which determine others.
struct AbsorbedFactors {
  let all: [Absorption.Factor]
  /// Factors that no other absorbed factor determines, with their positions among `all`.
  let needed: [(position: Int, codes: FactorCodes)]
  let parameterCount: Int
  let countedParameterCount: Int

  /// Looks at factors over the rows of a model, none of which is alone in a level.
  init(_ factors: [GroupingFactor], clusters: GroupingFactor?) {
    let codes = factors.map(FactorCodes.init)
    let clusterCodes = clusters.map(FactorCodes.init)
    let nested = codes.map { codes in clusterCodes.map { codes.isNested(in: $0) } ?? false }
    all = factors.indices.map { index in
      Absorption.Factor(
        name: factors[index].name, levelCount: codes[index].rowCounts.lazy.filter { $0 > 0 }.count,
        isNestedInClusters: nested[index])
    }
    needed = codes.indices.filter { !Self.isDetermined($0, codes) }.map { ($0, codes[$0]) }
    parameterCount = Design.parameterCount(of: codes)
    let nestedCodes = codes.indices.filter { nested[$0] }.map { codes[$0] }
    countedParameterCount =
      parameterCount - (nestedCodes.isEmpty ? 0 : Design.parameterCount(of: nestedCodes) - 1)
  }

  /// Whether another factor's levels each lie in one level of this one; of two that agree, the later is determined.
  private static func isDetermined(_ index: Int, _ codes: [FactorCodes]) -> Bool {
    codes.indices.contains { other in
      other != index && codes[other].isNested(in: codes[index])
        && (other < index || !codes[index].isNested(in: codes[other]))
    }
  }
}

extension FactorCodes {
  /// The codes of a grouping factor.
  init(_ factor: GroupingFactor) { self.init(codes: factor.codes, levelCount: factor.levelCount) }
}
