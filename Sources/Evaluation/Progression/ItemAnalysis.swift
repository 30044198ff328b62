internal import Findings
internal import ItemResponse
internal import Moments
internal import Records

/// The items of a scale: their steps, how they fit, and how their marks were used.
struct ItemAnalysis {
  private let panel: Panel
  private let measured: MeasuredScale
  /// By item; none for models without item fit.
  private let fits: [String: ItemFit]
  private let pooled: [String: ItemStatistics]
  /// In the order of the groups of the moments.
  private let byStage: [ClassicalItemStatistics]

  init(_ measured: MeasuredScale, panel: Panel) {
    self.panel = panel
    self.measured = measured
    let analysis = ClassicalItemAnalysis(confidenceLevel: panel.plan.effects.confidenceLevel)
    let fits = (try? ItemFitAnalysis().fit(measured.fit, measured.moments)) ?? []
    self.fits = Dictionary(fits.map { ($0.item, $0) }) { first, _ in first }
    pooled = Dictionary(analysis.pooled(measured.moments).items.map { ($0.item, $0) }) { first, _ in first }
    byStage = analysis.groups(measured.moments)
  }

  private var scale: ProgressionScale { measured.scale }

  /// One finding per item of the scale, those that could not be scaled too.
  func findings() -> [ItemFinding] {
    let outcome = panel.plan.outcomes[scale.outcome]
    return scale.items.indices.map { index in
      let item = scale.items[index]
      let position = measured.fit.items.firstIndex { $0.item == item }
      let fit = fits[item]
      return ItemFinding(
        address: "item:\(outcome).\(scale.name).\(item)", item: item, outcome: outcome, scale: scale.name,
        counts: .shown(panel.counts(rows: rows(answering: index) { _ in true })), steps: position.map(steps) ?? [],
        slope: position.map { measured.fit.items[$0].slope } ?? 1,
        infit: Disclosable(fit?.weightedLikelihood?.infit), outfit: Disclosable(fit?.weightedLikelihood?.outfit),
        fitPValue: Disclosable(fit?.scoreFit?.pValue),
        itemRestCorrelation: Disclosable(pooled[item]?.itemRestCorrelation),
        uses: scale.stages.map { use(item: index, at: $0) }, warnings: [])
    }
  }

  /// The steps in units of the scale.
  private func steps(ofItem position: Int) -> [ItemFinding.Step] {
    let errors = measured.fit.errors(ofItem: position).locations
    return zip(measured.fit.items[position].locations, errors).map { location, error in
      .init(
        value: measured.unit.fromLogits(location), standardError: error.map { $0 / measured.unit.logitsPerUnit })
    }
  }

  private func use(item: Int, at stage: ProgressionScale.Stage) -> ItemFinding.Use {
    let name = ProgressionScale.label(stage, panel)
    let statistics = byStage.first { $0.group == name }?.items.first { $0.item == scale.items[item] }
    let counts = statistics?.categoryCounts ?? []
    let answers = counts.reduce(0, +)
    let asked = answers + (statistics?.missingCount ?? 0)
    let rows = rows(answering: item) { panel.rows[$0].wave == stage.wave && panel.rows[$0].place.arm == stage.arm }
    return .init(
      arm: stage.arm.rawValue, wave: panel.plan.waves[stage.wave].name,
      counts: answers > 0 ? .shown(panel.counts(rows: rows)) : .noData,
      shares: counts.map { answers > 0 ? .shown(Double($0) / Double(answers)) : .noData },
      missingShare: asked > 0 ? .shown(1 - Double(answers) / Double(asked)) : .noData)
  }

  /// The panel's rows on which an item has a mark.
  private func rows(answering item: Int, where isIncluded: (_ row: Int) -> Bool) -> [Int] {
    let width = scale.items.count
    return scale.rows.indices.filter { person in
      scale.responses.categories[person * width + item] != ItemResponses.missing && isIncluded(scale.rows[person])
    }.map { scale.rows[$0] }
  }
}
