import Findings

/// The level tables and transition matrices of one outcome and one arm, which share their margins.
///
/// `waves[w]` counts the children at levels I, II, III of wave *w*; a matrix counts those observed at two waves. The
/// children at a level who are in no row of the matrix were not observed at the other wave.
struct LinkedTables {
  /// Level table of one wave.
  struct WaveTable {
    let name: String
    /// Children at level I, II, III.
    let children: [Int]
    let total: Int
  }

  /// Transition matrix between two of the waves.
  struct Matrix {
    /// Position of the wave in `waves`; `nil` when that wave has no level table that nests this one.
    let from: Int?
    let to: Int?
    /// Rows = level before, columns = level after.
    let children: [[Int]]

    var total: Int { children.joined().reduce(0, +) }
    func rowTotal(_ row: Int) -> Int { children[row].reduce(0, +) }
    func columnTotal(_ column: Int) -> Int { children.reduce(0) { $0 + $1[column] } }
  }

  let waves: [WaveTable]
  let matrices: [Matrix]

  /// Links the tables; a matrix is tied to a wave's table only where every margin is at most the wave's count.
  init(levels: [LevelShareFinding], transitions: [TransitionFinding]) {
    let waves = levels.map { finding in
      let children = finding.children.map { $0.value ?? 0 }
      return WaveTable(name: finding.wave, children: children, total: children.reduce(0, +))
    }
    self.waves = waves
    matrices = transitions.map { finding in
      let children = finding.children.map { row in row.map { $0.value ?? 0 } }
      let free = Matrix(from: nil, to: nil, children: children)
      let levels = children.indices
      let from = waves.firstIndex { wave in
        wave.name == finding.fromWave && levels.allSatisfy { free.rowTotal($0) <= wave.children[$0] }
      }
      let to = waves.firstIndex { wave in
        wave.name == finding.toWave && levels.allSatisfy { free.columnTotal($0) <= wave.children[$0] }
      }
      return Matrix(from: from, to: to, children: children)
    }
  }
}
