/// The units that the rows belong to: one code per row and a label for each unit.
public struct GroupingFactor: Sendable, Equatable {
  /// The name as lme4 prints it: `school`, `child:school`, `child:(group:preschool)`.
  public let name: String
  /// One code per row, `0 ..< levelCount`; every code occurs.
  public let codes: [Int32]
  let labels: LevelLabels

  /// The number of units.
  public var levelCount: Int { labels.count }

  /// The labels of all units in the order of their codes.
  ///
  /// - Complexity: O(`levelCount`); labels are made when they are asked for.
  public var levels: [String] { (0..<levelCount).map { labels[$0] } }

  /// The label of a unit.
  public func level(_ code: Int) -> String { labels[code] }

  /// Creates a factor from codes in `0 ..< levels.count`.
  public init(name: String, codes: [Int32], levels: [String]) {
    precondition(codes.allSatisfy { $0 >= 0 && $0 < levels.count }, "code outside the levels")
    self.init(name: name, coding: FactorCoding(codes: codes, labels: .texts(levels)))
  }

  init(name: String, coding: FactorCoding) {
    self.name = name
    codes = coding.codes
    labels = coding.labels
  }
}
