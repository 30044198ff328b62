import Design
import LinearAlgebra
import Moments
import Tabular
import TestSupport

/// Moments of a sample panel, and what they hold as named numbers that do not depend on any order.
extension SamplePanel {
  func modelFrame(_ formula: String, clusters: String? = nil, weights: String? = nil) throws -> ModelFrame {
    let columns =
      numbers.sorted { $0.key < $1.key }.map { Column(name: $0.key, numbers: $0.value) }
      + texts.sorted { $0.key < $1.key }.map { Column(name: $0.key, texts: $0.value) }
    return try ModelFrame.build(
      Formula(formula), frame: Frame(columns: columns), clusters: clusters, weights: weights)
  }

  /// All three outcomes per preschool.
  func clustered(_ formula: String = "y ~ x + time", weights: String? = nil) throws -> ClusterMoments {
    let responses = ["y", "second", "third"].map { (name: $0, values: numbers[$0, default: []]) }
    return try ClusterMoments.collect(
      modelFrame(formula, clusters: "preschool", weights: weights), responses: responses)
  }

  /// The moments of a mixed model.
  func nested(_ formula: String) throws -> NestedMoments { try NestedMoments.collect(modelFrame(formula)) }
}

extension [ClusterMoments] {
  /// Merged from left to right.
  func merged() throws -> ClusterMoments {
    var result = ClusterMoments.empty(self[0].columns)
    for moments in self { try result.merge(moments) }
    return result
  }
}

extension [NestedMoments] {
  /// Merged from left to right.
  func merged() throws -> NestedMoments {
    var result = self[0].emptied
    for moments in self { try result.merge(moments) }
    return result
  }
}

extension ClusterMoments {
  /// Every observed number, named by cluster, pattern and columns.
  var facts: [String: Double] {
    var facts: [String: Double] = [:]
    for cell in cells {
      let names =
        columns.terms.map(\.name)
        + columns.responses.enumerated().map { index, name in
          cell.observed & (1 << UInt64(index)) != 0 ? name : ""
        }
      facts.merge(cell.product.facts(names, prefix: "\(cell.cluster) \(cell.observed)")) { $1 }
    }
    return facts
  }
}

extension CrossProduct {
  /// Every number, named by its columns; columns without a name are left out.
  func facts(_ names: [String], prefix: String) -> [String: Double] {
    var facts = ["\(prefix) count": Double(count), "\(prefix) weight": weight]
    for column in names.indices where names[column] != "" {
      facts["\(prefix) mean \(names[column])"] = mean[column]
      for row in column..<names.count where names[row] != "" {
        let pair = [names[column], names[row]].sorted().joined(separator: "·")
        facts["\(prefix) \(pair)"] = scatter[packedPosition(row, column, order: columnCount)]
      }
    }
    return facts
  }
}
