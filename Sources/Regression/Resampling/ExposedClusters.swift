internal import Findings
internal import LinearAlgebra
internal import Moments

/// Every cluster's part in a linear model whose treated columns are the arm times some exposures.
///
/// Notation: *X₀* the columns that do not depend on the arm, *(X₀ᵀX₀)⁻¹ = L Lᵀ*, *e* the residuals of the response on *X₀*
/// alone; *D_g* the exposures' rows in cluster *g* (the constant 1, or indicators of waves). The treated columns of the
/// cluster are *a_g D_g*, so that the model of any assignment *a* is made of sums of the clusters' parts.
struct ExposedClusters {
  /// The part of one cluster.
  struct Cluster {
    let name: String
    /// *D_gᵀ e_g*: one per exposure.
    let residualMoment: [Double]
    /// *Lᵀ X₀_gᵀ D_g*: base columns × exposures.
    let baseMoment: Matrix
    /// *D_gᵀ D_g*.
    let gram: SymmetricMatrix
    /// *Lᵀ X₀_gᵀ e_g*.
    let score: [Double]
    /// *Lᵀ X₀_gᵀ X₀_g L*.
    let leverage: SymmetricMatrix
  }

  let clusters: [Cluster]
  let observationCount: Int
  /// Names of the columns *X₀* that were kept.
  let baseTerms: [String]
  let droppedTerms: [String]
  /// Spread of the response that is left to explain, for telling rounding from variation.
  let residualSquares: Double

  /// Reduces moments to the clusters' parts.
  ///
  /// - Parameters:
  ///   - moments: Cross-products over the base columns, the exposures and the responses.
  ///   - response: Position among the responses.
  ///   - base: Positions of *X₀* among the terms.
  ///   - exposures: Positions among the terms; `nil` stands for the constant 1.
  /// - Throws: `EstimationError.tooFewClusters` below two clusters; what the normal equations of *X₀* throw.
  init(
    _ moments: ClusterMoments, response: Int, base: [Int], exposures: [Int?]
  ) throws(EstimationError) {
    let products = moments.products(response: response)
    let names = moments.clusterNames(response: response)
    guard products.count >= 2 else { throw .tooFewClusters(found: products.count, required: 2) }
    let responseColumn = moments.columns.terms.count
    let terms = moments.columns.terms.map(\.name)
    let equations = try NormalEquations(
      products: products.map { $0.selecting(base + [responseColumn]) }, terms: base.map { terms[$0] })
    let kept = base.filter { equations.terms.contains(terms[$0]) }
    // A column of zeros about −1 is a column of ones.
    let centre = equations.centre + [equations.offset.reduce(0, +)] + exposures.map { $0 == nil ? -1 : 0 }
    let factor = equations.inverseFactor
    let coefficients = equations.centredCoefficients
    clusters = products.indices.map { index in
      Self.cluster(
        names[index], equations.clusters[index],
        products[index].selecting(kept + [responseColumn] + exposures).crossProducts(about: centre),
        exposureCount: exposures.count, coefficients: coefficients, inverseFactor: factor)
    }
    observationCount = equations.observationCount
    baseTerms = equations.terms
    droppedTerms = equations.droppedTerms
    residualSquares = equations.residualSquares
  }

  private static func cluster(
    _ name: String, _ base: NormalEquations.Cluster, _ packed: [Double], exposureCount: Int, coefficients: [Double],
    inverseFactor: Matrix
  ) -> Cluster {
    let baseCount = coefficients.count
    let order = baseCount + 1 + exposureCount
    var gram = SymmetricMatrix(order: exposureCount)
    var crossings = Matrix(rowCount: baseCount, columnCount: exposureCount)
    var residualMoment = [Double](repeating: 0, count: exposureCount)
    for exposure in 0..<exposureCount {
      let row = baseCount + 1 + exposure
      for column in 0..<baseCount { crossings[column, exposure] = packed[packedPosition(row, column, order: order)] }
      for other in 0...exposure {
        gram[exposure, other] = packed[packedPosition(row, baseCount + 1 + other, order: order)]
      }
      residualMoment[exposure] =
        packed[packedPosition(row, baseCount, order: order)] - dot(crossings.column(exposure), coefficients)
    }
    let score = zip(base.moment, base.gram.multiplied(by: coefficients)).map { $0 - $1 }
    return Cluster(
      name: name, residualMoment: residualMoment, baseMoment: inverseFactor.transposeMultiplied(by: crossings),
      gram: gram, score: inverseFactor.transposeMultiplied(by: score),
      leverage: base.gram.congruence(inverseFactor))
  }
}
