internal import Records

/// The children of one wave after the start of treatment, each with what was known of it before.
///
/// With a wave before the treatment only children that were observed then are meant, and what is compared between the
/// arms is their change; without one it is the score as it is.
struct LaterScores: Sendable {
  let panel: Panel
  let wave: Int
  /// Positions of the children's rows at the wave among the panel's.
  private(set) var rows: [Int] = []
  /// Positions of the same children's rows before the treatment; `nil` for a plan without such a wave.
  private(set) var baselineRows: [Int]?

  init(_ panel: Panel, wave: Int) {
    self.panel = panel
    self.wave = wave
    let later = panel.rows.indices.filter { panel.rows[$0].wave == wave }
    guard let baseline = panel.baselineWave else {
      rows = later
      return
    }
    let before = Dictionary(
      panel.rows.indices.filter { panel.rows[$0].wave == baseline }.map { (panel.rows[$0].child, $0) }
    ) { first, _ in first }
    let pairs = later.compactMap { row in before[panel.rows[row].child].map { (row, $0) } }
    rows = pairs.map(\.0)
    baselineRows = pairs.map(\.1)
  }

  /// The children at some positions among `rows`.
  func selecting(_ isIncluded: (_ position: Int) -> Bool) -> LaterScores {
    var result = self
    let kept = rows.indices.filter(isIncluded)
    result.rows = kept.map { rows[$0] }
    result.baselineRows = baselineRows.map { before in kept.map { before[$0] } }
    return result
  }

  /// Scores at the wave, NaN where missing.
  func scores(_ outcome: Int) -> [Double] { rows.map { panel.scores[outcome][$0] } }

  /// Scores before the treatment, NaN where missing; `nil` without such a wave.
  func baselineScores(_ outcome: Int) -> [Double]? { baselineRows?.map { panel.scores[outcome][$0] } }

  /// Later less earlier score, or the score of a plan without a wave before the treatment; NaN where one is missing.
  func gains(_ outcome: Int) -> [Double] {
    guard let before = baselineScores(outcome) else { return scores(outcome) }
    return zip(scores(outcome), before).map { $0 - $1 }
  }

  /// What gains are comparable within: the sheets of both waves, and the age band where one sheet serves several.
  var sheets: [String] {
    rows.indices.map { position in
      let now = panel.rows[rows[position]].sheet
      guard let before = baselineRows?[position] else { return now }
      return "\(panel.rows[before].sheet):\(now):\(panel.ageBand(of: rows[position]))"
    }
  }
}
