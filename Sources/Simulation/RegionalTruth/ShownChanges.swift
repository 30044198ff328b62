import Records

/// How far the traits that sheets show lie from each other: what the nodes of the integration have to span.
struct ShownChanges {
  private let truth: PilotTruth
  private let lowest: Double
  private let highest: Double

  /// Those of a pilot whose regions have truths of their own.
  init(_ truth: PilotTruth, truths: [PilotTruth], areas: [String]) {
    self.truth = truth
    let changes = truths.flatMap { own in
      areas.flatMap { area in
        Arm.allCases.flatMap { arm in PilotWave.allCases.map { own.shownChange(area: area, arm: arm, wave: $0) } }
      }
    }
    lowest = changes.min() ?? 0
    highest = changes.max() ?? 0
  }

  /// Nodes for all kinds of children at all waves.
  func grid(step: Double) -> TraitGrid {
    let shifts = truth.children.kinds.map(\.shift)
    let leniency = truth.raters.leniencyStandardDeviation
    return TraitGrid(
      centers: ((shifts.min() ?? 0) + lowest)...((shifts.max() ?? 0) + highest),
      deviation: (truth.variances.total + leniency * leniency).squareRoot(), step: step)
  }

  /// Largest difference between the traits of two sheets of a child that matters, in nodes.
  func reach(step: Double) -> Int {
    let spread = TraitGrid.reach * 2.0.squareRoot() * truth.sheetDeviation(includesLeniency: true)
    return Int(((highest - lowest + spread) / step).rounded(.up))
  }
}
