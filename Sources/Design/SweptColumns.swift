internal import LinearAlgebra

/// Response and model matrix with the absorbed factors swept out.
struct SweptColumns {
  let response: [Double]
  let design: DesignMatrix
  let sweptTerms: [String]
  let levelColumns: [String]

  /// Columns for levels that are made at most.
  private static let levelColumnLimit = 500
  /// Elements of a model matrix with such columns that are made at most.
  private static let elementLimit = 1 << 28

  /// Sweeps the factors out, or only those nested in the clusters and makes columns of the levels of the others.
  init(_ frame: ModelFrame, _ factors: AbsorbedFactors, keepingCrossed: Bool) throws(DesignError) {
    let isSwept = factors.needed.map { !keepingCrossed || factors.all[$0.position].isNestedInClusters }
    let crossed = zip(factors.needed, isSwept).filter { !$0.1 }.map { frame.absorbed[$0.0.position] }
    let codes = zip(factors.needed, isSwept).filter(\.1).map(\.0.codes)
    // Without a factor to sweep out, the intercept stands for what all levels share.
    let kept = frame.fixed.termGroups.indices.filter { frame.fixed.termGroups[$0] != 0 }
    let levels = try Self.levelColumns(crossed, isWithIntercept: codes.isEmpty, besides: kept.count, frame)
    let sweep = codes.isEmpty ? nil : FactorSweep(codes, weights: frame.weights)
    var (elements, swept): ([Double], [String]) = ([], [])
    elements.reserveCapacity((kept.count + levels.count) * frame.response.count)
    for column in kept {
      let values = try sweep.sweeping(frame.fixed.matrix.column(column))
      if sweep != nil, values.allSatisfy({ $0 == 0 }) { swept.append(frame.fixed.termNames[column]) }
      elements += values
    }
    for level in levels { elements += try sweep.sweeping(level.values) }
    response = try sweep.sweeping(frame.response)
    sweptTerms = swept
    levelColumns = levels.map(\.name)
    design = DesignMatrix(
      matrix: Matrix(
        rowCount: frame.response.count, columnCount: kept.count + levels.count, elements: elements),
      termNames: kept.map { frame.fixed.termNames[$0] } + levelColumns,
      termGroups: kept.map { frame.fixed.termGroups[$0] }
        + levels.map { _ in frame.fixed.termLabels.count + 1 },
      termLabels: frame.fixed.termLabels,
      indicatorColumns: kept.map { frame.fixed.indicatorColumns[$0] } + levels.map { _ in true },
      referenceLevels: frame.fixed.referenceLevels)
  }

  /// The indicators of each factor's levels but its first.
  private static func levelColumns(
    _ factors: [GroupingFactor], isWithIntercept: Bool, besides columnCount: Int, _ frame: ModelFrame
  ) throws(DesignError) -> [(name: String, values: [Double])] {
    var columns: [(name: String, values: [Double])] = []
    if isWithIntercept {
      columns.append(("(Intercept)", [Double](repeating: 1, count: frame.response.count)))
    }
    for factor in factors {
      let limit = min(levelColumnLimit, elementLimit / max(1, frame.response.count)) - columnCount
      guard columns.count + factor.levelCount <= limit else {
        throw .tooManyLevelColumns(factor: factor.name, levelCount: factor.levelCount, limit: max(0, limit))
      }
      for level in 1..<max(1, factor.levelCount) {
        let code = Int32(level)
        columns.append(("\(factor.name)=\(factor.level(level))", factor.codes.map { $0 == code ? 1 : 0 }))
      }
    }
    return columns
  }
}

extension FactorSweep? {
  /// The column without the factors, or as it is when there are none.
  fileprivate func sweeping(_ column: [Double]) throws(DesignError) -> [Double] {
    guard let sweep = self else { return column }
    return try sweep.sweeping(column)
  }
}
