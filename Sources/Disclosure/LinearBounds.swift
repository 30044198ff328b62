/// The narrowest interval that linear equations leave for each of their non-negative unknowns.
///
/// What a reader can work out about a hidden cell is the range of that cell over all non-negative tables that agree
/// with every published number: two linear programs per cell. Solved by the simplex method on a dense tableau with
/// Bland's rule, which cannot cycle in exact arithmetic. Rounding could make it, so pivots are counted; a program that
/// is not finished has no answer, and whoever asks must take the number for exposed.
///
/// **Source.** Bland (1977), doi:10.1287/moor.2.2.103; for the use in table auditing, Hundepool et al. (2012),
/// *Statistical Disclosure Control*, ch. 4.
package struct LinearBounds {
  // Notation: tableau rows are basic variables, the last column is the right-hand side.
  private var tableau: [[Double]]
  private var basis: [Int]
  private let variableCount: Int
  private let pivotLimit: Int

  /// Pivots smaller than this are rounding noise: entries start as counts and as shares in [0, 1].
  private static let tolerance = 1e-9

  /// Pivots of one linear program; tables of this size take a few dozen.
  package static let defaultPivotLimit = 2_000

  /// What became of a linear program.
  private enum Minimum {
    case value(Double)
    case unlimited
    case unfinished
  }

  /// Finds a first table that agrees with the equations; `nil` when there is none or the pivots run out.
  ///
  /// - Parameters:
  ///   - equations: equations × variables coefficients.
  ///   - rightHandSides: One per equation.
  ///   - variableCount: Number of non-negative unknowns.
  ///   - pivotLimit: Most pivots of one linear program.
  package init?(
    equations: [[Double]], rightHandSides: [Double], variableCount: Int, pivotLimit: Int = defaultPivotLimit
  ) {
    self.variableCount = variableCount
    self.pivotLimit = pivotLimit
    tableau = []
    basis = []
    for (row, (coefficients, constant)) in zip(equations, rightHandSides).enumerated() {
      let sign: Double = constant < 0 ? -1 : 1
      var artificial = [Double](repeating: 0, count: equations.count)
      artificial[row] = 1
      tableau.append(coefficients.map { sign * $0 } + artificial + [sign * constant])
      basis.append(variableCount + row)
    }
    var costs = [Double](repeating: 0, count: variableCount + equations.count)
    for artificial in variableCount..<costs.count { costs[artificial] = 1 }
    let scale = rightHandSides.reduce(1) { max($0, abs($1)) }
    guard case .value(let left) = minimise(costs), left <= scale * 1e-7 else { return nil }
    dropArtificialVariables()
  }

  /// The smallest and largest value that a variable can take; the upper bound is infinite where nothing limits it.
  ///
  /// - Returns: `nil` when the pivots run out before the bounds are known.
  package func range(of variable: Int) -> ClosedRange<Double>? {
    var costs = [Double](repeating: 0, count: variableCount)
    costs[variable] = 1
    var down = self
    guard case .value(let smallest) = down.minimise(costs) else { return nil }
    let lower = max(0, smallest)
    costs[variable] = -1
    var up = self
    switch up.minimise(costs) {
    case .value(let negated): return lower...max(lower, -negated)
    case .unlimited: return lower...Double.infinity
    case .unfinished: return nil
    }
  }

  /// Minimises a linear cost from the present basis.
  private mutating func minimise(_ costs: [Double]) -> Minimum {
    var pivotCount = 0
    while let entering = entering(costs) {
      guard pivotCount < pivotLimit else { return .unfinished }
      guard let leaving = leavingRow(entering) else { return .unlimited }
      pivot(row: leaving, column: entering)
      pivotCount += 1
    }
    return .value(basis.indices.reduce(0) { $0 + costs[basis[$1]] * tableau[$1][costs.count] })
  }

  /// The first variable whose increase lowers the cost.
  private func entering(_ costs: [Double]) -> Int? {
    costs.indices.first { column in
      let reduced = basis.indices.reduce(costs[column]) { $0 - costs[basis[$1]] * tableau[$1][column] }
      return reduced < -Self.tolerance && !basis.contains(column)
    }
  }

  private func leavingRow(_ column: Int) -> Int? {
    let eligible = tableau.indices.filter { tableau[$0][column] > Self.tolerance }
    return eligible.min { first, second in
      let a = ratio(first, column)
      let b = ratio(second, column)
      return a == b ? basis[first] < basis[second] : a < b
    }
  }

  private func ratio(_ row: Int, _ column: Int) -> Double {
    max(0, tableau[row][tableau[row].count - 1]) / tableau[row][column]
  }

  private mutating func pivot(row: Int, column: Int) {
    let factor = tableau[row][column]
    for position in tableau[row].indices { tableau[row][position] /= factor }
    for other in tableau.indices where other != row {
      let multiple = tableau[other][column]
      guard multiple != 0 else { continue }
      for position in tableau[other].indices { tableau[other][position] -= multiple * tableau[row][position] }
    }
    basis[row] = column
  }

  /// Leaves only the real variables: redundant equations go with their artificial variable.
  private mutating func dropArtificialVariables() {
    for row in tableau.indices.reversed() where basis[row] >= variableCount {
      if let column = (0..<variableCount).first(where: { abs(tableau[row][$0]) > Self.tolerance }) {
        pivot(row: row, column: column)
      } else {
        tableau.remove(at: row)
        basis.remove(at: row)
      }
    }
    let last = tableau.first.map { $0.count - 1 } ?? 0
    tableau = tableau.map { Array($0[..<variableCount]) + [$0[last]] }
  }
}
