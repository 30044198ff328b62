/// Random effects of one grouping factor.
public struct RandomTerm: Sendable, Equatable {
  /// The position of the grouping factor in `ModelFrame.grouping`.
  public let groupingIndex: Int
  /// Rows × random effects per unit; the columns are named `(Intercept)`, `t`, ….
  public let design: DesignMatrix

  /// Creates a random term.
  public init(groupingIndex: Int, design: DesignMatrix) {
    self.groupingIndex = groupingIndex
    self.design = design
  }
}
