internal import Findings
internal import LinearAlgebra
internal import Moments
internal import Probability

extension OrdinalProblem {
  /// Tests each column against one with an effect of its own at every threshold.
  ///
  /// Without clusters the likelihood ratio; with clusters, where a likelihood ratio has no known distribution, the Wald
  /// test of equal effects with the cluster-robust covariance, referred to F on clusters − 1 degrees of freedom. A test
  /// whose larger model separates the response has no Wald statistic.
  ///
  /// - Parameters:
  ///   - specification: With its kind of covariance.
  ///   - solution: The fit under proportional odds.
  /// - Returns: One test per term; none with two categories, or for a separated response.
  func proportionalOddsTests(_ specification: CumulativeLogit, _ solution: Solution) -> [WaldTest] {
    guard cutoffCount > 1, solution.divergent.isEmpty else { return [] }
    return design.terms.indices.map { term in
      let likelihood = nominalLikelihood(term)
      let maximum = try? ConcaveMaximization(likelihood: likelihood).run(from: nominalStart(term, solution.point))
      guard let correction = specification.covariance.correction else {
        return likelihoodRatio(term, likelihood, maximum, null: solution.derivatives.value)
      }
      return wald(term, likelihood, maximum, correction)
    }
  }

  private func nominalLikelihood(_ term: Int) -> NominalLikelihood {
    NominalLikelihood(
      others: design.matrix.selectingColumns(design.terms.indices.filter { $0 != term }),
      column: design.matrix.column(term), kernel: likelihood.kernel, weightPerRow: likelihood.weightPerRow)
  }

  /// The fit under proportional odds in the coordinates of the larger model.
  private func nominalStart(_ term: Int, _ point: [Double]) -> [Double] {
    let others = design.terms.indices.filter { $0 != term }.map { point[cutoffCount + $0] }
    let own = [Double](repeating: point[cutoffCount + term], count: cutoffCount)
    return Array(point[..<cutoffCount]) + own + others
  }

  private func likelihoodRatio(
    _ term: Int, _ likelihood: NominalLikelihood, _ maximum: ConcaveMaximum?, null: Double
  ) -> WaldTest {
    let value = maximum.flatMap { likelihood.value(at: $0.point) }
    let statistic = value.map { max(0, 2 * ($0 - null)) }
    let degrees = Double(cutoffCount - 1)
    return WaldTest(
      terms: [design.terms[term]], test: "proportional_odds_lr", statistic: statistic,
      numeratorDegreesOfFreedom: degrees, denominatorDegreesOfFreedom: nil,
      pValue: statistic.map { ChiSquared(degreesOfFreedom: degrees).upperTail($0) })
  }

  private func wald(
    _ term: Int, _ likelihood: NominalLikelihood, _ maximum: ConcaveMaximum?,
    _ correction: ClusterRobustCovariance.Correction
  ) -> WaldTest {
    let degrees = Double(cutoffCount - 1)
    let clusterDegrees = Double(cells.clusters.count - 1)
    let statistic = maximum.flatMap { equalEffectsStatistic(likelihood, $0, correction) }.map { $0 / degrees }
    return WaldTest(
      terms: [design.terms[term]], test: "proportional_odds_wald", statistic: statistic,
      numeratorDegreesOfFreedom: degrees, denominatorDegreesOfFreedom: clusterDegrees,
      pValue: statistic.map {
        FisherF(numeratorDegreesOfFreedom: degrees, denominatorDegreesOfFreedom: clusterDegrees).upperTail($0)
      })
  }

  /// *dᵀ V⁻¹ d* for the differences *d* of the effects at the other thresholds from that at the first.
  private func equalEffectsStatistic(
    _ likelihood: NominalLikelihood, _ maximum: ConcaveMaximum, _ correction: ClusterRobustCovariance.Correction
  ) -> Double? {
    guard case .found(let point) = maximum,
      let derivatives = likelihood.kernel.derivatives(likelihood.predictors(at: point)),
      let information = likelihood.derivatives(at: point)?.information, let factor = try? Cholesky(information)
    else { return nil }
    var contrasts = Matrix(rowCount: cutoffCount - 1, columnCount: point.count)
    for row in 0..<cutoffCount - 1 {
      contrasts[row, cutoffCount] = -1
      contrasts[row, cutoffCount + row + 1] = 1
    }
    let sandwich = ClusterSandwich(
      inverseFactor: factor.solveLower(.identity(point.count)).transposed(), transformation: contrasts,
      observationCount: cells.observationCount)
    let scores = cells.clusters.indices.map { cluster in
      likelihood.gradient(derivatives, cells: cells.clusterStarts[cluster]..<cells.clusterStarts[cluster + 1])
    }
    guard let spread = try? Cholesky(sandwich.covariance(scores: scores, correction)) else { return nil }
    let differences = contrasts.multiplied(by: point)
    return dot(differences, spread.solve(differences))
  }
}

extension ConcaveMaximum {
  /// The last point, whether or not it is a maximum.
  var point: [Double] {
    switch self {
    case .found(let point), .atInfinity(let point, _): point
    }
  }
}
