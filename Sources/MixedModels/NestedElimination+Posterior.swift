extension NestedElimination {
  /// Mean and covariance of one unit's random effects given the response, relative to the residual variance.
  struct Posterior {
    /// One per column of the unit's factor.
    var mean: [Double]
    /// Columns × columns of the factor, column-major.
    var covariance: [Double]
  }

  /// The random effects of an outer factor's units given the response, the variances and the fixed effects.
  ///
  /// Once the factors further in are eliminated, a unit's effects depend on the response through its own *T* less what
  /// the units around it explain: with *a* the sum of their effects, *b = M (T_S − C_S· a)* with covariance *M* given *a*.
  /// So means and covariances are handed down from the outermost factor.
  ///
  /// - Parameters:
  ///   - level: Position of the factor, not the innermost one.
  ///   - theta: Relative covariance factors, in the columns as given.
  ///   - weights: One per column of *W*; *Wᵀweights − intercept* is the residual about the fixed effects.
  ///   - intercept: The intercept about the centre.
  /// - Returns: One per unit, in their order.
  /// - Complexity: One elimination, and O(units · *q³*).
  func posteriors(level: Int, theta: [Double], weights: [Double], intercept: Double) -> [Posterior] {
    let workspace = Workspace(randomCount: randomCount, width: width, squares: responseSquares)
    let states = states(theta: theta, workspace)
    let factors = relativeFactors(theta, sizes: factorColumns.map(\.count))
    var around = [Surroundings(randomCount)]
    var posteriors: [Posterior] = []
    for outer in 0...level {
      var inside: [Surroundings] = []
      posteriors = []
      for (unit, parent) in parents[outer].enumerated() {
        let step = UnitStep(
          state: states[outer + 1].dropFirst(unit * workspace.stateSize), columns: factorColumns[outer],
          factor: factors[outer], weights: weights, intercept: intercept, workspace)
        posteriors.append(step.posterior(given: around[parent]))
        if outer < level { inside.append(step.surroundings(posteriors[unit].mean, around[parent])) }
      }
      around = inside
    }
    return posteriors
  }

  /// The sum of the effects of the units around a unit, over the columns of *U*: its mean and covariance.
  fileprivate struct Surroundings {
    var mean: [Double]
    /// Random columns × random columns.
    var covariance: [Double]

    /// Nothing around.
    init(_ randomCount: Int) {
      mean = [Double](repeating: 0, count: randomCount)
      covariance = [Double](repeating: 0, count: randomCount * randomCount)
    }
  }

  /// One unit's matrices: *M*, *C_·S M* and *T* of the residual.
  fileprivate struct UnitStep {
    let columns: [Int]
    let randomCount: Int
    let middle: [Double]
    let projection: [Double]
    /// *Uᵀ* residual, random columns.
    let moments: [Double]

    init(
      state: ArraySlice<Double>, columns: [Int], factor: [Double], weights: [Double], intercept: Double,
      _ workspace: Workspace
    ) {
      let (order, width) = (workspace.randomCount, workspace.width)
      let state = Array(state.prefix(workspace.stateSize))
      state.withUnsafeBufferPointer {
        _ = workspace.reduce(gram: $0.baseAddress!, columns: columns, factor: factor)
      }
      self.columns = columns
      randomCount = order
      middle = (0..<columns.count * columns.count).map { workspace.middle[$0] }
      projection = (0..<order * columns.count).map { workspace.projection[$0] }
      moments = (0..<order).map { row in
        let start = order * order + row * width
        return (0..<width).reduce(-intercept * state[row]) { $0 + weights[$1] * state[start + $1] }
      }
    }
  }
}

extension NestedElimination.UnitStep {
  /// *b = M T_S − (C_·S M)ᵀ a*, with covariance *M + (C_·S M)ᵀ Var(a) C_·S M*.
  func posterior(given around: NestedElimination.Surroundings) -> NestedElimination.Posterior {
    let size = columns.count
    let mean = (0..<size).map { row in
      let own = (0..<size).reduce(0) { $0 + middle[$1 * size + row] * moments[columns[$1]] }
      return (0..<randomCount).reduce(own) { $0 - projection[row * randomCount + $1] * around.mean[$1] }
    }
    var covariance = middle
    for column in 0..<size {
      for row in 0..<size {
        for k in 0..<randomCount {
          for l in 0..<randomCount {
            covariance[column * size + row] +=
              projection[row * randomCount + k] * around.covariance[l * randomCount + k]
              * projection[column * randomCount + l]
          }
        }
      }
    }
    return NestedElimination.Posterior(mean: mean, covariance: covariance)
  }

  /// What the units inside have around them: *a + e_S b*, with covariance *D Var(a) Dᵀ + e_S M e_Sᵀ*, *D = I − e_S M C_S·*.
  func surroundings(
    _ mean: [Double], _ around: NestedElimination.Surroundings
  ) -> NestedElimination.Surroundings {
    var inside = around
    for (position, column) in columns.enumerated() { inside.mean[column] += mean[position] }
    inside.covariance = turned(transposed(turned(around.covariance)))
    for (j, column) in columns.enumerated() {
      for (i, row) in columns.enumerated() {
        inside.covariance[column * randomCount + row] += middle[j * columns.count + i]
      }
    }
    return inside
  }

  /// *D A*.
  private func turned(_ matrix: [Double]) -> [Double] {
    var result = matrix
    for column in 0..<randomCount {
      for (position, row) in columns.enumerated() {
        result[column * randomCount + row] -= (0..<randomCount).reduce(0) {
          $0 + projection[position * randomCount + $1] * matrix[column * randomCount + $1]
        }
      }
    }
    return result
  }

  private func transposed(_ matrix: [Double]) -> [Double] {
    matrix.indices.map { matrix[($0 % randomCount) * randomCount + $0 / randomCount] }
  }
}
