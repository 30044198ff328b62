public import LinearAlgebra

/// A model matrix with the names of its columns.
public struct DesignMatrix: Sendable, Equatable {
  /// Rows × columns.
  public let matrix: Matrix
  /// One name per column as R's `model.matrix` gives it: `(Intercept)`, `genderfemale`, `x:genderfemale`.
  public let termNames: [String]
  /// The term of each column: 0 for the intercept, otherwise `k` for `termLabels[k - 1]`.
  public let termGroups: [Int]
  /// The terms in their order: `gender`, `x:gender`.
  public let termLabels: [String]

  /// Whether each column marks a level of a factor, alone or in a product, and so is 0 where the level does not occur.
  public let indicatorColumns: [Bool]
  /// The level that each factor is coded against, by the factor's name.
  public let referenceLevels: [String: String]

  /// Creates a design matrix from its parts, one name, one group and one mark per column.
  public init(
    matrix: Matrix, termNames: [String], termGroups: [Int], termLabels: [String], indicatorColumns: [Bool],
    referenceLevels: [String: String]
  ) {
    precondition(termNames.count == matrix.columnCount && termGroups.count == matrix.columnCount)
    precondition(indicatorColumns.count == matrix.columnCount)
    self.matrix = matrix
    self.termNames = termNames
    self.termGroups = termGroups
    self.termLabels = termLabels
    self.indicatorColumns = indicatorColumns
    self.referenceLevels = referenceLevels
  }

  /// Whether the first column is the intercept.
  public var hasIntercept: Bool { termGroups.first == 0 }

  /// Names of the columns of a term, all levels of a factor, or the one column of that name; empty when there is none.
  public func columns(of name: String) -> [String] {
    guard let term = termLabels.firstIndex(of: name) else { return termNames.filter { $0 == name } }
    return termNames.indices.filter { termGroups[$0] == term + 1 }.map { termNames[$0] }
  }
}
