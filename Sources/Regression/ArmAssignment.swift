/// Which arm every cluster was given, and within which strata the arms were given out.
public struct ArmAssignment: Sendable, Codable, Equatable {
  /// Whether a cluster is in the experimental arm, by the cluster's name.
  public var isExperimental: [String: Bool]
  /// The stratum of a cluster, by the cluster's name; clusters not named here form one stratum together.
  public var strata: [String: String]

  /// Creates an assignment.
  public init(isExperimental: [String: Bool], strata: [String: String] = [:]) {
    self.isExperimental = isExperimental
    self.strata = strata
  }
}
