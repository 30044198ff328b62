internal import Moments

/// Eliminates the random effects of a nested mixed model, factor by factor from the innermost, from its moments.
///
/// Notation: Bates et al. (2015), doi:10.18637/jss.v067.i01, §3. `theta` fills the lower triangles *Λ_l* of the relative
/// covariance factors, one per grouping factor *l*. For one unit with *C = UᵀU* and *T = UᵀW*, eliminating the columns
/// *S* of its factor turns
///
///     C into C − C_·S M C_S·,   T into T − C_·S M T_S,   WᵀW into WᵀW − T_Sᵀ M T_S
///
/// with *M = Λ (ΛᵀC_SS Λ + I)⁻¹ Λᵀ*, and adds *log |ΛᵀC_SS Λ + I|* to the log-determinant. What is left of a unit's *C*
/// and *T* is added to its parent. All innermost units of a pattern share *M*, so that they cost one elimination.
///
/// An evaluation costs O(cells + outer units), whatever the number of rows and innermost units.
struct NestedElimination {
  /// Columns of *U*.
  let randomCount: Int
  /// Columns of *W*.
  let width: Int
  /// Columns of *U* of each factor, outermost first.
  let factorColumns: [[Int]]
  let parents: [[Int]]
  let patterns: [Pattern]
  let cells: [Cell]
  /// *WᵀW* about the centre, packed.
  let responseSquares: [Double]

  struct Pattern {
    var gram: [Double]
    var unitCount: Int
    /// *Σ T_aᵀT_b + T_bᵀT_a* (once for *a = b*), packed, for *a ≤ b* among the innermost factor's columns.
    var products: [[Double]]
  }

  struct Cell {
    var parent: Int
    var pattern: Int
    var unitCount: Double
    /// *Σ T* over the cell's units, random columns × columns of *W*.
    var sum: [Double]
  }

  /// What is left when every random effect is eliminated.
  struct Remainder {
    /// *Σ log |ΛᵀCΛ + I|*.
    var logDeterminant: Double
    /// Number of rows less what the random effects took: *1ᵀV⁻¹1* for relative covariance *V*.
    var ones: Double
    /// *1ᵀV⁻¹W*.
    var onesMoments: [Double]
    /// *WᵀV⁻¹W*, packed.
    var squares: [Double]
  }

  /// Prepares the elimination over a selection of the columns of *W*.
  ///
  /// - Parameters:
  ///   - moments: Moments of the model.
  ///   - columns: Positions among the moments' terms; the response is added at the end.
  init(_ moments: NestedMoments, columns: [Int]) {
    let selection = columns + [moments.columns.terms.count]
    let fullWidth = moments.columns.terms.count + 1
    let expanded = moments.randomColumns.indices.flatMap { random in selection.map { random * fullWidth + $0 } }
    randomCount = moments.randomColumns.count
    width = selection.count
    factorColumns = moments.groupings.map(\.columns)
    parents = moments.units.map { $0.map(\.parent) }
    cells = moments.cells.map { cell in
      Cell(
        parent: cell.parent, pattern: cell.pattern, unitCount: Double(cell.unitCount),
        sum: expanded.map { cell.mean[$0] * Double(cell.unitCount) })
    }
    responseSquares = moments.total.selecting(selection).crossProducts(about: selection.map { moments.centre[$0] })
    var states = moments.patterns.map { pattern in
      CrossProduct(
        columnCount: moments.randomColumns.count * fullWidth, count: 1, weight: 1,
        mean: [Double](repeating: 0, count: moments.randomColumns.count * fullWidth),
        scatter: pattern.scatter.isEmpty
          ? [Double](repeating: 0, count: packedCount(moments.randomColumns.count * fullWidth)) : pattern.scatter
      ).selecting(expanded).scatter
    }
    for cell in cells { addOuterProduct(of: cell.sum, times: 1 / cell.unitCount, to: &states[cell.pattern]) }
    let innermost = factorColumns.last ?? []
    let (order, stride) = (randomCount, width)
    patterns = zip(moments.patterns, states).map { pattern, state in
      Pattern(
        gram: unpacked(pattern.gram, order: order), unitCount: pattern.unitCount,
        products: symmetricProducts(state, columns: innermost, width: stride, order: order * stride))
    }
  }

  /// Eliminates the random effects at `theta`.
  func remainder(theta: [Double]) -> Remainder {
    let workspace = Workspace(randomCount: randomCount, width: width, squares: responseSquares)
    let root = states(theta: theta, workspace)[0]
    return Remainder(
      logDeterminant: workspace.logDeterminant, ones: root[0],
      onesMoments: Array(root[randomCount * randomCount..<randomCount * randomCount + width]),
      squares: workspace.squares)
  }

  /// Eliminates the random effects at `theta`.
  ///
  /// - Returns: At *l* the states of the units of outer factor *l − 1*, one after the other, with every factor further
  ///   in eliminated; at 0 the state of what has no factor outside it.
  func states(theta: [Double], _ workspace: Workspace) -> [[Double]] {
    let factors = relativeFactors(theta, sizes: factorColumns.map(\.count))
    let innermost = factorColumns.count - 1
    var states = (0...innermost).map { level in
      [Double](repeating: 0, count: (level == 0 ? 1 : parents[level - 1].count) * workspace.stateSize)
    }
    eliminateInnermost(workspace, factor: factors[innermost], into: &states[innermost])
    for level in stride(from: innermost - 1, through: 0, by: -1) {
      eliminate(workspace, factor: factors[level], level: level, from: states[level + 1], into: &states[level])
    }
    return states
  }

  /// Eliminates all innermost units pattern by pattern, then hands what is left of the cells to their parents.
  private func eliminateInnermost(_ workspace: Workspace, factor: [Double], into parents: inout [Double]) {
    let columns = factorColumns[factorColumns.count - 1]
    let size = randomCount * columns.count
    var projections = [Double](repeating: 0, count: patterns.count * size)
    for (index, pattern) in patterns.enumerated() {
      pattern.gram.withUnsafeBufferPointer { gram in
        let determinant = workspace.reduce(gram: gram.baseAddress!, columns: columns, factor: factor)
        workspace.count(determinant: determinant, times: pattern.unitCount)
      }
      workspace.subtract(pattern.products, count: columns.count)
      for element in 0..<size { projections[index * size + element] = workspace.projection[element] }
    }
    projections.withUnsafeBufferPointer { projections in
      parents.withUnsafeMutableBufferPointer { parents in
        for cell in cells {
          patterns[cell.pattern].gram.withUnsafeBufferPointer { gram in
            cell.sum.withUnsafeBufferPointer { sum in
              workspace.handOver(
                gram: gram.baseAddress!, times: cell.unitCount, moments: sum.baseAddress!, columns: columns,
                projection: projections.baseAddress! + cell.pattern * size,
                to: parents.baseAddress! + cell.parent * workspace.stateSize)
            }
          }
        }
      }
    }
  }

  /// Eliminates the units of an outer factor one by one.
  private func eliminate(
    _ workspace: Workspace, factor: [Double], level: Int, from units: [Double], into outer: inout [Double]
  ) {
    let columns = factorColumns[level]
    let gramSize = randomCount * randomCount
    outer.withUnsafeMutableBufferPointer { outer in
      units.withUnsafeBufferPointer { units in
        for (unit, parent) in parents[level].enumerated() {
          let state = units.baseAddress! + unit * workspace.stateSize
          workspace.count(determinant: workspace.reduce(gram: state, columns: columns, factor: factor))
          workspace.subtract(moments: state + gramSize, columns: columns)
          workspace.handOver(
            gram: state, times: 1, moments: state + gramSize, columns: columns, projection: workspace.projection,
            to: outer.baseAddress! + parent * workspace.stateSize)
        }
      }
    }
  }
}

/// Splits θ into the lower triangles of the relative covariance factors, each packed by columns as in lme4.
func relativeFactors(_ theta: [Double], sizes: [Int]) -> [[Double]] {
  var position = 0
  return sizes.map { size in
    var factor = [Double](repeating: 0, count: size * size)
    for column in 0..<size {
      for row in column..<size {
        factor[column * size + row] = theta[position]
        position += 1
      }
    }
    return factor
  }
}

private func unpacked(_ packed: [Double], order: Int) -> [Double] {
  (0..<order * order).map {
    packed[packedPosition(max($0 / order, $0 % order), min($0 / order, $0 % order), order: order)]
  }
}

private func addOuterProduct(of vector: [Double], times factor: Double, to packed: inout [Double]) {
  var position = 0
  for column in vector.indices {
    let scaled = factor * vector[column]
    for row in column..<vector.count {
      packed[position] += scaled * vector[row]
      position += 1
    }
  }
}

/// The blocks *(a, b)*, *a ≤ b*, of the second moments of vec(*T*), made symmetric and packed.
private func symmetricProducts(_ state: [Double], columns: [Int], width: Int, order: Int) -> [[Double]] {
  func element(_ a: Int, _ b: Int) -> Double { state[packedPosition(max(a, b), min(a, b), order: order)] }
  var blocks: [[Double]] = []
  for (i, a) in columns.enumerated() {
    for b in columns[i...] {
      var block: [Double] = []
      for column in 0..<width {
        for row in column..<width {
          let direct = element(a * width + row, b * width + column)
          block.append(a == b ? direct : direct + element(b * width + row, a * width + column))
        }
      }
      blocks.append(block)
    }
  }
  return blocks
}
