internal import LinearAlgebra

extension ModelFrame {
  /// The model with its absorbed factors swept out of response and columns.
  ///
  /// Coefficients and residuals of the swept model are those of the model with one indicator per level (Frisch & Waugh
  /// 1933; Lovell 1963). Rows that are alone in a level of some factor are left out first, until none is.
  ///
  /// CR2 and CR3 adjust the residuals of a cluster by its block of the whole hat matrix. A factor nested in the clusters
  /// has no say in that (Pustejovsky & Tipton 2018, theorem 2) and can be swept out; any other factor has, so its levels
  /// must stand as columns.
  ///
  /// - Parameter keepingCrossed: Whether factors that are not nested in the clusters become columns instead of being
  ///   swept out.
  /// - Returns: The swept model, without intercept, its rows in order of the largest factor, and what was done. A term
  ///   that does not vary within the factors is 0 in every row.
  /// - Throws: `DesignError.absorbedCompletely`, `.tooManyLevelColumns`, `.absorptionNotConverged`.
  /// - Complexity: O(rows × columns) for one factor; with several, as much per step of conjugate gradients, or one
  ///   Cholesky factorisation when all but the largest have few levels.
  public func sweepingAbsorbed(
    keepingCrossed: Bool
  ) throws(DesignError) -> (frame: ModelFrame, absorption: Absorption) {
    let kept = rowsWithoutSingletons(absorbed.map(FactorCodes.init))
    if let kept, kept.isEmpty { throw .absorbedCompletely(rowCount: response.count) }
    let rows = kept.map(selecting) ?? self
    let factors = AbsorbedFactors(rows.absorbed, clusters: rows.clusters)
    let columns = try SweptColumns(rows, factors, keepingCrossed: keepingCrossed)
    let absorption = Absorption(
      factors: factors.all, parameterCount: factors.parameterCount,
      countedParameterCount: factors.countedParameterCount,
      singletonRowCount: response.count - rows.response.count, sweptTerms: columns.sweptTerms,
      levelColumns: columns.levelColumns, responseSquares: columns.responseSquares)
    return (rows.replacing(columns), absorption)
  }

  /// The model on some of its rows; levels of grouping factors may be left without a row.
  private func selecting(_ rows: [Int32]) -> ModelFrame {
    func selected(_ factor: GroupingFactor) -> GroupingFactor {
      GroupingFactor(
        name: factor.name, coding: FactorCoding(codes: rows.map { factor.codes[Int($0)] }, labels: factor.labels))
    }
    let elements = (0..<fixed.matrix.columnCount).flatMap { column in
      let values = fixed.matrix.column(column)
      return rows.map { values[Int($0)] }
    }
    let matrix = Matrix(rowCount: rows.count, columnCount: fixed.matrix.columnCount, elements: elements)
    return ModelFrame(
      response: rows.map { response[Int($0)] }, responseName: responseName,
      fixed: DesignMatrix(
        matrix: matrix, termNames: fixed.termNames, termGroups: fixed.termGroups, termLabels: fixed.termLabels,
        indicatorColumns: fixed.indicatorColumns, referenceLevels: fixed.referenceLevels),
      random: [], grouping: [], clusters: clusters.map(selected), absorbed: absorbed.map(selected),
      weights: weights.map { weights in rows.map { weights[Int($0)] } }, keptRows: rows.map { keptRows[Int($0)] },
      droppedRowCount: droppedRowCount)
  }

  private func replacing(_ columns: SweptColumns) -> ModelFrame {
    func ordered<Value>(_ values: [Value]) -> [Value] { columns.order.map { $0.map { values[Int($0)] } } ?? values }
    return ModelFrame(
      response: columns.response, responseName: responseName, fixed: columns.design, random: [], grouping: [],
      clusters: clusters.map { factor in
        GroupingFactor(name: factor.name, coding: FactorCoding(codes: ordered(factor.codes), labels: factor.labels))
      },
      absorbed: [], weights: weights.map(ordered), keptRows: ordered(keptRows), droppedRowCount: droppedRowCount)
  }
}
