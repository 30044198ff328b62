internal import Findings
internal import LinearAlgebra
internal import Moments

extension LogisticRegression {
  /// The covariance asked for and the degrees of freedom that go with it.
  func inference(
    _ solution: Solution, _ likelihood: BinomialLikelihood, _ cells: ResponseCells, _ design: StandardizedDesign
  ) throws(EstimationError) -> Inference {
    let sandwich = ClusterSandwich(
      inverseFactor: solution.factor.solveLower(.identity(design.terms.count)).transposed(),
      transformation: design.transformation, observationCount: cells.observationCount)
    guard case .clusterRobust(let correction) = covariance else {
      return Inference(covariance: sandwich.modelCovariance)
    }
    let gathering = ClusterGathering(design: design.matrix, starts: cells.clusterStarts)
    guard correction != .cr2 else { return try satterthwaite(solution, cells, gathering, sandwich) }
    var clusters: [AdjustedCluster] = []
    clusters.reserveCapacity(cells.clusters.count)
    for cluster in cells.clusters.indices {
      clusters.append(
        try AdjustedCluster(
          gram: gathering.gram(of: cluster, weights: solution.variances),
          score: gathering.sum(of: cluster, residuals: solution.residuals), inverseFactor: sandwich.inverseFactor))
    }
    return Inference(
      covariance: sandwich.covariance(clusters, correction),
      degreesOfFreedom: design.terms.map { _ in Double(clusters.count - 1) })
  }

  private func satterthwaite(
    _ solution: Solution, _ cells: ResponseCells, _ gathering: ClusterGathering, _ sandwich: ClusterSandwich
  ) throws(EstimationError) -> Inference {
    let trials = cells.cellWeights
    let working = cells.rowCounts.indices.map { cell in
      let rows = Double(cells.rowCounts[cell])
      let weight = trials[cell] / rows
      let derivative = solution.variances[cell] / trials[cell]
      return WorkingCell(
        rowCount: rows, derivative: derivative, variance: derivative / weight,
        residual: solution.residuals[cell] / weight)
    }
    var clusters: [WorkingWeightCluster] = []
    for cluster in cells.clusters.indices {
      let range = cells.clusterStarts[cluster]..<cells.clusterStarts[cluster + 1]
      clusters.append(
        try WorkingWeightCluster(
          design: gathering.rows(of: cluster), cells: Array(working[range]), inverseFactor: sandwich.inverseFactor))
    }
    let (covariance, degreesOfFreedom) = sandwich.covariance(clusters)
    return Inference(covariance: covariance, degreesOfFreedom: degreesOfFreedom)
  }
}
