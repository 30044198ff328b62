extension NestedMoments {
  /// The moments of the same rows with another response, which is known by its sums alone.
  ///
  /// A parametric bootstrap draws those sums and never a row.
  ///
  /// - Parameters:
  ///   - sums: Sum over each cell's rows of the response about its `centre`; every cell is one unit, and the column of
  ///     ones is the only column of *U*.
  ///   - products: Sums over all rows of each column of *W* times the response, both about their `centre`; the last is
  ///     the response's sum of squares.
  /// - Returns: Moments with the same units and columns.
  package func replacingResponse(sums: [Double], products: [Double]) -> NestedMoments {
    precondition(randomColumns.count == 1 && cells.allSatisfy { $0.unitCount == 1 }, "more than sums per unit")
    precondition(sums.count == cells.count && products.count == payloadCount, "sums of other rows")
    let (last, count) = (payloadCount - 1, Double(rowCount))
    var moments = self
    for (index, sum) in sums.enumerated() { moments.cells[index].mean[last] = sum }
    let deviation = sums.reduce(0, +) / count
    var mean = total.mean
    mean[last] = centre[last] + deviation
    var scatter = total.scatter
    for column in 0...last {
      let shift = column == last ? deviation : total.mean[column] - centre[column]
      scatter[packedPosition(last, column, order: payloadCount)] = products[column] - count * shift * deviation
    }
    moments.total = CrossProduct(
      columnCount: payloadCount, count: rowCount, weight: total.weight, mean: mean, scatter: scatter)
    return moments
  }
}
