/// Where a count or a sum belongs: a stratum of the analysis, and the cluster in it.
///
/// The stratum is text that the caller composes, for example `physical|experimental|baseline|final`, or a region.
/// The cluster is the unit that varies independently of the others, as a rule the preschool.
public struct ClusterKey: Hashable, Comparable, Sendable, Codable {
  public var stratum: String
  public var cluster: String

  /// Creates a key from the names of a stratum and a cluster.
  public init(stratum: String, cluster: String) {
    self.stratum = stratum
    self.cluster = cluster
  }

  /// Orders keys by stratum, then by cluster.
  public static func < (left: ClusterKey, right: ClusterKey) -> Bool {
    (left.stratum, left.cluster) < (right.stratum, right.cluster)
  }
}
