extension NestedElimination {
  /// Eliminates every random effect, with exact first and second derivatives in the variance parameters.
  ///
  /// - Parameter factors: One per grouping factor, outermost first; parameters count from the innermost factor out.
  /// - Returns: One remainder per component of `ParameterJet`: the value first.
  /// - Complexity: As one elimination, times the number of components.
  func remainderJet(_ factors: [FactorParameters]) -> [Remainder] {
    let innermost = factors.count - 1
    let componentCount = ParameterJet.count(factors[0].count)
    var sums = JetSums(
      logDeterminant: [Double](repeating: 0, count: componentCount),
      squares: [[Double]](repeating: [Double](repeating: 0, count: responseSquares.count), count: componentCount))
    sums.squares[0] = responseSquares
    var states = eliminatePatterns(factors[innermost], &sums)
    for level in stride(from: innermost - 1, through: 0, by: -1) {
      states = eliminateUnits(factors[level], level: level, states: states, &sums)
    }
    return (0..<componentCount).map { component in
      let start = component * stateSize
      let moments = start + randomCount * randomCount
      return Remainder(
        logDeterminant: sums.logDeterminant[component], ones: states[start],
        onesMoments: Array(states[moments..<moments + width]), squares: sums.squares[component])
    }
  }

  /// Sums over all units, component by component.
  fileprivate struct JetSums {
    var logDeterminant: [Double]
    /// *WᵀW* less what was eliminated, packed.
    var squares: [[Double]]
  }

  /// Elements of one component of a unit's state: *C* (full), then *T*, random columns × columns of *W*.
  private var stateSize: Int { randomCount * (randomCount + width) }

  /// Eliminates the innermost units pattern by pattern; returns the states of their parents, component after component.
  ///
  /// With the identity in the place of *W* the same elimination gives the matrices that turn any *T*:
  /// *[[C, I], [I, 0]]* becomes *[[N, J], [Jᵀ, −M]]* with *T⁺ = J T*.
  private func eliminatePatterns(_ parameters: FactorParameters, _ sums: inout JetSums) -> [Double] {
    let componentCount = ParameterJet.count(parameters.count)
    let order = 2 * randomCount
    let kernel = JetElimination(order: order, parameterCount: parameters.count, size: parameters.columns.count)
    let parentCount = factorColumns.count == 1 ? 1 : parents[factorColumns.count - 2].count
    var states = [Double](repeating: 0, count: parentCount * componentCount * stateSize)
    var remaining = cells.indices.sorted { (cells[$0].pattern, $0) < (cells[$1].pattern, $1) }[...]
    for (index, pattern) in patterns.enumerated() {
      kernel.matrix(0).update(repeating: 0, count: order * order)
      for column in 0..<randomCount {
        for row in 0..<randomCount { kernel.matrices[column * order + row] = pattern.gram[column * randomCount + row] }
        kernel.matrices[column * order + randomCount + column] = 1
        kernel.matrices[(randomCount + column) * order + column] = 1
      }
      kernel.eliminate(parameters)
      for component in 0..<componentCount {
        let matrix = kernel.matrix(component)
        sums.logDeterminant[component] += Double(pattern.unitCount) * kernel.logDeterminant[component]
        sums.add(pattern.products, columns: parameters.columns, component: component) { row, column in
          matrix[(randomCount + column) * order + randomCount + row]
        }
      }
      while let cell = remaining.first, cells[cell].pattern == index {
        handOver(cells[cell], kernel, componentCount: componentCount, to: &states)
        remaining.removeFirst()
      }
    }
    return states
  }

  /// Hands what is left of a cell to its parent.
  private func handOver(
    _ cell: Cell, _ kernel: JetElimination, componentCount: Int, to states: inout [Double]
  ) {
    let square = randomCount * randomCount
    states.withUnsafeMutableBufferPointer { states in
      for component in 0..<componentCount {
        let matrix = kernel.matrix(component)
        let target = states.baseAddress! + (cell.parent * componentCount + component) * stateSize
        for column in 0..<randomCount {
          for row in 0..<randomCount {
            target[column * randomCount + row] += cell.unitCount * matrix[column * kernel.order + row]
          }
        }
        for row in 0..<randomCount {
          let moments = target + square + row * width
          for k in 0..<randomCount {
            let weight = matrix[(randomCount + k) * kernel.order + row]
            for column in 0..<width { moments[column] += weight * cell.sum[k * width + column] }
          }
        }
      }
    }
  }

  /// Eliminates the units of an outer factor one by one; returns the states of their parents.
  private func eliminateUnits(
    _ parameters: FactorParameters, level: Int, states: [Double], _ sums: inout JetSums
  ) -> [Double] {
    let order = randomCount + width
    let componentCount = ParameterJet.count(parameters.count)
    let innerComponentCount = ParameterJet.count(parameters.innerCount)
    let kernel = JetElimination(order: order, parameterCount: parameters.count, size: parameters.columns.count)
    let parentCount = level == 0 ? 1 : parents[level - 1].count
    var outer = [Double](repeating: 0, count: parentCount * componentCount * stateSize)
    outer.withUnsafeMutableBufferPointer { outer in
      states.withUnsafeBufferPointer { states in
        for (unit, parent) in parents[level].enumerated() {
          for component in 0..<innerComponentCount {
            fill(
              kernel.matrix(component), from: states.baseAddress! + (unit * innerComponentCount + component) * stateSize
            )
          }
          kernel.eliminate(parameters)
          for component in 0..<componentCount {
            let matrix = kernel.matrix(component)
            addRows(of: matrix, to: outer.baseAddress! + (parent * componentCount + component) * stateSize)
            sums.logDeterminant[component] += kernel.logDeterminant[component]
            sums.addSquares(of: matrix, first: randomCount, order: order, component: component)
          }
        }
      }
    }
    return outer
  }

  /// The symmetric matrix of a unit's state; the part of *W* itself starts at 0.
  private func fill(_ matrix: UnsafeMutablePointer<Double>, from state: UnsafePointer<Double>) {
    let order = randomCount + width
    let moments = state + randomCount * randomCount
    for column in 0..<randomCount {
      for row in 0..<randomCount { matrix[column * order + row] = state[column * randomCount + row] }
      for row in 0..<width { matrix[column * order + randomCount + row] = moments[column * width + row] }
    }
    for column in 0..<width {
      let target = matrix + (randomCount + column) * order
      for row in 0..<randomCount { target[row] = moments[row * width + column] }
      for row in 0..<width { target[randomCount + row] = 0 }
    }
  }

  /// Adds the rows of *U* to a parent's state.
  private func addRows(of matrix: UnsafePointer<Double>, to state: UnsafeMutablePointer<Double>) {
    let order = randomCount + width
    let moments = state + randomCount * randomCount
    for column in 0..<randomCount {
      for row in 0..<randomCount { state[column * randomCount + row] += matrix[column * order + row] }
      for row in 0..<width { moments[column * width + row] += matrix[column * order + randomCount + row] }
    }
  }
}

extension NestedElimination.JetSums {
  /// Adds *Σ w_ab T_aᵀT_b* of a whole pattern.
  fileprivate mutating func add(
    _ products: [[Double]], columns: [Int], component: Int, weight: (Int, Int) -> Double
  ) {
    var block = 0
    for (i, a) in columns.enumerated() {
      for b in columns[i...] {
        let weight = weight(a, b)
        for position in squares[component].indices {
          squares[component][position] += weight * products[block][position]
        }
        block += 1
      }
    }
  }

  /// Adds the block of *W* of an eliminated unit.
  fileprivate mutating func addSquares(of matrix: UnsafePointer<Double>, first: Int, order: Int, component: Int) {
    squares[component].withUnsafeMutableBufferPointer { target in
      var position = 0
      for column in first..<order {
        for row in column..<order {
          target[position] += matrix[column * order + row]
          position += 1
        }
      }
    }
  }
}
