/// Cholesky factorisation of small matrices, lower triangle packed by rows, without allocation.
enum PackedCholesky {
  /// A pivot below this share of its diagonal element is zero: the column depends on earlier ones.
  static let dependentShare = 1e-10

  /// Overwrites a positive definite matrix with its factor.
  ///
  /// - Parameters:
  ///   - matrix: Overwritten.
  ///   - order: Number of rows.
  /// - Returns: Whether every pivot but the last is positive; the last is the square of its factor's element, or 0.
  static func factor(_ matrix: UnsafeMutableBufferPointer<Double>, order: Int) -> Bool {
    var rowStart = 0
    for row in 0..<order {
      var columnStart = 0
      for column in 0..<row {
        var value = matrix[rowStart + column]
        for k in 0..<column { value -= matrix[rowStart + k] * matrix[columnStart + k] }
        matrix[rowStart + column] = value / matrix[columnStart + column]
        columnStart += column + 1
      }
      var pivot = matrix[rowStart + row]
      for k in 0..<row { pivot -= matrix[rowStart + k] * matrix[rowStart + k] }
      guard pivot > 0 || row == order - 1 else { return false }
      matrix[rowStart + row] = max(pivot, 0).squareRoot()
      rowStart += row + 1
    }
    return true
  }

  /// Columns that are no combination of earlier ones, among the first `count`.
  static func independentColumns(_ packed: [Double], count: Int) -> [Int] {
    var kept: [Int] = []
    var rows: [[Double]] = []
    for candidate in 0..<count {
      let start = candidate * (candidate + 1) / 2
      var row: [Double] = []
      let diagonal = packed[start + candidate]
      var pivot = diagonal
      for (position, other) in rows.enumerated() {
        var value = packed[start + kept[position]]
        for k in 0..<position { value -= other[k] * row[k] }
        value /= other[position]
        pivot -= value * value
        row.append(value)
      }
      guard pivot > dependentShare * diagonal else { continue }
      kept.append(candidate)
      rows.append(row + [pivot.squareRoot()])
    }
    return kept
  }
}
