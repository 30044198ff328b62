/// Why a model cannot be laid out on a frame; rows count from 1, the header not among them.
public enum DesignError: Error, Sendable, Equatable {
  case missingColumn(name: String, available: [String])
  /// A text column where numbers are needed.
  case notNumeric(column: String)
  /// An infinite value, in the data or from arithmetic such as `log(0)`.
  case notFinite(variable: String, row: Int)
  /// The formula has nothing left of `~`.
  case missingResponse
  /// The fixed part, or the left of a bar, has neither an intercept nor a predictor.
  case noTerms
  /// Every row has a missing value in some variable of the model.
  case noRowsLeft(rowCount: Int)
  case negativeWeight(row: Int)
  /// A factor that has one level in the rows of the model.
  case singleLevelFactor(name: String)
  /// The matrix of predictors would be too large to hold.
  case tooLarge(rowCount: Int, columnCount: Int)
  /// A unit of the inner factor occurs in two units of the outer one.
  case notNested(inner: String, outer: String)
  /// Every row is alone in a level of an absorbed factor.
  case absorbedCompletely(rowCount: Int)
  /// The absorbed factors could not be told apart to the last digits; the share of a column that they still hold.
  case absorptionNotConverged(remainingShare: Double)
  /// Levels of an absorbed factor that must stand as columns, more than can be held.
  case tooManyLevelColumns(factor: String, levelCount: Int, limit: Int)
  /// A response with so many values is no set of categories.
  case tooManyCategories(response: String, found: Int, limit: Int)
  /// The formula's `.` stands for more terms than a model can have.
  case invalidFormula(FormulaError)
}
