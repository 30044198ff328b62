public import Design
public import LinearAlgebra
internal import Tabular

/// A categorical response counted at the distinct rows of a design, cluster by cluster.
///
/// All that binary and ordinal regression need: rows of one cluster that agree in every column of the design and in
/// their weight are one cell with a sum of weights per category.
public struct ResponseCells: Sendable, Equatable {
  /// The design's columns and the response.
  public let columns: MomentColumns
  /// Labels of the categories, lowest first.
  public let categories: [String]
  /// The numbers of the categories, ascending; codes for a text response.
  public let categoryValues: [Double]
  /// Whether the categories are the levels of a text column.
  public let hasTextResponse: Bool
  /// The grouping factor that the clusters are units of; `nil` when all rows are one cluster.
  public let clusterName: String?
  /// Names of the clusters, in the order of the cells.
  public let clusters: [String]
  /// Cells of cluster *g* are `clusterStarts[g] ..< clusterStarts[g + 1]`; one more element than clusters.
  public let clusterStarts: [Int]
  /// Cells × terms.
  public let design: Matrix
  /// Cells × categories: the sum of the rows' weights, the number of rows when they have none.
  public let weights: Matrix
  /// Number of rows in each cell; rows of one cell have the same weight.
  public let rowCounts: [Int]
  /// Number of rows behind the cells.
  public let observationCount: Int

  /// Number of distinct rows of the design over all clusters.
  public var cellCount: Int { design.rowCount }

  /// Counts the rows of a model.
  ///
  /// - Parameters:
  ///   - frame: The design, with weights if any.
  ///   - response: The categories of the frame's response.
  ///   - grouping: What the clusters are; `nil` makes all rows one cluster.
  /// - Returns: One cell per cluster and distinct row of the design. Where rows hardly ever agree, as with a
  ///   continuous column, each row is a cell of its own.
  /// - Complexity: O(rows × columns).
  public static func collect(
    _ frame: ModelFrame, response: ResponseCategories, grouping: GroupingFactor?
  ) -> ResponseCells {
    let order = RowOrder(grouping: grouping, rowCount: frame.observationCount)
    let design = frame.fixed.matrix
    let fingerprints = rowFingerprints(design, weights: frame.weights)
    let unitCount = grouping?.levelCount ?? 1
    let parts = concurrentMap(unitCount) { unit in
      DistinctRows(order.rows(of: unit), of: design, weights: frame.weights, fingerprints: fingerprints)
    }
    var starts = [0]
    for part in parts { starts.append(starts[starts.count - 1] + part.representatives.count) }
    var weights = Matrix(rowCount: starts[starts.count - 1], columnCount: response.labels.count)
    var rowCounts = [Int](repeating: 0, count: weights.rowCount)
    for (unit, part) in parts.enumerated() {
      for (row, cell) in zip(order.rows(of: unit), part.cells) {
        weights[starts[unit] + Int(cell), Int(response.codes[Int(row)])] += frame.weights?[Int(row)] ?? 1
        rowCounts[starts[unit] + Int(cell)] += 1
      }
    }
    return ResponseCells(
      columns: MomentColumns(frame.fixed, responses: [response.name]), categories: response.labels,
      categoryValues: response.values, hasTextResponse: response.isText, clusterName: grouping?.name,
      clusters: grouping?.levels ?? ["all"], clusterStarts: starts,
      design: design.selectingRows(parts.flatMap(\.representatives)), weights: weights,
      rowCounts: rowCounts, observationCount: frame.observationCount)
  }
}

extension Matrix {
  fileprivate func selectingRows(_ rows: [Int32]) -> Matrix {
    var selected = Matrix(rowCount: rows.count, columnCount: columnCount)
    for column in 0..<columnCount {
      for (position, row) in rows.enumerated() { selected[position, column] = self[Int(row), column] }
    }
    return selected
  }
}
