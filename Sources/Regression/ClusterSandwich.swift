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

  /// CR2 under the working variances, and its Satterthwaite degrees of freedom.
  func covariance(_ clusters: [WorkingWeightCluster]) -> (covariance: SymmetricMatrix, degreesOfFreedom: [Double]) {
    (
      covariance(rotatedScores: clusters.map(\.adjustedScore), .cr2),
      satterthwaiteDegreesOfFreedom(clusters, contrasts: contrasts)
    )
  }

  /// The covariance from clusters and their information, for every correction but CR2.
  func covariance(
    _ clusters: [AdjustedCluster], _ correction: ClusterRobustCovariance.Correction
  ) -> SymmetricMatrix {
    covariance(rotatedScores: clusters.map { $0.adjustedScore(correction) }, correction)
  }

  /// The covariance from the clusters' scores, without their information: not for CR2 and CR3.
  func covariance(
    scores: [[Double]], _ correction: ClusterRobustCovariance.Correction
  ) -> SymmetricMatrix {
    covariance(rotatedScores: scores.map { inverseFactor.transposeMultiplied(by: $0) }, correction)
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
