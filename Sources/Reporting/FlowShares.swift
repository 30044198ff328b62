import Findings

/// The widths of a flow between levels, as shares of all children of an arm, from what may be shown.
///
/// Hidden shares of a row, or of the levels at the start, divide what is left of it equally.
struct FlowShares {
  /// A share of all children, and whether it may be shown.
  struct Width {
    var width: Double
    var isShown: Bool
  }

  /// Levels I, II, III at the first wave.
  let starts: [Width]
  /// Moves: rows are the level at the first wave, columns at the later one.
  let bands: [[Width]]
  /// Shares of the row that may be shown.
  let rowShares: [[Double?]]

  /// The flow of one matrix; the starts are those of its children, or of all children at the first wave where it hides
  /// a count.
  init(_ finding: TransitionFinding, _ levels: [LevelShareFinding]) {
    let shares = Self.startShares(finding, levels)
    let widths = Self.filled(shares)
    starts = zip(shares, widths).map { Width(width: $1, isShown: $0 != nil) }
    rowShares = (0..<3).map { row in
      (0..<3).map { finding.shares.count > row && finding.shares[row].count > $0 ? finding.shares[row][$0].value : nil }
    }
    bands = zip(rowShares, starts).map { row, start in
      zip(row, Self.filled(row)).map { Width(width: start.width * $1, isShown: $0 != nil && start.isShown) }
    }
  }

  /// Levels I, II, III at the later wave.
  var ends: [Width] {
    (0..<3).map { level in
      let incoming = bands.map { $0[level] }.filter { $0.width > 0 }
      return Width(width: incoming.reduce(0) { $0 + $1.width }, isShown: incoming.allSatisfy(\.isShown))
    }
  }

  var endWidths: [Double] { ends.map(\.width) }

  /// Share of the children whose move is counted; `nil` where one of the moves may not be shown.
  func total(where isCounted: (Int, Int) -> Bool) -> Double? {
    var total = 0.0
    for from in 0..<3 {
      for to in 0..<3 where isCounted(from, to) {
        guard bands[from][to].isShown || bands[from][to].width == 0 else { return nil }
        total += bands[from][to].width
      }
    }
    return total
  }

  private static func startShares(_ finding: TransitionFinding, _ levels: [LevelShareFinding]) -> [Double?] {
    let counts = finding.children.map { row in row.compactMap(\.value) }
    let total = counts.joined().reduce(0, +)
    if counts.count == 3, counts.allSatisfy({ $0.count == 3 }), total > 0 {
      return counts.map { Double($0.reduce(0, +)) / Double(total) }
    }
    let table = levels.first {
      $0.outcome == finding.outcome && $0.wave == finding.fromWave && $0.arm == finding.arm
    }
    return (0..<3).map { level in table.flatMap { $0.shares.count > level ? $0.shares[level].value : nil } }
  }

  /// The shares with equal parts of the rest in place of those that are missing.
  private static func filled(_ shares: [Double?]) -> [Double] {
    let rest = max(0, 1 - shares.reduce(0) { $0 + ($1 ?? 0) })
    let missing = shares.count { $0 == nil }
    return shares.map { $0 ?? rest / Double(missing) }
  }
}
