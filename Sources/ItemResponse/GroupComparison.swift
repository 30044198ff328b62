/// Two sides that an item may treat differently, and which groups of the moments belong to them.
///
/// Groups that have no member entry take no part. Children of one preschool are rated by the same few people, so that
/// their answers hang together: give clusters wherever moments are collected by side × preschool, and the tests allow any
/// dependence inside a cluster. Without clusters they take children as independent and may find differences that are the
/// raters'.
public struct GroupComparison: Sendable, Codable, Equatable {
  /// The part of a comparison.
  public enum Side: String, Sendable, Codable {
    /// The side compared against.
    case reference
    /// The side that an item may favour or disadvantage.
    case focal
  }

  /// What a group of the moments is in a comparison.
  public struct Member: Sendable, Codable, Equatable {
    public var side: Side
    /// The independent unit, such as a preschool; `nil` when persons are independent.
    public var cluster: String?

    /// Creates a member.
    public init(_ side: Side, cluster: String? = nil) {
      self.side = side
      self.cluster = cluster
    }
  }

  /// Name of the reference side, such as `f`.
  public let reference: String
  /// Name of the focal side, such as `m`.
  public let focal: String
  /// By the groups' names.
  public let members: [String: Member]

  /// Whether every member has a cluster.
  public var hasClusters: Bool { !members.isEmpty && members.values.allSatisfy { $0.cluster != nil } }

  /// Clusters with a member among these groups; `nil` when persons are independent.
  func clusterCount(among groups: [String]) -> Int? {
    hasClusters ? Set(groups.compactMap { members[$0]?.cluster }).count : nil
  }

  /// Creates a comparison of two groups of independent persons.
  public init(reference: String, focal: String) {
    self.init(reference: reference, focal: focal, members: [reference: Member(.reference), focal: Member(.focal)])
  }

  /// Creates a comparison of sides that are made of several groups.
  ///
  /// - Parameters:
  ///   - reference: Name of the reference side.
  ///   - focal: Name of the focal side.
  ///   - members: By group; clusters in all of them or in none.
  public init(reference: String, focal: String, members: [String: Member]) {
    self.reference = reference
    self.focal = focal
    self.members = members
  }
}
