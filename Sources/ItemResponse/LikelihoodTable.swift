/// The likelihood of each distinct set of answers on an even grid of abilities, as the sampler reads it.
package struct LikelihoodTable: Sendable {
  package let grid: EvenGrid
  /// Cells × nodes, cell after cell: logarithms of the likelihood up to a constant per cell.
  let logLikelihoods: [Double]

  /// Number of cells.
  package var cellCount: Int { logLikelihoods.count / grid.count }

  /// Takes logarithms, cells × nodes, all finite.
  package init(grid: EvenGrid, logLikelihoods: [Double]) {
    precondition(
      logLikelihoods.count.isMultiple(of: grid.count), "\(logLikelihoods.count) values of \(grid.count) nodes")
    precondition(logLikelihoods.allSatisfy(\.isFinite), "a log-likelihood is not finite")
    self.grid = grid
    self.logLikelihoods = logLikelihoods
  }

  /// All rows of a likelihood.
  package init(_ likelihood: ResponseLikelihood) {
    let (nodes, rows) = (likelihood.grid.count, likelihood.rowCount)
    grid = likelihood.grid
    logLikelihoods = [Double](unsafeUninitializedCapacity: rows * nodes) { buffer, count in
      for row in 0..<rows {
        likelihood.fill(UnsafeMutableBufferPointer(rebasing: buffer[row * nodes..<(row + 1) * nodes]), withRow: row)
      }
      count = rows * nodes
    }
  }

  /// The values of one cell.
  func values(ofCell cell: Int) -> ArraySlice<Double> {
    logLikelihoods[cell * grid.count..<(cell + 1) * grid.count]
  }
}
