import Moments

// Notation: Fleiss, Cohen & Everitt (1969), doi:10.1037/h0028106. p shares of the cells, w weights of agreement, pₑ = Σ w p_i.
// p_.j; w̄_i. = Σ_j w_ij p_.j and w̄_.j = Σ_i w_ij p_i.

/// κ of one table and how much each cell moves it.
struct WeightedAgreement {
  let table: TransitionTable
  /// Σ w p.
  let observed: Double
  /// pₑ.
  let expected: Double
  let kappa: Double
  /// Influence on κ of one more child in each cell, row after row; its mean over the children is 0.
  private let influences: [Double]

  init(_ table: TransitionTable, _ weights: CohenKappa.Weights) throws(MovementError) {
    let n = Double(table.total)
    guard table.total >= 2 else { throw .tooFewRatings(children: table.total, raters: 2) }
    let levels = 0..<table.levelCount
    let w = levels.map { row in levels.map { weights.agreement(row, $0, levelCount: table.levelCount) } }
    let rows = table.rowTotals.map { Double($0) / n }
    let columns = table.columnTotals.map { Double($0) / n }
    let rowMeans = levels.map { row in levels.reduce(0) { $0 + w[row][$1] * columns[$1] } }
    let columnMeans = levels.map { column in levels.reduce(0) { $0 + w[$1][column] * rows[$1] } }
    let expected = levels.reduce(0) { $0 + rows[$1] * rowMeans[$1] }
    guard rows.count(where: { $0 > 0 }) > 1 || columns.count(where: { $0 > 0 }) > 1, expected < 1 else {
      throw .noVariation
    }
    let cells = table.rows
    let observed = levels.reduce(0) { sum, row in
      sum + levels.reduce(0) { $0 + w[row][$1] * Double(cells[row][$1]) / n }
    }
    let kappa = (observed - expected) / (1 - expected)
    let mean = (kappa - expected * (1 - kappa)) / (1 - expected)
    var influences: [Double] = []
    for row in levels {
      for column in levels {
        let margin = (rowMeans[row] + columnMeans[column]) * (1 - kappa)
        influences.append((w[row][column] - margin) / (1 - expected) - mean)
      }
    }
    self.influences = influences
    self.table = table
    self.observed = observed
    self.expected = expected
    self.kappa = kappa
  }

  /// Sum of the squared influences of all children.
  var influenceSquares: Double {
    zip(table.rows.joined(), influences).reduce(0) { sum, cell in sum + Double(cell.0) * cell.1 * cell.1 }
  }

  /// Sum of the influences of the children of a cluster.
  func influence(of cluster: TransitionTable) -> Double {
    zip(cluster.rows.joined(), influences).reduce(0) { sum, cell in sum + Double(cell.0) * cell.1 }
  }
}

extension CohenKappa.Weights {
  /// Agreement of two levels, 1 for the same and 0 for the farthest apart.
  fileprivate func agreement(_ first: Int, _ second: Int, levelCount: Int) -> Double {
    let distance = Double(abs(first - second)) / Double(max(1, levelCount - 1))
    switch self {
    case .unweighted: return first == second ? 1 : 0
    case .linear: return 1 - distance
    case .quadratic: return 1 - distance * distance
    }
  }
}
