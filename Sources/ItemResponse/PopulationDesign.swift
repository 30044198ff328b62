public import Design
public import LinearAlgebra

/// What the abilities of a population are predicted by: fixed columns and units with random intercepts.
///
/// One row is one child at one wave. To keep the effect of an arm unbiased the columns must hold all that the later
/// analysis compares – arm, wave, arm × wave, covariates – and the factors all units that it clusters by.
public struct PopulationDesign: Sendable, Equatable {
  /// Rows × columns, with a column of ones for the intercept; all finite.
  public let matrix: Matrix
  public let termNames: [String]
  /// Nested or crossed, in any order, such as preschool, preschool × wave, group, child.
  public let factors: [GroupingFactor]

  /// Number of rows.
  public var rowCount: Int { matrix.rowCount }

  /// Creates a design.
  public init(matrix: Matrix, termNames: [String], factors: [GroupingFactor]) {
    precondition(matrix.columnCount == termNames.count, "\(termNames.count) names of \(matrix.columnCount) columns")
    precondition(matrix.isFinite, "a design value is not finite")
    for factor in factors {
      precondition(factor.codes.count == matrix.rowCount, "\(factor.codes.count) codes of \(matrix.rowCount) rows")
    }
    self.matrix = matrix
    self.termNames = termNames
    self.factors = factors
  }
}
