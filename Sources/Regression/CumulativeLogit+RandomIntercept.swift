public import Findings
internal import Foundation
internal import LinearAlgebra
public import Moments

extension CumulativeLogit {
  private static var maximumIterationCount: Int { 200 }
  private static var maximumHalvingCount: Int { 40 }
  /// The squared Newton step, in units of one row's log-likelihood, at which the next point is exact.
  private static var exactDecrement: Double { 1e-18 }
  /// A standard deviation below this is 0 when the likelihood does not gain by it.
  private static var negligibleDeviation: Double { 1e-3 }

  /// Fits the model with a random intercept of each cluster of the cells.
  ///
  /// Tests use between–within degrees of freedom: clusters less the constants and the terms that are constant in every
  /// cluster for those terms and the thresholds, rows less clusters and the other terms for the others.
  ///
  /// - Returns: Thresholds and coefficients given the intercept, its variance, and its most probable value per unit.
  /// - Throws: `EstimationError.separated`; `.tooFewClusters` below two; what `fit(_:)` throws.
  /// - Complexity: O(*q m (p² + K p)*) per iteration for *q* nodes and *m* cells.
  ///
  /// **Source.** Hedeker & Gibbons (1994), Biometrics 50(4), 933–944; degrees of freedom: Li & Redden (2015),
  /// doi:10.1186/s12874-015-0026-x.
  public func fitRandomIntercept(_ cells: ResponseCells) throws(EstimationError) -> CumulativeLogitFit {
    try checkOrdinal(cells)
    guard cells.clusters.count > 1 else { throw .tooFewClusters(found: cells.clusters.count, required: 2) }
    let problem = try OrdinalProblem(cells)
    let marginal = try problem.solve()
    guard marginal.divergent.isEmpty else { throw .separated(terms: problem.names(marginal.divergent)) }
    let likelihood = RandomInterceptLikelihood(problem, nodeCount: quadratureNodeCount)
    let maximum = try maximum(likelihood, from: marginal.point + [1])
    let isZero = maximum.value <= marginal.derivatives.value || abs(maximum.point.last ?? 0) < Self.negligibleDeviation
    let point = isZero ? marginal.point + [0] : maximum.point
    let covariance = try covariance(problem, marginal, maximum, isZero: isZero)
    return CumulativeLogitFit(
      problem: problem, specification: self,
      estimate: .init(
        parameters: problem.transformation.multiplied(by: Array(point.dropLast())), covariance: covariance,
        degreesOfFreedom: problem.betweenWithinDegreesOfFreedom,
        logLikelihood: isZero ? marginal.derivatives.value : maximum.value, divergent: [],
        proportionalOdds: problem.proportionalOddsTests(CumulativeLogit(covariance: .cr1), marginal),
        randomIntercept: .init(
          group: cells.clusterName ?? "", variance: (point.last ?? 0) * (point.last ?? 0),
          conditionalModes: likelihood.conditionalModes(at: point).map { $0 == 0 ? 0 : $0 })))
  }

  private struct Maximum {
    var point: [Double]
    var value: Double
    var information: SymmetricMatrix
  }

  /// Newton's method; where the likelihood is not concave a step divides by the size of the curvature.
  private func maximum(
    _ likelihood: RandomInterceptLikelihood, from start: [Double]
  ) throws(EstimationError) -> Maximum {
    guard var current = likelihood.derivatives(at: start) else { throw .noFiniteObjective }
    var point = start
    for _ in 0..<Self.maximumIterationCount {
      guard let eigen = try? SymmetricEigen(current.information) else { throw .noFiniteObjective }
      let floor = 1e-10 * (eigen.values.map(abs).max() ?? 0)
      let step = eigen.applying { 1 / max(abs($0), floor) }.multiplied(by: current.gradient)
      let decrement = dot(step, current.gradient)
      guard let next = advanced(likelihood, point, current.value, along: step),
        let derivatives = likelihood.derivatives(at: next)
      else { return Maximum(point: point, value: current.value, information: current.information) }
      point = next
      current = derivatives
      if decrement <= Self.exactDecrement * (likelihood.units.first?.weightPerRow ?? 1) {
        return Maximum(point: point, value: current.value, information: current.information)
      }
    }
    throw .notConverged(iterationCount: Self.maximumIterationCount)
  }

  private func advanced(
    _ likelihood: RandomInterceptLikelihood, _ point: [Double], _ value: Double, along step: [Double]
  ) -> [Double]? {
    let rounding = 256 * max(1, abs(value)).ulp
    var factor = 1.0
    for _ in 0..<Self.maximumHalvingCount {
      let candidate = zip(point, step).map { $0 + factor * $1 }
      if let moved = likelihood.value(at: candidate), moved >= value - rounding { return candidate }
      factor /= 2
    }
    return nil
  }

  /// The block of thresholds and coefficients in the inverse information.
  private func covariance(
    _ problem: OrdinalProblem, _ marginal: OrdinalProblem.Solution, _ maximum: Maximum, isZero: Bool
  ) throws(EstimationError) -> SymmetricMatrix {
    let contrasts = problem.transformation.transposed()
    if isZero { return marginal.factor.inverse().congruence(contrasts) }
    guard let factor = try? Cholesky(maximum.information) else { throw .singularSystem(step: "information") }
    return factor.inverse().submatrix(Array(marginal.point.indices)).congruence(contrasts)
  }
}

extension OrdinalProblem {
  /// Names of parameters by position.
  func names(_ positions: [Int]) -> [String] { positions.map { (thresholds + design.terms)[$0] } }

  /// One per threshold and term; not positive where the data leave none.
  var betweenWithinDegreesOfFreedom: [Double] {
    let clusters = Double(cells.clusters.count)
    let isBetween = design.terms.indices.map(isConstantWithinClusters)
    let betweenCount = Double(isBetween.count { $0 })
    let between = clusters - 1 - betweenCount
    let within = Double(cells.observationCount) - clusters - Double(isBetween.count) + betweenCount
    return thresholds.map { _ in between } + isBetween.map { $0 ? between : within }
  }

  private func isConstantWithinClusters(_ term: Int) -> Bool {
    cells.clusters.indices.allSatisfy { cluster in
      let range = cells.clusterStarts[cluster]..<cells.clusterStarts[cluster + 1]
      return range.allSatisfy { design.matrix[$0, term] == design.matrix[range.lowerBound, term] }
    }
  }
}
