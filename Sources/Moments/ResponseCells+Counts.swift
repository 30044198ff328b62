package import LinearAlgebra

extension ResponseCells {
  /// Cells that were counted elsewhere: the answers to an item at each score, for instance.
  ///
  /// - Parameters:
  ///   - counts: Cells × values, rows of each category; every category occurs.
  ///   - response: Name of the response, and its values in the order of the columns, ascending.
  ///   - terms: Names of the columns of the design.
  ///   - design: Cells × terms, cluster after cluster.
  ///   - clusters: Their names and where their cells start, with one more start than names; `nil` when all rows are one.
  package init(
    counts: Matrix, response: (name: String, values: [Int]), terms: [String], design: Matrix,
    clusters: (name: String, levels: [String], starts: [Int])?
  ) {
    precondition(counts.rowCount == design.rowCount, "\(counts.rowCount) and \(design.rowCount) cells")
    precondition(counts.columnCount == response.values.count && design.columnCount == terms.count, "columns")
    let rowCounts = (0..<counts.rowCount).map { row in
      (0..<counts.columnCount).reduce(0) { $0 + Int(counts[row, $1]) }
    }
    self.init(
      columns: MomentColumns(
        terms: terms.map { MomentColumns.Term(name: $0, isIndicator: false) }, responses: [response.name]),
      categories: response.values.map(String.init), categoryValues: response.values.map(Double.init),
      hasTextResponse: false, clusterName: clusters?.name, clusters: clusters?.levels ?? ["all"],
      clusterStarts: clusters?.starts ?? [0, design.rowCount], design: design, weights: counts, rowCounts: rowCounts,
      observationCount: rowCounts.reduce(0, +))
  }
}
