/// Data sets whose missing values were filled in several times.
public struct ImputedData: Sendable, Equatable {
  /// The variables as they were given.
  public let variables: [IncompleteVariable]
  /// Data set, variable, missing value in the order of the rows.
  private let imputed: [[[Double]]]

  init(variables: [IncompleteVariable], imputed: [[[Double]]]) {
    self.variables = variables
    self.imputed = imputed
  }

  /// Number of completed data sets.
  public var imputationCount: Int { imputed.count }

  /// The values drawn for the missing rows of a variable, in the order of the rows.
  public func imputedValues(of variable: Int, imputation: Int) -> [Double] { imputed[imputation][variable] }

  /// A variable of one data set with its missing values filled in, one value per row.
  public func completed(_ variable: Int, imputation: Int) -> [Double] {
    var values = variables[variable].values
    for (row, value) in zip(variables[variable].missingRows, imputed[imputation][variable]) { values[row] = value }
    return values
  }
}
