/// How one column of a model matrix is made: the product of its factors, 1 when there are none.
struct ColumnPlan: Sendable {
  enum Factor: Sendable {
    case values([Double])
    /// 1 where the code is the level, otherwise 0.
    case indicator(codes: [Int32], level: Int32)
  }

  let name: String
  let group: Int
  var factors: [Factor]

  static let intercept = ColumnPlan(name: "(Intercept)", group: 0, factors: [])

  /// Whether a level of a factor is among the factors.
  var isIndicator: Bool {
    factors.contains { if case .indicator = $0 { true } else { false } }
  }

  /// Writes the column.
  func fill(_ column: UnsafeMutableBufferPointer<Double>) {
    guard let first = factors.first else {
      column.initialize(repeating: 1)
      return
    }
    switch first {
    case .values(let values): _ = column.initialize(from: values)
    case .indicator(let codes, let level):
      for row in 0..<column.count { column.initializeElement(at: row, to: codes[row] == level ? 1 : 0) }
    }
    for factor in factors.dropFirst() { Self.multiply(column, by: factor) }
  }

  private static func multiply(_ column: UnsafeMutableBufferPointer<Double>, by factor: Factor) {
    switch factor {
    case .values(let values):
      for row in 0..<column.count { column[row] *= values[row] }
    case .indicator(let codes, let level):
      for row in 0..<column.count { column[row] = codes[row] == level ? column[row] : 0 }
    }
  }
}
