/// A value that has passed the disclosure rules and may leave the authority.
///
/// Reports and exports accept nothing else but ``OwnScope``, cards and scores of children nothing but ``PreschoolScope``,
/// the HTTP service nothing else at all. Only this room can make one: the initialiser is not visible outside it.
public struct Released<Value: Sendable>: Sendable {
  /// The value, with everything that must not leave already replaced by marks.
  public let value: Value

  init(_ value: Value) { self.value = value }
}

/// A value that may be shown to the authority whose own units it is about, and to nobody else.
public struct OwnScope<Value: Sendable>: Sendable {
  /// The value, with marks where even the authority itself must not see a small cell.
  public let value: Value
  /// Code of the authority's region such as `KZ-27`.
  public let region: String

  init(_ value: Value, region: String) {
    self.value = value
    self.region = region
  }
}

/// A value about single children that may be shown to the preschool whose children they are, and to nobody else.
///
/// There is no way from here to ``Released``: no rule makes a single child's record safe to publish.
public struct PreschoolScope<Value: Sendable>: Sendable {
  /// The value, with nothing about children of other preschools.
  public let value: Value
  /// Code of the preschool.
  public let preschool: String

  init(_ value: Value, preschool: String) {
    self.value = value
    self.preschool = preschool
  }
}
