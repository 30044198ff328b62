public import LinearAlgebra

/// The answer of one completed data set.
public struct CompletedEstimate: Sendable, Equatable, Codable {
  public var estimates: [Double]
  /// Estimates × estimates.
  public var covariance: SymmetricMatrix
  /// Degrees of freedom that the complete data would give each estimate; infinite for a normal reference.
  public var degreesOfFreedom: [Double]

  /// Creates an answer.
  public init(estimates: [Double], covariance: SymmetricMatrix, degreesOfFreedom: [Double]) {
    self.estimates = estimates
    self.covariance = covariance
    self.degreesOfFreedom = degreesOfFreedom
  }
}

/// Rubin's rules: several completed data sets, one answer that knows how much was not observed.
///
/// Degrees of freedom of the complete data are averaged over the data sets where they differ.
///
/// **Source.** Rubin (1987), doi:10.1002/9780470316696; degrees of freedom: Barnard & Rubin (1999),
/// doi:10.1093/biomet/86.4.948.
public enum RubinPooling {
  /// Pools the answers of completed data sets.
  ///
  /// - Parameter answers: One per data set, with the same estimates in the same order.
  /// - Returns: Pooled estimates with their within and between covariances.
  /// - Throws: `BalancingError.optionOutOfRange` below two data sets, `.lengthMismatch` when the answers have different
  ///   numbers of estimates, `.notFinite`.
  public static func pool(_ answers: [CompletedEstimate]) throws(BalancingError) -> PooledEstimates {
    guard let first = answers.first, answers.count >= 2 else {
      throw .optionOutOfRange(name: "imputationCount", value: Double(answers.count))
    }
    let count = first.estimates.count
    for answer in answers {
      try checkLength(answer.estimates.count, of: "estimates", count)
      try checkLength(answer.covariance.order, of: "covariance", count)
      try checkLength(answer.degreesOfFreedom.count, of: "degrees of freedom", count)
      guard answer.estimates.allSatisfy(\.isFinite), answer.covariance.isFinite else {
        throw .notFinite(role: "estimates")
      }
    }
    let share = 1 / Double(answers.count)
    func average(_ values: (CompletedEstimate) -> [Double]) -> [Double] {
      (0..<count).map { index in answers.reduce(0) { $0 + values($1)[index] } * share }
    }
    let means = average(\.estimates)
    var within = SymmetricMatrix(order: count)
    var deviations = Matrix(rowCount: answers.count, columnCount: count)
    for (row, answer) in answers.enumerated() {
      within += share * answer.covariance
      for column in 0..<count { deviations[row, column] = answer.estimates[column] - means[column] }
    }
    return PooledEstimates(
      imputationCount: answers.count, estimates: means, within: within,
      between: (1 / Double(answers.count - 1)) * SymmetricMatrix.gram(deviations),
      completeDegreesOfFreedom: average(\.degreesOfFreedom))
  }
}
