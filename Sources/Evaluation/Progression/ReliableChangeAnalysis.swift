internal import Findings
internal import ItemResponse
internal import Moments
internal import Movement
internal import Records

/// Which children changed between two waves by more than measurement explains, and how many would by chance.
///
/// Children are compared on one scale by Warm's estimates, each with its own error. The share by chance is exact: for the
/// abilities at the first wave, as plausible values draw them, it is the chance that sums of points on complete sheets of
/// both forms, drawn at one ability, lie far enough apart.
struct ReliableChangeAnalysis {
  private let panel: Panel
  private let measured: MeasuredScale
  private let change: ReliableChange
  /// One per person of the scale; `nil` without a mark.
  private let measurements: [ReliableChange.Measurement?]

  init(_ measured: MeasuredScale, panel: Panel) {
    self.panel = panel
    self.measured = measured
    change = ReliableChange(confidenceLevel: panel.plan.effects.confidenceLevel)
    measurements = measured.weightedLikelihoods.map { estimate in
      estimate.map { .init(score: $0.value, standardError: $0.standardError) }
    }
  }

  /// Chances on this scale, none tabled yet.
  var chances: ChanceOfChange { ChanceOfChange(measured, change: change) }

  /// The children of one arm with a score on the scale at both waves.
  struct Pairs {
    var counts = LevelCounts()
    /// Panel rows at the second wave.
    var rows: [Int] = []
    /// Expected numbers of children who would seem changed.
    var expectedImproved = 0.0
    var expectedDeclined = 0.0
  }

  /// The pairs of one arm between two waves of the plan; `chances` keeps what it has tabled.
  func pairs(from first: Int, to second: Int, arm: Arm, _ chances: inout ChanceOfChange) -> Pairs {
    var pairs = Pairs()
    var earlier: [Int: Int] = [:]
    for (person, row) in measured.scale.rows.enumerated() where isScored(row) && panel.rows[row].wave == first {
      earlier[panel.rows[row].child] = person
    }
    for (person, row) in measured.scale.rows.enumerated() {
      let place = panel.rows[row]
      guard isScored(row), place.wave == second, place.place.arm == arm, let before = earlier[place.child],
        let start = measurements[before], let end = measurements[person],
        let verdict = change.verdict(from: start, to: end)
      else { continue }
      pairs.counts.add(
        level: verdict.rawValue, stratum: arm.rawValue,
        cluster: panel.records.preschools[place.place.preschool].code)
      pairs.rows.append(row)
      let chance = chances.shares(of: before, sheets: (panel.rows[measured.scale.rows[before]].sheet, place.sheet))
      pairs.expectedImproved += chance.improved
      pairs.expectedDeclined += chance.declined
    }
    return pairs
  }

  private func isScored(_ row: Int) -> Bool { !panel.scores[measured.scale.outcome][row].isNaN }
}
