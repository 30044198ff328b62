public import Tabular

extension ModelFrame {
  /// Lays out a formula on the complete rows of a frame.
  ///
  /// A text column is a factor with its levels sorted by their bytes, whatever the locale; `factor()` of a numeric
  /// column sorts its levels as numbers. The first level that occurs in the kept rows is the reference. `.` stands for
  /// every column that is neither in the response nor a grouping factor. Unlike in R, a variable that is taken out again
  /// by a minus has no say in which rows are complete.
  ///
  /// - Parameters:
  ///   - formula: The model.
  ///   - frame: The data.
  ///   - clusters: A column of any type that says which cluster a row belongs to.
  ///   - weights: A numeric column; rows of weight zero are left out.
  ///   - absorbing: Columns of any type whose levels have effects that are not reported; see `sweepingAbsorbed`.
  /// - Returns: Response, model matrices and grouping codes of the rows without a missing value.
  /// - Throws: `DesignError` when a column is missing, has the wrong type or an infinite value, a factor has one
  ///   level, a weight is negative, or no row is left.
  /// - Complexity: O(rows × columns of the model).
  public static func build(
    _ formula: Formula, frame: Frame, clusters: String? = nil, weights: String? = nil, absorbing: [String] = []
  ) throws(DesignError) -> ModelFrame {
    try ModelLayout(formula, frame, clusters: clusters, weights: weights, absorbing: absorbing).modelFrame()
  }
}
