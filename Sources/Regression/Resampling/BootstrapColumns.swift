internal import Findings
internal import LinearAlgebra

/// What a wild cluster bootstrap of one coefficient sums over clusters.
///
/// Notation: *L* with *M = (XᵀX)⁻¹ = L Lᵀ*; for cluster *g* *z_g = Lᵀ X_gᵀ e_g* (scores) and *K_g = Lᵀ X_gᵀ X_g L*; *ρ* the
/// contrast multiplied by *Lᵀ*, so that its estimate has variance *ρᵀρ* times the error's; *φ_g = ρ* for CR1 and
/// *(I − K_g)⁻¹ρ* for CR3. With weights *w* a draw has the deviation *Σ w_g ρᵀz_g* and, as the score of cluster *g* for
/// the contrast, *w_g φ_gᵀz_g − (K_gφ_g)ᵀ Σ w_h z_h*. The vectors *K_gφ_g* are turned to orthogonal coordinates *F*, so
/// that the sum of the squared scores is *Σ w_g² c_g² + Σ_j y_j (λ_j y_j − 2 Σ w_g F_gj c_g)* with *c_g = φ_gᵀz_g*, *y* the
/// turned *Σ w z* and *λ_j* the squared lengths: nothing of size clusters × draws is ever formed.
///
/// With the null imposed, *z_g* is that of the restricted residuals and has a part for τ = 0 and a part for the slope
/// in τ (index 0 and 1 below).
///
/// **Source.** Roodman, MacKinnon, Nielsen & Webb (2019), doi:10.1177/1536867X19830877; MacKinnon, Nielsen & Webb
/// (2023), doi:10.1002/jae.2969.
struct BootstrapColumns {
  /// The part at τ = 0 or the slope in τ.
  struct Part {
    /// *ρᵀz_g*, one per cluster.
    var deviation: [Double]
    /// *φ_gᵀz_g*, one per cluster.
    var score: [Double]
    /// Turned *z_g*: coordinates × clusters, a coordinate after the other.
    var turned: [[Double]]
  }

  let estimate: Double
  /// Sum of the squared scores of the data: the variance of the estimate before CR1's factor.
  let variance: Double
  let parts: [Part]
  /// *F*: coordinates × clusters.
  let loadings: [[Double]]
  /// *λ*: one per coordinate.
  let squaredLengths: [Double]

  var clusterCount: Int { parts[0].deviation.count }

  /// Computes the columns.
  ///
  /// - Parameters:
  ///   - equations: The normal equations of the model.
  ///   - term: Position of the tested coefficient among the kept terms.
  ///   - type: How the bootstrap's errors and its statistic are made.
  /// - Throws: `EstimationError.singularSystem` when an eigenvalue iteration fails.
  init(_ equations: NormalEquations, term: Int, type: WildClusterBootstrap.Kind) throws(EstimationError) {
    let factor = equations.inverseFactor
    let contrast = (0..<equations.terms.count).map { equations.transformation[term, $0] }
    let direction = factor.transposeMultiplied(by: contrast)
    let coefficients = equations.centredCoefficients
    estimate = dot(contrast, coefficients) + equations.offset[term]
    let restriction = type.imposesNull ? Restriction(direction: direction, estimate: estimate) : nil
    var clusters: [ClusterScores] = []
    clusters.reserveCapacity(equations.clusters.count)
    for cluster in equations.clusters {
      clusters.append(
        try ClusterScores(
          cluster, coefficients: coefficients, inverseFactor: factor, direction: direction, restriction: restriction,
          type: type))
    }
    variance = clusters.reduce(0) { $0 + $1.dataScore * $1.dataScore }
    let turning = try Self.turning(clusters.map(\.loading))
    loadings = turning.coordinates
    squaredLengths = turning.squaredLengths
    parts = (clusters.first?.scores.indices ?? 0..<0).map { part in
      Part(
        deviation: clusters.map { dot(direction, $0.scores[part]) },
        score: clusters.map { dot($0.statisticDirection, $0.scores[part]) },
        turned: turning.turned(clusters.map { $0.scores[part] }))
    }
  }

  /// Orthogonal coordinates of the vectors *K_gφ_g*.
  private static func turning(_ vectors: [[Double]]) throws(EstimationError) -> Turning {
    let order = vectors.first?.count ?? 0
    let rows = Matrix(rowCount: order, columnCount: vectors.count, elements: vectors.flatMap { $0 })
    let basis: Matrix
    do { basis = try SymmetricEigen(.gram(rows.transposed())).vectors } catch {
      throw .singularSystem(step: "bootstrap scores")
    }
    return Turning(basis: basis, vectors: vectors)
  }
}

/// Coordinates in which the clusters' loadings are orthogonal; those in which they are all zero are left out.
private struct Turning {
  let coordinates: [[Double]]
  let squaredLengths: [Double]
  private let basis: [[Double]]

  /// Squared lengths below this share of the longest are rounding.
  private static let roundingShare = 1e-26

  init(basis: Matrix, vectors: [[Double]]) {
    let axes = (0..<basis.columnCount).map { basis.column($0) }
    let all = axes.map { axis in vectors.map { dot(axis, $0) } }
    let lengths = all.map { dot($0, $0) }
    let kept = lengths.indices.filter { lengths[$0] > Self.roundingShare * (lengths.max() ?? 0) }
    self.basis = kept.map { axes[$0] }
    coordinates = kept.map { all[$0] }
    squaredLengths = kept.map { lengths[$0] }
  }

  func turned(_ vectors: [[Double]]) -> [[Double]] { basis.map { axis in vectors.map { dot(axis, $0) } } }
}

/// The sum of products.
func dot(_ left: [Double], _ right: [Double]) -> Double {
  var sum = 0.0
  for index in left.indices { sum += left[index] * right[index] }
  return sum
}
