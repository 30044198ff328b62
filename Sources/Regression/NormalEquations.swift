internal import Design
internal import Findings
internal import LinearAlgebra
internal import Moments

/// The normal equations of a linear model, cluster by cluster, about the means of the data.
///
/// When the design has an intercept, every other column and the response are taken about their overall means: the
/// coefficients but for the intercept stay the same and the squared condition number of cross-products stops hurting.
struct NormalEquations {
  /// Cross-products of one cluster: *S = XᵀX*, *r = Xᵀy*, *q = yᵀy*, about the centre.
  struct Cluster {
    var gram: SymmetricMatrix
    var moment: [Double]
    var responseSquares: Double
    /// Rows, and the weighted sum of each column over them, about the centre.
    var count: Int
    var columnSums: [Double]
  }

  /// Columns that are kept: terms of the model, and levels of absorbed factors that stand as columns.
  let terms: [String]
  /// Positions among `terms` of those that are terms of the model.
  let reported: [Int]
  let droppedTerms: [String]
  let absorption: Absorption?
  let clusters: [Cluster]
  let observationCount: Int
  /// Sum over the clusters.
  let total: Cluster
  /// Sum of squares of the response about the centre; 0 when it is a constant but for rounding.
  let responseSquares: Double
  /// Cholesky factor of the total *S*.
  let factor: Cholesky
  /// What each term was taken about: its mean, or 0 for the intercept and in designs without one.
  let centre: [Double]
  /// Maps coefficients about the centre to those of the columns as given: *β = T β̃ + t*.
  let transformation: Matrix
  /// The constant part *t*: the mean of the response, for the intercept.
  let offset: [Double]

  /// Sums the clusters' cross-products, drops dependent columns, factors the total.
  ///
  /// - Parameters:
  ///   - products: One cross-product per cluster over the terms and then the response.
  ///   - allTerms: Names of the terms.
  ///   - absorption: What was swept out of the rows before.
  /// - Throws: `EstimationError.noEstimableTerm`, `.tooFewObservations`, `.singularSystem`.
  init(
    products: [CrossProduct], terms allTerms: [String], absorption: Absorption? = nil
  ) throws(EstimationError) {
    var pooled = CrossProduct.empty(columnCount: allTerms.count + 1)
    for product in products { pooled.merge(product) }
    let intercept = allTerms.firstIndex(of: "(Intercept)")
    var centre = [Double](repeating: 0, count: allTerms.count + 1)
    if let intercept {
      centre = pooled.mean
      centre[intercept] = 0
    }
    let whole = Self.cluster(pooled, about: centre)
    let others = pooled.independentColumns(
      allTerms.indices.filter { $0 != intercept }, hasIntercept: intercept != nil)
    let kept = ((intercept.map { [$0] } ?? []) + others).sorted()
    let levels = Set(absorption?.levelColumns ?? [])
    reported = kept.indices.filter { !levels.contains(allTerms[kept[$0]]) }
    guard !reported.isEmpty else { throw .noEstimableTerm }
    let parameterCount = reported.count + (absorption?.parameterCount ?? 0)
    guard pooled.count > parameterCount else {
      throw .tooFewObservations(found: pooled.count, required: parameterCount + 1)
    }
    total = whole.selecting(kept)
    responseSquares = intercept != nil && !pooled.varies(allTerms.count) ? 0 : total.responseSquares
    let everyColumn = kept.count == allTerms.count
    clusters = products.map {
      let cluster = Self.cluster($0, about: centre)
      return everyColumn ? cluster : cluster.selecting(kept)
    }
    terms = kept.map { allTerms[$0] }
    self.centre = kept.map { centre[$0] }
    self.absorption = absorption
    droppedTerms = allTerms.indices.filter { !kept.contains($0) && !levels.contains(allTerms[$0]) }
      .map { allTerms[$0] }
    observationCount = pooled.count
    do { factor = try Cholesky(total.gram) } catch { throw .singularSystem(step: "normal equations") }
    var transformation = Matrix.identity(kept.count)
    var offset = [Double](repeating: 0, count: kept.count)
    if let intercept, let row = kept.firstIndex(of: intercept) {
      for (position, column) in kept.enumerated() where position != row {
        transformation[row, position] = -centre[column]
      }
      offset[row] = centre[allTerms.count]
    }
    self.transformation = transformation
    self.offset = offset
  }

  /// *L* of *(XᵀX)⁻¹ = L Lᵀ*, about the centre.
  var inverseFactor: Matrix { factor.solveLower(.identity(terms.count)).transposed() }

  /// The reported coefficients as contrasts *Tᵀeⱼ* of the centred ones, multiplied by *Lᵀ*: *c̃ = LᵀTᵀ*, one per column.
  var contrasts: Matrix {
    inverseFactor.transposeMultiplied(by: transformation.transposed().selectingColumns(reported))
  }

  /// Names of the reported coefficients.
  var reportedTerms: [String] { reported.map { terms[$0] } }

  /// The reported coefficients, of the columns as given.
  var coefficients: [Double] {
    let all = transformation.multiplied(by: centredCoefficients)
    return reported.map { all[$0] + offset[$0] }
  }

  /// Coefficients and effects of absorbed levels together.
  var parameterCount: Int { reported.count + (absorption?.parameterCount ?? 0) }

  /// The same, as the small-sample factor of a cluster-robust covariance counts them.
  var countedParameterCount: Int { reported.count + (absorption?.countedParameterCount ?? 0) }

  /// Sum of squares of the response that the absorbed factors leave; without them, that about the centre.
  var squaresBeyondAbsorbed: Double {
    let levels = terms.indices.filter { !reported.contains($0) }
    guard !levels.isEmpty, let factor = try? Cholesky(total.gram.submatrix(levels)) else { return responseSquares }
    return factor.solveLower(levels.map { total.moment[$0] }).reduce(responseSquares) { $0 - $1 * $1 }
  }

  /// Coefficients about the centre.
  var centredCoefficients: [Double] { factor.solve(total.moment) }

  /// Each cluster's score *X_gᵀe* at the estimate.
  var scores: [[Double]] {
    let coefficients = centredCoefficients
    let order = coefficients.count
    return clusters.map { cluster in
      var score = cluster.moment
      cluster.gram.elements.withUnsafeBufferPointer { gram in
        for column in 0..<order {
          for row in 0..<order { score[row] -= gram[column * order + row] * coefficients[column] }
        }
      }
      return score
    }
  }

  /// Every cluster with its leverage and score.
  func adjustedClusters() throws(EstimationError) -> [AdjustedCluster] {
    let inverseFactor = inverseFactor
    var result: [AdjustedCluster] = []
    result.reserveCapacity(clusters.count)
    for (cluster, score) in zip(clusters, scores) {
      result.append(try AdjustedCluster(gram: cluster.gram, score: score, inverseFactor: inverseFactor))
    }
    return result
  }

  /// Sum of squared residuals; 0 when it is what rounding leaves of the response's squares.
  var residualSquares: Double {
    let explained = zip(centredCoefficients, total.moment).reduce(0) { $0 + $1.0 * $1.1 }
    let left = responseSquares - explained
    return left > Self.roundingShare * responseSquares ? left : 0
  }

  /// Residual squares are a difference of near-equal sums in an exact fit: below this share nothing is known of them.
  private static let roundingShare = 1e-13

  private static func cluster(_ product: CrossProduct, about centre: [Double]) -> Cluster {
    let packed = product.crossProducts(about: centre)
    let count = product.columnCount - 1
    var gram = SymmetricMatrix(order: count)
    var moment = [Double](repeating: 0, count: count)
    var position = 0
    for column in 0..<count {
      for row in column..<count {
        gram[row, column] = packed[position]
        position += 1
      }
      moment[column] = packed[position]
      position += 1
    }
    return Cluster(
      gram: gram, moment: moment, responseSquares: packed[position], count: product.count,
      columnSums: (0..<count).map { product.weight * (product.mean[$0] - centre[$0]) })
  }
}

extension NormalEquations.Cluster {
  fileprivate func selecting(_ columns: [Int]) -> Self {
    Self(
      gram: gram.submatrix(columns), moment: columns.map { moment[$0] }, responseSquares: responseSquares,
      count: count, columnSums: columns.map { columnSums[$0] })
  }
}
