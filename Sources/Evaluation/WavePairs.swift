internal import Findings
internal import Records

/// The children observed at the first wave and again at a later one, each by the rows of both waves.
struct WavePairs: Sendable {
  /// Positions among the panel's rows.
  struct Pair: Sendable {
    var before: Int
    var after: Int
  }

  let wave: Int
  /// In the order of the children.
  let pairs: [Pair]

  init(_ panel: Panel, to wave: Int) {
    func rowsByChild(_ wave: Int) -> [Int?] {
      var result = [Int?](repeating: nil, count: panel.records.children.count)
      for (index, row) in panel.rows.enumerated() where row.wave == wave { result[row.child] = index }
      return result
    }
    self.wave = wave
    pairs = zip(rowsByChild(0), rowsByChild(wave)).compactMap { before, after in
      guard let before, let after else { return nil }
      return Pair(before: before, after: after)
    }
  }

  /// The pairs in which an outcome has a level at both waves.
  func withLevels(_ panel: Panel, outcome: Int) -> [Pair] {
    pairs.filter { panel.levels[outcome][$0.before] > 0 && panel.levels[outcome][$0.after] > 0 }
  }
}

extension Panel {
  /// Outcomes that have levels, by position.
  var levelledOutcomes: [Int] { plan.outcomes.indices.filter { hasLevels(outcome: plan.outcomes[$0]) } }

  /// Waves after the start of treatment that have a wave before it as their start: the plan's first.
  ///
  /// Without a wave before the treatment the first level is an outcome too, and comparing arms given it says nothing about
  /// the treatment.
  var wavesWithStart: [Int] {
    plan.waves.first?.role == .before ? plan.waves.indices.dropFirst().filter { plan.waves[$0].role == .after } : []
  }

  /// What two scores of a pair are comparable within: the sheets of both waves, and the age band.
  func sheets(of pair: WavePairs.Pair) -> String {
    "\(rows[pair.before].sheet):\(rows[pair.after].sheet):\(ageBand(of: pair.after))"
  }

  /// Counts behind the pairs of an arm, at the later wave.
  func counts(_ pairs: [WavePairs.Pair], arm: Arm) -> Counts {
    counts(rows: pairs.map(\.after).filter { rows[$0].place.arm == arm })
  }
}
