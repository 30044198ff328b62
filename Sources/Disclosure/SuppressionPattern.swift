/// Which cells of one outcome's and arm's linked tables are hidden.
struct SuppressionPattern {
  /// One act of hiding.
  enum Step: Hashable {
    case level(wave: Int, level: Int)
    case waveTotal(wave: Int)
    case cell(matrix: Int, row: Int, column: Int)
    /// All counts of a matrix, its total included; its shares stay, in whole per cents.
    case matrixCounts(matrix: Int)
  }

  private var hidden: Set<Step> = []

  mutating func hide(_ step: Step) { hidden.insert(step) }

  func hides(_ step: Step) -> Bool { hidden.contains(step) }

  func hidesLevel(_ wave: Int, _ level: Int) -> Bool { hidden.contains(.level(wave: wave, level: level)) }

  func hidesCell(_ matrix: Int, _ row: Int, _ column: Int) -> Bool {
    hidden.contains(.cell(matrix: matrix, row: row, column: column))
  }

  func hidesCounts(_ matrix: Int) -> Bool { hidden.contains(.matrixCounts(matrix: matrix)) }
}
