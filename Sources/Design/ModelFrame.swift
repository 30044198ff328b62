/// A formula laid out on the complete rows of a frame.
public struct ModelFrame: Sendable, Equatable {
  /// One value per kept row.
  public let response: [Double]
  /// The response as it stands in the formula: `y`, `log(y)`.
  public let responseName: String
  /// The fixed effects' model matrix: kept rows × columns.
  public let fixed: DesignMatrix
  /// The random terms, for a nested grouping outermost first.
  public let random: [RandomTerm]
  /// The grouping factors of the random terms, in the same order.
  public let grouping: [GroupingFactor]
  public let clusters: GroupingFactor?
  /// Factors whose effects the model has and does not report.
  public let absorbed: [GroupingFactor]
  /// Positive, one per kept row.
  public let weights: [Double]?
  /// The kept rows' positions in the frame, ascending.
  public let keptRows: [Int32]
  /// Rows left out for a missing value in a variable of the model, or for a weight of zero.
  public let droppedRowCount: Int

  /// The number of kept rows.
  public var observationCount: Int { response.count }
}
