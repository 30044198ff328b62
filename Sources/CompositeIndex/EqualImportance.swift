import Foundation

/// Weights for which the members of a block are equally important to it.
///
/// A weight is not an importance: members that vary more, or that go along with others, move the block more than their
/// weight says. The importance of a member is the share of the block's variance that it explains alone.
///
/// **Source.** Paruolo, Saisana & Saltelli (2013), doi:10.1111/j.1467-985X.2012.01059.x; Becker, Saisana, Paruolo &
/// Vandecasteele (2017), doi:10.1016/j.ecolind.2017.03.056.
struct EqualImportance {
  /// How importance is measured.
  enum Measure {
    /// Squared correlation, 0 for a member that goes against the block.
    case squaredCorrelation
    /// Share of variance that a cubic of the member explains.
    case correlationRatio
  }

  var aggregation: Aggregation
  var measure: Measure

  private static let iterationLimit = 2000
  /// Summed squares of differences of importances at which the search ends, and from which they count as equal.
  private static let goal = 1e-24
  private static let tolerance = 1e-16
  private static let shortestStride = 1e-6

  /// - Parameters:
  ///   - risks: Members × areas.
  ///   - correlations: Of the same members.
  /// - Returns: Weights that sum to 1, and whether they make all members equally important.
  func weights(risks: [[Double]], correlations: MemberCorrelations) -> (weights: [Double], isEqual: Bool) {
    let closedForm = correlations.equalCorrelationWeights
    if let closedForm, aggregation == .arithmetic, measure == .squaredCorrelation { return (closedForm, true) }
    let bases = risks.map { PolynomialBasis($0, degree: measure == .squaredCorrelation ? 1 : 3) }
    var weights = closedForm ?? [Double](repeating: 1 / Double(risks.count), count: risks.count)
    var found = importances(weights, risks: risks, bases: bases)
    var stride = 0.5
    for _ in 0..<Self.iterationLimit where found.squaredSpread > Self.goal && stride > Self.shortestStride {
      let next = lighter(weights, importances: found, stride: stride)
      let then = importances(next, risks: risks, bases: bases)
      if then.squaredSpread < found.squaredSpread {
        (weights, found) = (next, then)
        stride = min(1, 1.5 * stride)
      } else {
        stride /= 2
      }
    }
    return (weights, found.squaredSpread <= Self.tolerance)
  }

  /// Weights moved away from members that are too important, none by more than a factor of two.
  private func lighter(_ weights: [Double], importances: [Double], stride: Double) -> [Double] {
    let mean = importances.reduce(0, +) / Double(importances.count)
    return zip(weights, importances).map { weight, importance in
      weight * min(2, max(0.5, pow(mean / max(importance, 1e-12), stride)))
    }.scaledToSumOne
  }

  /// The importance of each member to the block with these weights.
  func importances(_ weights: [Double], risks: [[Double]], bases: [PolynomialBasis]) -> [Double] {
    let block = (risks.first ?? []).indices.map { area in
      aggregation.risk(weights: weights, risks: risks.map { $0[area] })
    }
    return bases.map { basis in
      if measure == .squaredCorrelation, basis.slope(of: block) < 0 { return 0 }
      return basis.explainedShare(of: block)
    }
  }
}

/// Orthonormal polynomials of a variable over its observations, without the constant.
struct PolynomialBasis {
  private let columns: [[Double]]

  /// Fewer than `degree` polynomials when the values are too few to tell them apart.
  init(_ values: [Double], degree: Int) {
    let spread = SampleSpread(values)
    let scale = spread.standardDeviation > 0 ? spread.standardDeviation : 1
    let standardised = values.map { ($0 - spread.mean) / scale }
    let constant = [Double](repeating: 1 / Double(values.count).squareRoot(), count: values.count)
    var basis = [constant]
    for _ in 0..<degree {
      // Each power is the last polynomial times the variable; made orthogonal twice, against rounding.
      let last = basis[basis.count - 1]
      var column = zip(last, standardised).map(*)
      let length = dot(column, column).squareRoot()
      for _ in 0..<2 {
        for earlier in basis {
          let part = dot(column, earlier)
          column = zip(column, earlier).map { $0 - part * $1 }
        }
      }
      let rest = dot(column, column).squareRoot()
      guard rest > 1e-9 * length else { break }
      basis.append(column.map { $0 / rest })
    }
    columns = Array(basis.dropFirst())
  }

  /// Share of the variance of a response that the polynomials explain, in [0, 1]; 0 when it does not vary.
  func explainedShare(of response: [Double]) -> Double {
    let mean = response.reduce(0, +) / Double(response.count)
    let total = response.reduce(0) { $0 + ($1 - mean) * ($1 - mean) }
    guard total > 0 else { return 0 }
    return columns.reduce(0) { $0 + dot($1, response) * dot($1, response) } / total
  }

  /// Sign and size of the linear part.
  func slope(of response: [Double]) -> Double { columns.first.map { dot($0, response) } ?? 0 }
}

extension [Double] {
  /// Sum of squared differences from the mean.
  fileprivate var squaredSpread: Double {
    let mean = reduce(0, +) / Double(count)
    return reduce(0) { $0 + ($1 - mean) * ($1 - mean) }
  }
}

private func dot(_ left: [Double], _ right: [Double]) -> Double { zip(left, right).reduce(0) { $0 + $1.0 * $1.1 } }
