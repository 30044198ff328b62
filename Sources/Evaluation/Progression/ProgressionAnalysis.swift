internal import Findings
internal import ItemResponse
internal import Records
internal import Tabular

/// The progression chapter: scales, growth and effects on them, change of single children, and the quality of the items.
struct ProgressionAnalysis {
  private let panel: Panel
  private let scales: [ProgressionScale]
  /// In the order of `scales`.
  private let measured: [Result<MeasuredScale, any Error>]

  init(_ panel: Panel) {
    self.panel = panel
    let scales = ProgressionScale.scales(of: panel)
    self.scales = scales
    measured = concurrentMap(scales.count) { index in Result { try MeasuredScale(scales[index], panel: panel) } }
  }

  /// Everything the chapter holds.
  ///
  /// - Throws: Errors of the design of the effects.
  func findings() throws -> ProgressionFindings {
    guard !scales.isEmpty else { return ProgressionFindings() }
    let own = measured.compactMap { try? $0.get() }
    let chapters = concurrentMap(own.count) { ScaleChapter(own[$0], panel: panel) }
    let outcomes = partsByOutcome
    let changes = concurrentMap(outcomes.count) { position in
      let (outcome, parts) = outcomes[position]
      return ReliableChangeFindings(panel, outcome: outcome, scales: parts).findings()
    }
    return ProgressionFindings(
      scales: chapters.map(\.scale), items: chapters.flatMap(\.items), scoreTables: chapters.flatMap(\.scoreTables),
      growth: chapters.flatMap(\.growth), effects: try effects(), changes: changes.flatMap(\.self),
      fairness: chapters.flatMap(\.fairness), anchors: chapters.flatMap(\.anchors))
  }

  /// The effects on the latent scales alone.
  ///
  /// - Throws: Errors of the design of the effects.
  func effects() throws -> [LatentEffectFinding] {
    guard !scales.isEmpty else { return [] }
    let analysis = try LatentEffectAnalysis(panel)
    let outcomes = partsByOutcome
    return concurrentMap(outcomes.count) { position in
      let (outcome, parts) = outcomes[position]
      return analysis.findings(
        LatentDraws(panel, outcome: outcome, scales: parts), warnings: parts.flatMap(\.warnings))
    }.flatMap(\.self)
  }

  private var partsByOutcome: [(outcome: Int, parts: [MeasuredScale])] {
    let own = measured.compactMap { try? $0.get() }
    return Set(scales.map(\.outcome)).sorted().map { outcome in
      (outcome, own.filter { $0.scale.outcome == outcome })
    }
  }

  /// Why scales could not be made, one warning each.
  var warnings: [FindingWarning] {
    zip(scales, measured).compactMap { scale, result in
      guard case .failure(let error) = result else { return nil }
      return .notEstimable("\(panel.plan.outcomes[scale.outcome]), scale \(scale.name): \(error)")
    }
  }
}

/// What is found on one scale alone.
private struct ScaleChapter: Sendable {
  let scale: ScaleFinding
  let items: [ItemFinding]
  let scoreTables: [ScoreTableFinding]
  let growth: [GrowthFinding]
  let fairness: [FairnessFinding]
  let anchors: [AnchorDriftFinding]

  init(_ measured: MeasuredScale, panel: Panel) {
    let analysis = ScaleAnalysis(measured, panel: panel)
    scale = analysis.finding()
    scoreTables = analysis.scoreTables()
    items = ItemAnalysis(measured, panel: panel).findings()
    growth = LatentGrowthAnalysis(panel).findings(measured)
    fairness = FairnessAnalysis(measured, panel: panel).findings()
    anchors = AnchorAnalysis(measured, panel: panel).findings()
  }
}
