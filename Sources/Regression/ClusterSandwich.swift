internal import LinearAlgebra

/// The sandwich around the scores of clusters, for any estimate that solves *Σ_g u_g(β) = 0*.
struct ClusterSandwich {
  /// *L* of the inverse information *I⁻¹ = L Lᵀ*.
  let inverseFactor: Matrix
  /// Maps the estimated coordinates to the coefficients reported: *β = T β̃*.
  let transformation: Matrix
  let observationCount: Int

  /// *Lᵀ Tᵀ*: the reported coefficients as contrasts, one per column.
  private var contrasts: Matrix { inverseFactor.transposeMultiplied(by: transformation.transposed()) }

  /// *I⁻¹* of the reported coefficients.
  var modelCovariance: SymmetricMatrix { .gram(contrasts) }

  /// The covariance from clusters and their working weights, with every small-sample correction.
  func covariance(
    _ clusters: [AdjustedCluster], _ correction: ClusterRobustCovariance.Correction
  ) -> SymmetricMatrix {
    covariance(rotatedScores: clusters.map { $0.adjustedScore(correction) }, correction)
  }

  /// The covariance from the clusters' scores, without their working weights: not for CR2 and CR3.
  func covariance(
    scores: [[Double]], _ correction: ClusterRobustCovariance.Correction
  ) -> SymmetricMatrix {
    covariance(rotatedScores: scores.map { inverseFactor.transposeMultiplied(by: $0) }, correction)
  }

  /// Satterthwaite's for CR2, clusters − 1 otherwise.
  func degreesOfFreedom(
    _ clusters: [AdjustedCluster], _ correction: ClusterRobustCovariance.Correction
  ) -> [Double] {
    correction == .cr2
      ? satterthwaiteDegreesOfFreedom(clusters: clusters, contrasts: contrasts)
      : [Double](repeating: Double(clusters.count - 1), count: transformation.rowCount)
  }

  private func covariance(
    rotatedScores scores: [[Double]], _ correction: ClusterRobustCovariance.Correction
  ) -> SymmetricMatrix {
    let order = inverseFactor.rowCount
    var sum = [Double](repeating: 0, count: order * order)
    for score in scores {
      for column in 0..<order {
        for row in 0..<order { sum[column * order + row] += score[row] * score[column] }
      }
    }
    let factor = correction.factor(
      clusterCount: scores.count, observationCount: observationCount, termCount: order)
    return factor * SymmetricMatrix(order: order, elements: sum).congruence(contrasts)
  }
}
