import Design
import Moments
import Tabular
import TestSupport

extension SamplePanel {
  /// The panel as a table.
  var frame: Frame {
    get throws {
      try Frame(
        columns: numbers.sorted { $0.key < $1.key }.map { Column(name: $0.key, numbers: $0.value) }
          + texts.sorted { $0.key < $1.key }.map { Column(name: $0.key, texts: $0.value) })
    }
  }

  /// The panel laid out by a formula.
  func modelFrame(_ formula: String, clusters: String? = nil, weights: String? = nil) throws -> ModelFrame {
    try ModelFrame.build(Formula(formula), frame: frame, clusters: clusters, weights: weights)
  }

  /// Cross-products per preschool, or per unit of another column.
  func clustered(
    _ formula: String, by clusters: String = "preschool", weights: String? = nil
  ) throws -> ClusterMoments {
    try ClusterMoments.collect(modelFrame(formula, clusters: clusters, weights: weights))
  }

  /// The moments of a mixed model.
  func nested(_ formula: String) throws -> NestedMoments { try NestedMoments.collect(modelFrame(formula)) }

  /// The panel with every row a unit of its own in the text column `row`.
  var withRowNames: SamplePanel {
    var result = self
    result.texts["row"] = (0..<rowCount).map { "r\($0)" }
    return result
  }

  /// The panel with a new column of numbers, made from others row by row.
  func adding(_ column: String, _ value: (_ number: (String) -> Double) -> Double) -> SamplePanel {
    var result = self
    result.numbers[column] = (0..<rowCount).map { row in value { numbers[$0, default: []][row] } }
    return result
  }
}
