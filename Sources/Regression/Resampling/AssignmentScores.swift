internal import LinearAlgebra

/// The clusters' scores for the tested coefficient under one assignment, for the studentized test.
///
/// The residual of the treated columns on the base is *a_g D_g − X₀_g L W*; with *κ* the tested row of their inverse
/// cross-product, cluster *g* has the score *κᵀ(a_g D_g − X₀_g L W)ᵀ ê_g*, where *ê_g = e_g − (a_g D_g − X₀_g L W) γ* for
/// coefficients *γ*. Everything is made of the parts in `ExposedClusters`, laid end to end so that a draw allocates
/// nothing per cluster.
struct AssignmentScores {
  private let exposureCount: Int
  private let baseCount: Int
  private let clusterCount: Int
  /// Per cluster: *DᵀD*, *LᵀX₀ᵀD* by columns of *D*, *LᵀX₀ᵀX₀L*, then *Dᵀe* and *LᵀX₀ᵀe* of the response and of the given
  /// treated column.
  private let parts: [Double]
  private var stride: Int {
    exposureCount * exposureCount + baseCount * exposureCount + baseCount * baseCount
      + 2 * (exposureCount + baseCount)
  }

  init(_ parts: ExposedClusters, shifts: [GivenEffect]) {
    exposureCount = parts.clusters.first?.residualMoment.count ?? 0
    baseCount = parts.clusters.first?.score.count ?? 0
    clusterCount = parts.clusters.count
    let (exposures, bases) = (0..<exposureCount, 0..<baseCount)
    self.parts = zip(parts.clusters, shifts).flatMap { cluster, shift -> [Double] in
      let gram = exposures.flatMap { column in exposures.map { cluster.gram[$0, column] } }
      let crossing = exposures.flatMap { column in bases.map { cluster.baseMoment[$0, column] } }
      let leverage = bases.flatMap { column in bases.map { cluster.leverage[$0, column] } }
      let residuals = cluster.residualMoment + cluster.score + shift.residualMoment + shift.score
      return gram + crossing + leverage + residuals
    }
  }

  /// The sum of squared scores as a function of τ: *d₀₀ + 2 τ d₀₁ + τ² d₁₁*.
  ///
  /// - Parameters:
  ///   - solution: Coefficients of the assignment.
  ///   - value: The arm's column in a cluster, by position.
  /// - Returns: *d₀₀*, *d₀₁* and *d₁₁*.
  /// - Complexity: O(*G p²*).
  func squares(_ solution: AssignmentModel.Solution, value: (Int) -> Double) -> (Double, Double, Double) {
    func crossed(_ vector: [Double]) -> [Double] {
      (0..<baseCount).map { column in
        (0..<exposureCount).reduce(0.0) { $0 + solution.crossing[$1 * baseCount + column] * vector[$1] }
      }
    }
    let direction = crossed(solution.row)
    let bases = [crossed(solution.coefficients), crossed(solution.shifts)]
    var (first, mixed, second) = (0.0, 0.0, 0.0)
    parts.withUnsafeBufferPointer { parts in
      for cluster in 0..<clusterCount {
        let (part, value) = (parts.baseAddress! + cluster * stride, value(cluster))
        let own = score(
          part, residuals: 0, value, solution.row, direction, coefficients: solution.coefficients, base: bases[0])
        let shift = score(
          part, residuals: 1, value, solution.row, direction, coefficients: solution.shifts, base: bases[1])
        // Under τ the response is y − τ times the given column.
        first += own * own
        mixed -= own * shift
        second += shift * shift
      }
    }
    return (first, mixed, second)
  }

  /// The score of one cluster for the response (`residuals` 0) or the given treated column (1).
  private func score(
    _ part: UnsafePointer<Double>, residuals: Int, _ value: Double, _ row: [Double], _ direction: [Double],
    coefficients: [Double], base: [Double]
  ) -> Double {
    let crossing = part + exposureCount * exposureCount
    let leverage = crossing + baseCount * exposureCount
    let moments = leverage + baseCount * baseCount + residuals * (exposureCount + baseCount)
    let scores = moments + exposureCount
    var sum = 0.0
    for exposure in 0..<exposureCount {
      var left = moments[exposure]
      for other in 0..<exposureCount { left -= value * part[exposure * exposureCount + other] * coefficients[other] }
      for column in 0..<baseCount { left += crossing[exposure * baseCount + column] * base[column] }
      sum += value * row[exposure] * left
    }
    for column in 0..<baseCount {
      var left = scores[column]
      for exposure in 0..<exposureCount {
        left -= value * crossing[exposure * baseCount + column] * coefficients[exposure]
      }
      for other in 0..<baseCount { left += leverage[column * baseCount + other] * base[other] }
      sum -= direction[column] * left
    }
    return sum
  }
}
