internal import LinearAlgebra

extension ResponseCells {
  /// The weighted cross-product of the design's columns; its count is the number of cells.
  public var designProduct: CrossProduct {
    let total = cellWeights
    var block = design
    return total.withUnsafeBufferPointer { weights in
      block.withUnsafeMutableElements { elements in
        guard let start = elements.baseAddress, let weights = weights.baseAddress else {
          return .empty(columnCount: design.columnCount)
        }
        return CrossProduct(
          consuming: start, rowCount: cellCount, stride: cellCount, columnCount: design.columnCount, weights: weights)
      }
    }
  }

  /// The weight of each cell over all categories.
  public var cellWeights: [Double] {
    (0..<cellCount).map { cell in categories.indices.reduce(0) { $0 + weights[cell, $1] } }
  }
}
