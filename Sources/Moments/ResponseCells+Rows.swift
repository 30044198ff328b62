package import LinearAlgebra

extension ResponseCells {
  /// Every row of a design as a cell of its own, in one cluster, with a response of 0 or 1.
  ///
  /// - Parameters:
  ///   - design: Rows × terms, the intercept included.
  ///   - terms: One name per column.
  ///   - response: Its name.
  ///   - isOne: Whether the response of a row is 1.
  package init(design: Matrix, terms: [MomentColumns.Term], response: String, isOne: [Bool]) {
    precondition(isOne.count == design.rowCount, "\(isOne.count) responses for \(design.rowCount) rows")
    let ones = isOne.map { $0 ? 1.0 : 0 }
    self.init(
      columns: MomentColumns(terms: terms, responses: [response]), categories: ["0", "1"], categoryValues: [0, 1],
      hasTextResponse: false, clusterName: nil, clusters: ["all"], clusterStarts: [0, design.rowCount],
      design: design,
      weights: Matrix(rowCount: isOne.count, columnCount: 2, elements: ones.map { 1 - $0 } + ones),
      rowCounts: [Int](repeating: 1, count: design.rowCount), observationCount: design.rowCount)
  }
}
