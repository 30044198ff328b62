import Balancing
import LinearAlgebra
import Tabular
import TestSupport

/// The rows of the `lalonde` fixture, laid out as its script lays them out.
struct LalondeData {
  let sample: ComparisonSample
  let outcome: [Double]

  static let names = ["age", "educ", "black", "hispan", "married", "nodegree", "re74", "re75"]

  init() throws {
    let frame = try CSVReader().read(path: Fixture.path("lalonde", "data.csv"))
    let race = frame.texts("race")
    let columns = Self.names.map { name in
      switch name {
      case "black", "hispan": race.map { $0 == name ? 1.0 : 0 }
      default: frame.numbers(name)
      }
    }
    sample = try ComparisonSample(
      isTreated: frame.numbers("treat").map { $0 == 1 },
      covariates: Matrix(
        rowCount: frame.rowCount, columnCount: columns.count, elements: Array(columns.joined())),
      covariateNames: Self.names)
    outcome = frame.numbers("re78")
  }

  /// Values of the balance table by covariate.
  static func named(_ values: [Double]) -> [String: Double] { Dictionary(uniqueKeysWithValues: zip(names, values)) }
}

extension Frame {
  /// A column of numbers; empty when there is none.
  func numbers(_ name: String) -> [Double] {
    guard case .numeric(let values)? = self[name]?.values else { return [] }
    return values
  }

  /// A column of texts; empty when there is none.
  func texts(_ name: String) -> [String] {
    guard case .categorical(let values)? = self[name]?.values else { return [] }
    return (0..<rowCount).map { values[$0] ?? "" }
  }
}
