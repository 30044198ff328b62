internal import LinearAlgebra

/// The clusters' scores for the tested coefficient under one assignment, for the studentized test.
///
/// The residual of the treated columns on the base is *a_g D_g − X₀_g L W*; with *κ* the tested row of their inverse
/// cross-product, cluster *g* has the score *κᵀ(a_g D_g − X₀_g L W)ᵀ ê_g*, where *ê_g = e_g − (a_g D_g − X₀_g L W) γ* for
/// coefficients *γ*. Everything is made of the parts in `ExposedClusters`.
struct AssignmentScores {
  private let clusters: [ExposedClusters.Cluster]
  private let shifts: [GivenEffect]

  init(_ parts: ExposedClusters, shifts: [GivenEffect]) {
    clusters = parts.clusters
    self.shifts = shifts
  }

  /// The sum of squared scores as a function of τ: *d₀₀ + 2 τ d₀₁ + τ² d₁₁*.
  ///
  /// - Parameters:
  ///   - solution: Coefficients of the assignment.
  ///   - value: The arm's column in a cluster, by position.
  /// - Returns: *d₀₀*, *d₀₁* and *d₁₁*.
  /// - Complexity: O(*G p²*).
  func squares(_ solution: AssignmentModel.Solution, value: (Int) -> Double) -> (Double, Double, Double) {
    let exposureCount = solution.row.count
    let baseCount = exposureCount == 0 ? 0 : solution.crossing.count / exposureCount
    func crossed(_ vector: [Double]) -> [Double] {
      (0..<baseCount).map { column in
        (0..<exposureCount).reduce(0.0) { $0 + solution.crossing[$1 * baseCount + column] * vector[$1] }
      }
    }
    let direction = crossed(solution.row)
    let fitted = [solution.coefficients, solution.shifts].map { (coefficients: $0, base: crossed($0)) }
    var (first, mixed, second) = (0.0, 0.0, 0.0)
    for (index, cluster) in clusters.enumerated() {
      let value = value(index)
      let scores = zip(
        fitted,
        [
          (cluster.residualMoment, cluster.score),
          (shifts[index].residualMoment, shifts[index].score),
        ]
      ).map { fitted, residual in
        score(
          cluster, value: value, solution.row, direction, coefficients: fitted.coefficients, base: fitted.base,
          residualMoment: residual.0, residualScore: residual.1)
      }
      // Under τ the response is y − τ times the given column.
      first += scores[0] * scores[0]
      mixed -= scores[0] * scores[1]
      second += scores[1] * scores[1]
    }
    return (first, mixed, second)
  }

  private func score(
    _ cluster: ExposedClusters.Cluster, value: Double, _ row: [Double], _ direction: [Double], coefficients: [Double],
    base: [Double], residualMoment: [Double], residualScore: [Double]
  ) -> Double {
    let treated = cluster.gram.multiplied(by: coefficients)
    let explained = cluster.baseMoment.transposeMultiplied(by: base)
    var sum = 0.0
    for exposure in row.indices {
      sum += value * row[exposure] * (residualMoment[exposure] - value * treated[exposure] + explained[exposure])
    }
    let own = cluster.baseMoment.multiplied(by: coefficients)
    let removed = cluster.leverage.multiplied(by: base)
    for column in direction.indices {
      sum -= direction[column] * (residualScore[column] - value * own[column] + removed[column])
    }
    return sum
  }
}
