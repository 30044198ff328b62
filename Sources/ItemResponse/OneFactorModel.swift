public import Findings
import Foundation
public import LinearAlgebra

/// One common factor behind a set of items, by maximum likelihood.
///
/// Σ = λλᵀ + Ψ. Its omega total (Σλ)² / ((Σλ)² + Σψ) is the share of the sum score's variance that the factor explains;
/// it equals Cronbach's alpha where all loadings are equal.
///
/// **Source.** Jöreskog (1967), Psychometrika 32:443; McDonald (1999), Test Theory, for omega. Verified to 1e-10 relative
/// against an independent solution (`irt_verbagg`).
public struct OneFactorModel: Sendable, Equatable {
  /// Smallest share of an item's variance that may be its own.
  public var smallestUniqueness: Double

  /// Creates a specification.
  public init(smallestUniqueness: Double = 0.005) {
    precondition(smallestUniqueness > 0 && smallestUniqueness < 1, "uniqueness \(smallestUniqueness)")
    self.smallestUniqueness = smallestUniqueness
  }

  /// Fits the model to a covariance matrix.
  ///
  /// - Parameters:
  ///   - covariance: Of the items; three at least.
  ///   - items: Their names, for warnings.
  /// - Returns: Loadings with a positive sum and own variances, in units of the covariance.
  /// - Throws: `EstimationError.tooFewObservations` for fewer than three items, `.singularSystem` when the matrix is not
  ///   positive definite (items that follow from others, or pairs that contradict each other), `.notConverged`.
  /// - Complexity: O(*p*³) per iteration, about ten of them.
  public func fit(_ covariance: SymmetricMatrix, items: [String]) throws(EstimationError) -> OneFactorFit {
    precondition(items.count == covariance.order, "\(items.count) names of \(covariance.order) items")
    guard covariance.order > 2 else { throw .tooFewObservations(found: covariance.order, required: 3) }
    let deviations = covariance.diagonal.map { $0.squareRoot() }
    let correlation = covariance.scaled(by: deviations.map { 1 / $0 })
    guard deviations.allSatisfy({ $0 > 0 && $0.isFinite }), let factor = try? Cholesky(correlation) else {
      throw .singularSystem(step: "covariance of items")
    }
    let search = UniquenessSearch(correlation: correlation, lowerBound: log(smallestUniqueness))
    let inverse = factor.inverse().diagonal
    let start = inverse.map { log((1 - 0.5 / Double(items.count)) / $0) }
    let found = try search.run(from: start)
    let loadings = search.loadings(at: found.point)
    return OneFactorFit(
      items: items, loadings: zip(loadings, deviations).map { $0 * $1 },
      uniquenesses: zip(found.point, deviations).map { exp($0) * $1 * $1 }, discrepancy: found.discrepancy,
      atBound: items.indices.filter { found.point[$0] <= search.lowerBound }.map { items[$0] })
  }
}

/// A fitted one-factor model.
public struct OneFactorFit: Sendable, Codable, Equatable {
  public let items: [String]
  /// λ, one per item.
  public let loadings: [Double]
  /// ψ, one per item.
  public let uniquenesses: [Double]
  /// log |Σ| + tr(S Σ⁻¹) − log |S| − p: 0 where the factor explains all covariances.
  public let discrepancy: Double
  /// Items whose own variance is at its smallest permitted value (a Heywood case).
  public let atBound: [String]

  /// Omega total: the share of the sum score's variance that the factor explains.
  public var omega: Double {
    let sum = loadings.reduce(0, +)
    return sum * sum / (sum * sum + uniquenesses.reduce(0, +))
  }

  /// p (p − 3) / 2.
  public var degreesOfFreedom: Int { items.count * (items.count - 3) / 2 }
}

extension SymmetricMatrix {
  /// D A D for a diagonal D.
  func scaled(by factors: [Double]) -> SymmetricMatrix {
    var result = self
    for column in 0..<order {
      for row in column..<order { result[row, column] *= factors[row] * factors[column] }
    }
    return result
  }
}
