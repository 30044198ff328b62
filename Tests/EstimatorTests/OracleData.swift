import Design
import LinearAlgebra
import Moments
import Regression
import Tabular
import TestSupport

/// Fits of the fixtures' data, as a user of the estimators writes them.
enum OracleData {
  /// The data of a fixture case.
  static func frame(_ caseName: String, _ file: String = "data.csv") throws -> Frame {
    try CSVReader().read(path: Fixture.path(caseName, file))
  }

  /// A model frame of a fixture case.
  static func model(
    _ formula: String, _ caseName: String, _ file: String = "data.csv", clusters: String? = nil
  ) throws -> ModelFrame {
    try ModelFrame.build(Formula(formula), frame: frame(caseName, file), clusters: clusters)
  }
}

extension LinearRegressionFit {
  func named(_ values: [Double]) -> [String: Double] { Dictionary(uniqueKeysWithValues: zip(terms, values)) }
}
