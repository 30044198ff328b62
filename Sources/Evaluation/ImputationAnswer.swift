internal import Balancing
internal import Foundation
internal import Tabular

/// Completed data sets and what they are made of.
public struct ImputationAnswer: Sendable {
  /// One variable over all completed data sets.
  public struct Variable: Sendable, Codable, Equatable {
    public let name: String
    /// `continuous`, `binary` or `three_level`.
    public let kind: String
    public let missingCount: Int
    /// Mean over rows and data sets.
    public let mean: Double
    /// Standard deviation of the rows, averaged over data sets as variance.
    public let standardDeviation: Double
  }

  public let rowCount: Int
  public let imputationCount: Int
  public let variables: [Variable]
  /// Seconds: `collect` lays the columns out, `estimate` imputes.
  public let timings: AdHocFit.Timings
  private let imputed: ImputedData

  init(_ imputed: ImputedData, timings: AdHocFit.Timings) {
    self.imputed = imputed
    self.timings = timings
    rowCount = imputed.variables.first?.values.count ?? 0
    imputationCount = imputed.imputationCount
    variables = imputed.variables.indices.map { Self.summary(imputed, $0) }
  }

  /// Hands over the completed data sets as CSV, one piece per data set: columns `imputation`, `row` (counted from 1), then
  /// the variables.
  ///
  /// - Parameter send: Receives the pieces in order; the first begins with the header.
  public func writeCSV(_ send: ([UInt8]) throws -> Void) rethrows {
    var writer = CSVWriter()
    writer.appendRow(["imputation", "row"] + variables.map(\.name))
    for imputation in 0..<imputationCount {
      let columns = variables.indices.map { imputed.completed($0, imputation: imputation) }
      for row in 0..<rowCount {
        writer.append(imputation + 1)
        writer.append(row + 1)
        for column in columns { writer.append(column[row]) }
        writer.endRow()
      }
      try send(writer.drain())
    }
  }

  private static func summary(_ imputed: ImputedData, _ index: Int) -> Variable {
    let variable = imputed.variables[index]
    let sets = (0..<imputed.imputationCount).map { imputed.completed(index, imputation: $0) }
    let means = sets.map { $0.reduce(0, +) / Double($0.count) }
    let variances = zip(sets, means).map { set, mean in
      set.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Double(max(1, set.count - 1))
    }
    let share = 1 / Double(sets.count)
    return Variable(
      name: variable.name, kind: variable.kind.rawValue, missingCount: variable.missingRows.count,
      mean: means.reduce(0, +) * share, standardDeviation: (variances.reduce(0, +) * share).squareRoot())
  }
}
