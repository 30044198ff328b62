internal import Moments

/// Sums of variables over some rows, by cluster and of products.
///
/// Sums over the rows where a variable is observed are those over all rows less those over the rows where it is missing.
/// So a chain that keeps the former up to date looks at missing rows only.
package struct VariableSums: Sendable {
  /// Clusters × variables by columns.
  package private(set) var byCluster: [Double]
  /// Variables × variables.
  package private(set) var products: [Double]
  let variableCount: Int

  /// What a regression needs to know of its response.
  struct Response {
    let byCluster: [Double]
    /// With each of the variables.
    let products: [Double]
    let squares: Double
  }

  /// Adds up all variables.
  package init(_ rows: ClusteredColumns, variableCount: Int) {
    self.variableCount = variableCount
    byCluster = [Double](repeating: 0, count: rows.clusterCount * variableCount)
    products = [Double](repeating: 0, count: variableCount * variableCount)
    for variable in 0..<variableCount { summarize(variable, rows, others: 0...variable) }
  }

  /// Brings the sums of one variable up to date.
  package mutating func summarize(_ variable: Int, _ rows: ClusteredColumns) {
    summarize(variable, rows, others: 0...(variableCount - 1))
  }

  private mutating func summarize(_ variable: Int, _ rows: ClusteredColumns, others: ClosedRange<Int>) {
    rows.elements.withUnsafeBufferPointer { elements in
      guard let start = elements.baseAddress else { return }
      let column = start + variable * rows.rowCount
      replaceByCluster(variable, sumsByCluster(column, rows.starts))
      for other in others {
        replaceProduct(variable, other, dotProduct(column, start + other * rows.rowCount, count: rows.rowCount))
      }
    }
  }

  /// Puts a variable's sums together from those over two parts of the rows.
  package mutating func join(_ variable: Int, _ first: VariableSums, _ second: VariableSums) {
    replaceByCluster(
      variable, zip(first.byCluster(variable), second.byCluster(variable)).map { $0 + $1 })
    for other in 0..<variableCount {
      let position = variable * variableCount + other
      replaceProduct(variable, other, first.products[position] + second.products[position])
    }
  }

  /// Sums over the rows that are left without some of them.
  package static func - (all: VariableSums, part: VariableSums) -> VariableSums {
    var difference = all
    for position in difference.byCluster.indices { difference.byCluster[position] -= part.byCluster[position] }
    for position in difference.products.indices { difference.products[position] -= part.products[position] }
    return difference
  }

  /// The sums of a variable in every cluster.
  func byCluster(_ variable: Int) -> ArraySlice<Double> {
    let clusterCount = byCluster.count / variableCount
    return byCluster[variable * clusterCount..<(variable + 1) * clusterCount]
  }

  func product(_ variable: Int, _ other: Int) -> Double { products[variable * variableCount + other] }

  /// A variable as the response.
  func response(_ variable: Int) -> Response {
    Response(
      byCluster: Array(byCluster(variable)), products: (0..<variableCount).map { product(variable, $0) },
      squares: product(variable, variable))
  }

  private mutating func replaceByCluster(_ variable: Int, _ sums: [Double]) {
    byCluster.replaceSubrange(variable * sums.count..<(variable + 1) * sums.count, with: sums)
  }

  private mutating func replaceProduct(_ variable: Int, _ other: Int, _ product: Double) {
    products[variable * variableCount + other] = product
    products[other * variableCount + variable] = product
  }
}

extension VariableSums.Response {
  /// Adds up a response that is 0 in rows that do not count.
  init(_ values: [Double], _ rows: ClusteredColumns) {
    let variableCount = rows.variableCount
    (byCluster, products, squares) = values.withUnsafeBufferPointer { values in
      rows.elements.withUnsafeBufferPointer { elements in
        guard let response = values.baseAddress, let start = elements.baseAddress else { return ([], [], 0) }
        let products = (0..<variableCount).map {
          dotProduct(response, start + $0 * rows.rowCount, count: rows.rowCount)
        }
        return (
          sumsByCluster(response, rows.starts), products, dotProduct(response, response, count: rows.rowCount)
        )
      }
    }
  }
}

private func sumsByCluster(_ column: UnsafePointer<Double>, _ starts: [Int]) -> [Double] {
  (0..<starts.count - 1).map { sum(column + starts[$0], count: starts[$0 + 1] - starts[$0]) }
}
