/// How many units of each level stand behind a number.
public struct Counts: Sendable, Codable, Equatable {
  public var children: Int
  public var groups: Int
  public var preschools: Int

  /// Creates the counts of one cell.
  public init(children: Int, groups: Int, preschools: Int) {
    self.children = children
    self.groups = groups
    self.preschools = preschools
  }
}
