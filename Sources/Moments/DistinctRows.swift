internal import LinearAlgebra

/// One number per row that is equal for equal rows: 64 bits mixed from the values and the weight, −0 taken as 0.
func rowFingerprints(_ design: Matrix, weights: [Double]?) -> [UInt64] {
  var fingerprints = [UInt64](repeating: 0x9E37_79B9_7F4A_7C15, count: design.rowCount)
  if let weights { fingerprints = weights.map { $0.bitPattern &* 0x9E37_79B9_7F4A_7C15 } }
  design.elements.withUnsafeBufferPointer { elements in
    fingerprints.withUnsafeMutableBufferPointer { fingerprints in
      for column in 0..<design.columnCount {
        let start = column * design.rowCount
        for row in fingerprints.indices {
          let mixed = (fingerprints[row] ^ (elements[start + row] + 0).bitPattern) &* 0xFF51_AFD7_ED55_8CCD
          fingerprints[row] = mixed ^ (mixed >> 32)
        }
      }
    }
  }
  return fingerprints
}

/// The distinct rows of a design among some of its rows.
struct DistinctRows: Sendable {
  /// The cell of each row, in the order of the rows.
  let cells: [Int32]
  /// The first row of each cell.
  let representatives: [Int32]

  /// After this many rows it is judged whether looking for equal ones pays.
  private static let trialCount = 4096

  /// Finds equal rows by their fingerprints and compares them value by value.
  init(_ rows: ArraySlice<Int32>, of design: Matrix, weights: [Double]?, fingerprints: [UInt64]) {
    var cells: [Int32] = []
    cells.reserveCapacity(rows.count)
    var representatives: [Int32] = []
    var cellOfFingerprint: [UInt64: Int32] = [:]
    var isWorthwhile = true
    for (position, row) in rows.enumerated() {
      if position == Self.trialCount { isWorthwhile = representatives.count < Self.trialCount / 8 * 7 }
      let fingerprint = fingerprints[Int(row)]
      if isWorthwhile, let cell = cellOfFingerprint[fingerprint],
        Self.areEqual(row, representatives[Int(cell)], design),
        weights?[Int(row)] == weights?[Int(representatives[Int(cell)])]
      {
        cells.append(cell)
        continue
      }
      if isWorthwhile { cellOfFingerprint[fingerprint] = Int32(representatives.count) }
      cells.append(Int32(representatives.count))
      representatives.append(row)
    }
    self.cells = cells
    self.representatives = representatives
  }

  private static func areEqual(_ row: Int32, _ other: Int32, _ design: Matrix) -> Bool {
    (0..<design.columnCount).allSatisfy { design[Int(row), $0] == design[Int(other), $0] }
  }
}
