/// What is asked of a least-squares fit, besides data and formula.
public struct LeastSquaresRequest: Sendable, Equatable {
  /// Covariance of the coefficients, by its name on the command line.
  public enum Covariance: String, Sendable, CaseIterable {
    case classical, hc1, hc2, hc3, cr0, cr1, cr1s, cr2, cr3

    var isClusterRobust: Bool { rawValue.hasPrefix("cr") }
  }

  /// `nil` means CR2 with a cluster column and HC2 without.
  public var covariance: Covariance?
  /// Column that says which cluster a row belongs to.
  public var cluster: String?
  /// Column of analytic weights (inverse variances).
  public var weights: String?
  /// Columns whose levels have effects that are not reported.
  public var absorbing: [String]
  /// For each joint test the coefficients or terms that are 0 together; a factor stands for all its columns.
  public var jointTests: [[String]]

  /// Creates a request.
  public init(
    covariance: Covariance? = nil, cluster: String? = nil, weights: String? = nil, absorbing: [String] = [],
    jointTests: [[String]] = []
  ) {
    self.covariance = covariance
    self.cluster = cluster
    self.weights = weights
    self.absorbing = absorbing
    self.jointTests = jointTests
  }

  /// The covariance asked for, or the default.
  ///
  /// - Throws: `AdHocFitError` when covariance and cluster do not go together.
  func resolvedCovariance() throws -> Covariance {
    let covariance = covariance ?? (cluster == nil ? .hc2 : .cr2)
    if covariance.isClusterRobust, cluster == nil {
      throw AdHocFitError.clusterRequired(covariance: covariance.rawValue)
    }
    if !covariance.isClusterRobust, cluster != nil {
      throw AdHocFitError.clusterUnused(covariance: covariance.rawValue)
    }
    return covariance
  }
}
