internal import Balancing
internal import Design
internal import Findings
internal import Foundation
internal import Tabular

/// Multiple imputation of any CSV file, outside the pilot too.
public struct AdHocImputation: Sendable {
  /// Path of the CSV file.
  public var path: String
  /// Numeric columns by kind; complete ones help to predict the others.
  public var continuous: [String]
  /// Columns of 0 and 1.
  public var binary: [String]
  /// Columns of 1, 2 and 3.
  public var threeLevel: [String]
  /// Column that says which cluster a row belongs to.
  public var cluster: String
  /// Number of completed data sets.
  public var imputationCount: Int
  /// Rounds over the variables before a data set is taken.
  public var iterationCount: Int
  public var seed: UInt64

  /// Creates a request.
  public init(
    path: String, continuous: [String], binary: [String], threeLevel: [String], cluster: String,
    imputationCount: Int, iterationCount: Int, seed: UInt64
  ) {
    self.path = path
    self.continuous = continuous
    self.binary = binary
    self.threeLevel = threeLevel
    self.cluster = cluster
    self.imputationCount = imputationCount
    self.iterationCount = iterationCount
    self.seed = seed
  }

  /// Reads the file and imputes its missing values.
  ///
  /// - Returns: The completed data sets with a summary of each variable.
  /// - Throws: `AdHocImputationError` when columns are repeated or a row has no cluster; `FitError` for errors of the
  ///   file, its columns and their values.
  public func run() throws -> ImputationAnswer {
    let names = continuous + binary + threeLevel
    guard !names.isEmpty else { throw AdHocImputationError.noVariables }
    var seen: Set<String> = [cluster]
    if let repeated = names.first(where: { !seen.insert($0).inserted }) {
      throw AdHocImputationError.repeatedColumn(repeated)
    }
    do {
      return try answer()
    } catch let error as AdHocImputationError {
      throw error
    } catch {
      throw FitError(file: path, formula: "", cause: error)
    }
  }

  private func answer() throws -> ImputationAnswer {
    var clock = StepClock()
    let frame = try CSVReader().read(path: path)
    clock.lap(\.read)
    let kinds = [(IncompleteVariable.Kind.continuous, continuous), (.binary, binary), (.threeLevel, threeLevel)]
    let variables = try kinds.flatMap { kind, names in
      try names.map { name in IncompleteVariable(name: name, kind: kind, values: try numbers(name, frame)) }
    }
    let clusters = try clusterCodes(frame)
    clock.lap(\.collect)
    let imputed = try MultipleImputation(
      imputationCount: imputationCount, iterationCount: iterationCount, seed: seed
    ).impute(variables, clusters: clusters)
    clock.lap(\.estimate)
    return ImputationAnswer(imputed, timings: clock.timings)
  }

  private func column(_ name: String, _ frame: Frame) throws -> Column {
    guard let column = frame[name] else {
      throw DesignError.missingColumn(name: name, available: frame.columnNames)
    }
    return column
  }

  private func numbers(_ name: String, _ frame: Frame) throws -> [Double] {
    guard case .numeric(let values) = try column(name, frame).values else {
      throw DesignError.notNumeric(column: name)
    }
    return values
  }

  /// One code per row, equal for equal values of the cluster's column.
  private func clusterCodes(_ frame: Frame) throws -> [Int] {
    let codes: [Int?] =
      switch try column(cluster, frame).values {
      case .numeric(let values):
        values.map { $0.isNaN ? nil : Int(truncatingIfNeeded: ($0 + 0).bitPattern) }
      case .categorical(let values):
        values.codes.map { $0 == CategoricalColumn.missingCode ? nil : Int($0) }
      }
    if let row = codes.firstIndex(of: nil) {
      throw AdHocImputationError.clusterMissing(column: cluster, row: row + 1)
    }
    return codes.compactMap { $0 }
  }
}

/// Why an imputation could not be asked for.
public enum AdHocImputationError: Error, Sendable, Equatable {
  case noVariables
  /// A column has two roles.
  case repeatedColumn(String)
  /// A data row, counted from 1, does not say which cluster it belongs to.
  case clusterMissing(column: String, row: Int)
}
