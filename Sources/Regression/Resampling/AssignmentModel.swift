internal import LinearAlgebra

/// The model under any assignment of the arms, from sums over clusters.
///
/// Notation of `ExposedClusters`, with *E = Σ a_g D_gᵀe_g*, *W = Σ a_g LᵀX₀_gᵀD_g*, *T = Σ a_g² D_gᵀD_g*: the treated
/// columns' coefficients are *(T − WᵀW)⁻¹E* (Frisch, Waugh & Lovell). Under the hypothesis that the tested effect is τ, the
/// response less τ times the given treated column is what the assignment cannot change; the part *E′* is that column's,
/// so that the estimate of an assignment is linear in τ.
struct AssignmentModel: Sendable {
  let exposureCount: Int
  let baseCount: Int
  let tested: Int
  let sums: LevelSums

  /// A treated column with less than this share of its squares left beside the others has no coefficient.
  private static let dependenceShare = 1e-10

  init(_ parts: ExposedClusters, shifts: [GivenEffect], tested: Int, arms: StratifiedArms, levels: [Double]) {
    self.tested = tested
    exposureCount = parts.clusters.first?.residualMoment.count ?? 0
    baseCount = parts.clusters.first?.score.count ?? 0
    func placed(_ value: (Int) -> Double) -> [Double] {
      var column = [Double](repeating: 0, count: parts.clusters.count)
      for cluster in parts.clusters.indices { column[arms.placeOfCluster[cluster]] = value(cluster) }
      return column
    }
    var linear: [[Double]] = []
    var quadratic: [[Double]] = []
    for exposure in 0..<exposureCount {
      linear.append(placed { parts.clusters[$0].residualMoment[exposure] })
    }
    for exposure in 0..<exposureCount { linear.append(placed { shifts[$0].residualMoment[exposure] }) }
    for exposure in 0..<exposureCount {
      for column in 0..<baseCount { linear.append(placed { parts.clusters[$0].baseMoment[column, exposure] }) }
    }
    for exposure in 0..<exposureCount {
      for other in 0...exposure { quadratic.append(placed { parts.clusters[$0].gram[exposure, other] }) }
    }
    sums = LevelSums(
      levels: levels, clusterCount: parts.clusters.count, linear: linear, quadratic: quadratic)
  }

  /// Coefficients of one assignment.
  struct Solution {
    /// *κ*: the tested row of *(T − WᵀW)⁻¹*.
    var row: [Double]
    /// Of the response.
    var coefficients: [Double]
    /// Of the given treated column.
    var shifts: [Double]
    /// *W*: base columns × exposures, column by column.
    var crossing: [Double]
  }

  /// The tested coefficient of the response and that of the given treated column, or `nil` when there is none.
  func testedCoefficients(_ sums: UnsafePointer<Double>) -> (response: Double, shift: Double)? {
    if exposureCount == 1 {
      let crossing = sums + 2
      var left = crossing[baseCount]
      for column in 0..<baseCount { left -= crossing[column] * crossing[column] }
      guard left > Self.dependenceShare * crossing[baseCount] else { return nil }
      return (sums[0] / left, sums[1] / left)
    }
    guard let solution = solution(sums) else { return nil }
    return (solution.coefficients[tested], solution.shifts[tested])
  }

  /// All coefficients, or `nil` when the treated columns depend on each other or on the base.
  func solution(_ sums: UnsafePointer<Double>) -> Solution? {
    let moments = Array(UnsafeBufferPointer(start: sums, count: exposureCount))
    let shifts = Array(UnsafeBufferPointer(start: sums + exposureCount, count: exposureCount))
    let crossing = Array(UnsafeBufferPointer(start: sums + 2 * exposureCount, count: exposureCount * baseCount))
    let grams = sums + exposureCount * (2 + baseCount)
    var left = SymmetricMatrix(order: exposureCount)
    for exposure in 0..<exposureCount {
      for other in 0...exposure {
        let explained = (0..<baseCount).reduce(0.0) {
          $0 + crossing[exposure * baseCount + $1] * crossing[other * baseCount + $1]
        }
        left[exposure, other] = grams[exposure * (exposure + 1) / 2 + other] - explained
      }
      let own = grams[exposure * (exposure + 1) / 2 + exposure]
      guard left[exposure, exposure] > Self.dependenceShare * own else { return nil }
    }
    guard left.independentColumns(relativeTolerance: Self.dependenceShare).count == exposureCount,
      let factor = try? Cholesky(left)
    else { return nil }
    var unit = [Double](repeating: 0, count: exposureCount)
    unit[tested] = 1
    return Solution(
      row: factor.solve(unit), coefficients: factor.solve(moments), shifts: factor.solve(shifts), crossing: crossing)
  }
}

/// One cluster's part of the tested treated column as it was given, regressed on the base columns.
struct GivenEffect {
  /// *D_gᵀ e′_g*.
  let residualMoment: [Double]
  /// *Lᵀ X₀_gᵀ e′_g*.
  let score: [Double]

  /// The parts of all clusters for the arms given, `values` holding the arm's column cluster by cluster.
  static func parts(_ parts: ExposedClusters, values: [Double], tested: Int) -> [GivenEffect] {
    let baseCount = parts.clusters.first?.score.count ?? 0
    var fitted = [Double](repeating: 0, count: baseCount)
    for (cluster, value) in zip(parts.clusters, values) {
      for column in 0..<baseCount { fitted[column] += value * cluster.baseMoment[column, tested] }
    }
    return zip(parts.clusters, values).map { cluster, value in
      let explained = cluster.baseMoment.transposeMultiplied(by: fitted)
      let removed = cluster.leverage.multiplied(by: fitted)
      return GivenEffect(
        residualMoment: explained.indices.map { value * cluster.gram[$0, tested] - explained[$0] },
        score: removed.indices.map { value * cluster.baseMoment[$0, tested] - removed[$0] })
    }
  }
}
