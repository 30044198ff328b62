import Foundation
import LinearAlgebra

/// What units say about their effects, the mean of the units being unknown: a basis in which the effects are independent.
struct MembershipInformation: Sendable {
  /// Information about each coordinate, 0 where there is none.
  private let eigenvalues: [Double]
  /// Effects × coordinates.
  private let basis: Matrix
  /// Information × value of each coordinate.
  private let scores: [Double]

  /// Share of the information with a known mean below which an eigenvalue is rounding.
  private static let rounding = 1e-10

  init(
    _ units: [MultipleMembershipPosterior.Unit], effectCount: Int, clusterVariance: Double
  ) throws(SmallAreaError) {
    guard clusterVariance >= 0, clusterVariance.isFinite else {
      throw .variance(area: "cluster", value: clusterVariance)
    }
    var sums = MembershipSums(effectCount: effectCount)
    for (_, own) in Dictionary(grouping: units, by: \.cluster).sorted(by: { $0.key < $1.key }) {
      try sums.add(own, clusterVariance: clusterVariance)
    }
    let (matrix, vector) = sums.withoutMean
    guard let eigen = try? SymmetricEigen(matrix) else { throw .extremeValues }
    let least = Self.rounding * sums.trace
    eigenvalues = eigen.values.map { $0 > least ? $0 : 0 }
    basis = eigen.vectors
    scores = eigen.vectors.transposed().multiplied(by: vector)
  }

  /// About the size of *A*: mean of λ⁻¹ + (value)² weighted by λ; `nil` when the units tell nothing.
  var width: Double? {
    let total = eigenvalues.reduce(0, +)
    guard total > 0, total.isFinite else { return nil }
    let sum = zip(eigenvalues, scores).reduce(0) { $1.0 > 0 ? $0 + 1 + $1.1 * $1.1 / $1.0 : $0 }
    return sum / total
  }

  /// log of prior × restricted likelihood.
  func logDensity(variance A: Double) -> Double {
    var (squares, logLikelihood) = (0.0, 0.0)
    for (λ, score) in zip(eigenvalues, scores) where λ > 0 {
      let scale = 1 + A * λ
      squares += (λ / scale) * (λ / scale)
      logLikelihood += 0.5 * (A * score * score / scale - log(scale))
    }
    return 0.5 * log(squares) + logLikelihood
  }

  /// Effects in one draw.
  func draw(variance A: Double, deviates: [Double]) -> [Double] {
    basis.multiplied(
      by: coordinates(variance: A).enumerated().map { $1.mean + $1.variance.squareRoot() * deviates[$0] })
  }

  /// Posterior of each coordinate, given *A*.
  private func coordinates(variance A: Double) -> [(mean: Double, variance: Double)] {
    zip(eigenvalues, scores).map { λ, score in
      (λ > 0 ? A * score / (1 + A * λ) : 0, A / (1 + A * λ))
    }
  }

  /// Mean and standard deviation of each effect less the mean of all, over variances with their probabilities.
  func centredMoments(_ mixture: [(variance: Double, probability: Double)]) -> [(mean: Double, deviation: Double)] {
    let count = basis.rowCount
    let means = (0..<count).map { coordinate in
      (0..<count).reduce(0) { $0 + basis[$1, coordinate] } / Double(count)
    }
    var (first, second) = ([Double](repeating: 0, count: count), [Double](repeating: 0, count: count))
    for (variance, probability) in mixture {
      let coordinates = coordinates(variance: variance)
      for effect in 0..<count {
        var (mean, spread) = (0.0, 0.0)
        for coordinate in 0..<count {
          let weight = basis[effect, coordinate] - means[coordinate]
          mean += weight * coordinates[coordinate].mean
          spread += weight * weight * coordinates[coordinate].variance
        }
        first[effect] += probability * mean
        second[effect] += probability * (spread + mean * mean)
      }
    }
    return zip(first, second).map { ($0, max(0, $1 - $0 * $0).squareRoot()) }
  }
}

/// Z'N⁻¹Z and its companions, N being the covariance of the units given their effects.
private struct MembershipSums {
  /// Z'N⁻¹Z, Z'N⁻¹1, 1'N⁻¹1, Z'N⁻¹y and 1'N⁻¹y.
  private var squares: SymmetricMatrix
  private var margins: [Double]
  private var total = 0.0
  private var products: [Double]
  private var sum = 0.0

  init(effectCount: Int) {
    squares = SymmetricMatrix(order: effectCount)
    margins = [Double](repeating: 0, count: effectCount)
    products = margins
  }

  /// Adds a cluster: N⁻¹ = W − W11'W σ² / (1 + σ² 1'W1) with W = diag(1 / D).
  mutating func add(
    _ units: [MultipleMembershipPosterior.Unit], clusterVariance: Double
  ) throws(SmallAreaError) {
    var (own, weight, weighted) = ([Double](repeating: 0, count: margins.count), 0.0, 0.0)
    for unit in units {
      precondition(unit.memberships.count == margins.count, "\(unit.memberships.count) memberships")
      guard unit.value.isFinite else { throw .notFinite(area: unit.cluster) }
      guard unit.variance > 0, unit.variance.isFinite else {
        throw .variance(area: unit.cluster, value: unit.variance)
      }
      let w = 1 / unit.variance
      for i in margins.indices where unit.memberships[i] != 0 {
        own[i] += w * unit.memberships[i]
        products[i] += w * unit.memberships[i] * unit.value
        for j in 0...i { squares[i, j] += w * unit.memberships[i] * unit.memberships[j] }
      }
      weight += w
      weighted += w * unit.value
    }
    let shared = clusterVariance / (1 + clusterVariance * weight)
    let kept = 1 / (1 + clusterVariance * weight)
    for i in margins.indices {
      margins[i] += own[i] * kept
      products[i] -= own[i] * weighted * shared
      for j in 0...i { squares[i, j] -= own[i] * own[j] * shared }
    }
    total += weight * kept
    sum += weighted * kept
  }

  /// Trace of Z'N⁻¹Z.
  var trace: Double { squares.trace }

  /// What is left when the mean of the units is unknown.
  var withoutMean: (matrix: SymmetricMatrix, vector: [Double]) {
    var (matrix, vector) = (squares, products)
    guard total > 0 else { return (matrix, vector) }
    for i in margins.indices {
      vector[i] -= margins[i] * sum / total
      for j in 0...i { matrix[i, j] -= margins[i] * margins[j] / total }
    }
    return (matrix, vector)
  }
}
