public import LinearAlgebra

/// Children of two groups that were not made by lot, with what was known of them before the programme.
public struct ComparisonSample: Sendable, Equatable {
  /// Whether a row belongs to the experimental group.
  public let isTreated: [Bool]
  /// Rows × covariates; indicators for categories, without an intercept.
  public let covariates: Matrix
  /// One name per covariate.
  public let covariateNames: [String]
  /// One code per row, `0 ..< clusterCount` in order of first appearance; every row its own cluster when none are given.
  public let clusters: [Int]
  /// Number of clusters.
  public let clusterCount: Int

  /// Creates a sample.
  ///
  /// - Parameters:
  ///   - isTreated: One per row.
  ///   - covariates: Rows × covariates.
  ///   - covariateNames: One per covariate.
  ///   - clusters: Any code per row, equal within a cluster; `nil` when rows are independent.
  /// - Throws: `BalancingError.lengthMismatch`, `.notFinite`, and `.tooFewInArm` when an arm has fewer than two rows.
  public init(
    isTreated: [Bool], covariates: Matrix, covariateNames: [String], clusters: [Int]? = nil
  ) throws(BalancingError) {
    try checkLength(covariates.rowCount, of: "covariates", isTreated.count)
    try checkLength(covariateNames.count, of: "covariate names", covariates.columnCount)
    try checkLength(clusters?.count ?? isTreated.count, of: "clusters", isTreated.count)
    guard covariates.isFinite else { throw .notFinite(role: "covariates") }
    let treatedCount = isTreated.count { $0 }
    for (found, arm) in [(treatedCount, true), (isTreated.count - treatedCount, false)] where found < 2 {
      throw .tooFewInArm(isTreated: arm, found: found, required: 2)
    }
    self.isTreated = isTreated
    self.covariates = covariates
    self.covariateNames = covariateNames
    self.clusters = clusters.map(denseCodes) ?? Array(isTreated.indices)
    clusterCount = (self.clusters.max() ?? -1) + 1
  }

  /// Number of rows.
  public var observationCount: Int { isTreated.count }

  /// Rows of one arm, ascending.
  public func rows(isTreated arm: Bool) -> [Int] { isTreated.indices.filter { isTreated[$0] == arm } }

  /// The rows named, in the order given.
  func covariates(of rows: [Int]) -> Matrix {
    var result = Matrix(rowCount: rows.count, columnCount: covariates.columnCount)
    for column in 0..<covariates.columnCount {
      for (position, row) in rows.enumerated() { result[position, column] = covariates[row, column] }
    }
    return result
  }
}

/// Throws unless a quantity has as many values as there are rows.
func checkLength(_ found: Int, of role: String, _ required: Int) throws(BalancingError) {
  guard found == required else { throw .lengthMismatch(role: role, found: found, required: required) }
}

/// Throws unless an outcome has one finite value per row of the sample.
func checkOutcome(_ outcome: [Double], _ sample: ComparisonSample) throws(BalancingError) {
  try checkLength(outcome.count, of: "outcome", sample.observationCount)
  guard outcome.allSatisfy(\.isFinite) else { throw .notFinite(role: "outcome") }
}
