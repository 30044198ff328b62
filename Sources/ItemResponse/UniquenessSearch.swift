internal import Findings
import Foundation
internal import LinearAlgebra

/// The discrepancy of a one-factor model as a function of the logarithms of its uniquenesses, and its minimum.
///
/// With θ_1 > … > θ_p the eigenvalues and ω the eigenvectors of Ψ^{−1/2} R Ψ^{−1/2}, the best loadings for given Ψ are
/// Ψ^{1/2} ω_1 √(θ_1 − 1), and leave f = Σ_{m>1} (θ_m − log θ_m − 1). Newton's method on exact derivatives, held at the
/// lower bound where f falls towards it.
///
/// **Source.** Jöreskog (1967), Psychometrika 32:443; second derivatives by perturbation of the eigenvectors.
struct UniquenessSearch {
  /// Positive definite.
  let correlation: SymmetricMatrix
  let lowerBound: Double

  private static let maximumIterationCount = 200
  private static let maximumHalvingCount = 30
  private static let stepTolerance = 1e-13

  /// The least discrepancy and where it is.
  func run(from start: [Double]) throws(EstimationError) -> (point: [Double], discrepancy: Double) {
    var point = start.map { max($0, lowerBound) }
    guard var eigen = eigen(at: point) else { throw .noFiniteObjective }
    for _ in 0..<Self.maximumIterationCount {
      let slope = gradient(eigen)
      let free = point.indices.filter { point[$0] > lowerBound || slope[$0] < 0 }
      guard !free.isEmpty else { return (point, discrepancy(eigen)) }
      let step = descent(eigen, slope, free)
      guard let next = advanced(from: point, along: step, discrepancy(eigen)) else {
        return (point, discrepancy(eigen))
      }
      let change = zip(next.point, point).reduce(0) { max($0, abs($1.0 - $1.1)) }
      (point, eigen) = next
      if change < Self.stepTolerance { return (point, discrepancy(eigen)) }
    }
    throw .notConverged(iterationCount: Self.maximumIterationCount)
  }

  /// The loadings that belong to a point, with a sum that is not negative.
  func loadings(at point: [Double]) -> [Double] {
    guard let eigen = eigen(at: point), let largest = eigen.values.last, largest > 1 else {
      return point.map { _ in 0 }
    }
    let vector = eigen.vectors.column(point.count - 1)
    let loadings = zip(vector, point).map { $0 * exp($1 / 2) * (largest - 1).squareRoot() }
    return loadings.reduce(0, +) < 0 ? loadings.map { -$0 } : loadings
  }

  private func eigen(at point: [Double]) -> SymmetricEigen? {
    try? SymmetricEigen(correlation.scaled(by: point.map { exp(-$0 / 2) }))
  }

  private func discrepancy(_ eigen: SymmetricEigen) -> Double {
    eigen.values.dropLast().reduce(0) { $0 + $1 - log($1) - 1 }
  }

  /// ∂f/∂ log ψ_i = Σ_{m>1} (1 − θ_m) ω_im².
  private func gradient(_ eigen: SymmetricEigen) -> [Double] {
    let order = eigen.values.count
    return (0..<order).map { item in
      (0..<order - 1).reduce(0) { $0 + (1 - eigen.values[$1]) * eigen.vectors[item, $1] * eigen.vectors[item, $1] }
    }
  }

  /// Σ_{m,n>1} ½(θ_m + θ_n) ω_im ω_jm ω_in ω_jn − Σ_{m>1} (θ_m − 1)(θ_1 + θ_m)/(θ_1 − θ_m) ω_im ω_jm ω_i1 ω_j1.
  ///
  /// Not exact, it is the first sum only, which is positive definite wherever the model is far off.
  private func hessian(_ eigen: SymmetricEigen, isExact: Bool) -> SymmetricMatrix {
    let order = eigen.values.count
    let largest = eigen.values[order - 1]
    var weighted = eigen.noise { $0 }
    let plain = eigen.noise { _ in 1 }
    let coupling = eigen.noise { ($0 - 1) * (largest + $0) / (largest - $0) }
    for column in 0..<order {
      for row in column..<order {
        weighted[row, column] *= plain[row, column]
        guard isExact else { continue }
        let common = eigen.vectors[row, order - 1] * eigen.vectors[column, order - 1]
        weighted[row, column] -= coupling[row, column] * common
      }
    }
    return weighted
  }

  private func descent(_ eigen: SymmetricEigen, _ slope: [Double], _ free: [Int]) -> [Double] {
    let downhill = free.map { -slope[$0] }
    var step = [Double](repeating: 0, count: slope.count)
    for isExact in [true, false] {
      guard let factor = try? Cholesky(hessian(eigen, isExact: isExact).submatrix(free)) else { continue }
      for (coordinate, value) in zip(free, factor.solve(downhill)) { step[coordinate] = value }
      return step
    }
    for (coordinate, value) in zip(free, downhill) { step[coordinate] = value }
    return step
  }

  /// The first point along halved steps where the discrepancy is not larger by more than rounding.
  private func advanced(
    from point: [Double], along step: [Double], _ value: Double
  ) -> (point: [Double], eigen: SymmetricEigen)? {
    let rounding = 64 * max(1, value).ulp
    var factor = 1.0
    for _ in 0..<Self.maximumHalvingCount {
      let candidate = zip(point, step).map { max(lowerBound, $0 + factor * $1) }
      if let moved = eigen(at: candidate), discrepancy(moved) <= value + rounding { return (candidate, moved) }
      factor /= 2
    }
    return nil
  }
}

extension SymmetricEigen {
  /// Σ f(θ_m) ω_m ω_mᵀ over all but the largest eigenvalue.
  fileprivate func noise(_ function: (Double) -> Double) -> SymmetricMatrix {
    let order = values.count
    let weights = values.dropLast().map(function)
    var sum = SymmetricMatrix(order: order)
    for column in 0..<order {
      for row in column..<order {
        sum[row, column] = weights.indices.reduce(0) { $0 + weights[$1] * vectors[row, $1] * vectors[column, $1] }
      }
    }
    return sum
  }
}
