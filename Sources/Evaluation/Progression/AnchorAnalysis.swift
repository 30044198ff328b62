internal import Findings
internal import ItemResponse
internal import Moments
internal import Probability
internal import Records

/// Whether the items that link the waves of a scale kept their difficulties: every wave calibrated on its own, neighbours
/// compared.
struct AnchorAnalysis {
  private let panel: Panel
  private let measured: MeasuredScale

  init(_ measured: MeasuredScale, panel: Panel) {
    self.panel = panel
    self.measured = measured
  }

  private var scale: ProgressionScale { measured.scale }

  /// One finding per pair of neighbouring waves and item that both hold; none for models with slopes.
  func findings() -> [AnchorDriftFinding] {
    guard measured.fit.model.hasSufficientScore else { return [] }
    let waves = Set(scale.stages.map(\.wave)).sorted()
    let fits = waves.map { try? calibration(wave: $0) }
    return waves.indices.dropFirst().flatMap { position -> [AnchorDriftFinding] in
      guard let before = fits[position - 1], let after = fits[position] else { return [] }
      return ItemDrift(from: before, to: after).items.map {
        finding($0, from: waves[position - 1], to: waves[position])
      }
    }
  }

  private func calibration(wave: Int) throws -> ItemResponseFit {
    let selection = scale.responses { person in
      let row = panel.rows[scale.rows[person]]
      return row.wave == wave ? row.place.arm.rawValue : nil
    }
    let family: PartialCreditModel.Family = measured.fit.model == .ratingScale ? .ratingScale : .partialCredit
    return try PartialCreditModel(family: family).fit(ItemMoments(collecting: selection.responses, threadCount: 1))
  }

  private func finding(_ item: ItemDrift.Item, from first: Int, to second: Int) -> AnchorDriftFinding {
    let (outcome, unit) = (panel.plan.outcomes[scale.outcome], measured.unit.logitsPerUnit)
    let (from, to) = (panel.plan.waves[first].name, panel.plan.waves[second].name)
    let smaller = [first, second].map { wave in
      panel.counts(rows: scale.rows.filter { panel.rows[$0].wave == wave })
    }.min { $0.children < $1.children }
    return AnchorDriftFinding(
      address: "anchor:\(outcome).\(scale.name).\(from)-\(to).\(item.item)", outcome: outcome, scale: scale.name,
      fromWave: from, toWave: to, item: item.item, counts: Disclosable(smaller),
      drift: Disclosable(
        item.standardError.flatMap { error in
          estimate(item.displacement / unit, error: error / unit)
        }))
  }

  private func estimate(_ value: Double, error: Double) -> EffectFinding.Estimate? {
    let level = panel.plan.effects.confidenceLevel
    return WaldInference(estimate: value, standardError: error, degreesOfFreedom: .infinity, level: level).map {
      .init(
        value: value, standardError: error, degreesOfFreedom: nil, pValue: $0.pValue,
        interval: Interval(lower: $0.lower, upper: $0.upper, level: level))
    }
  }
}
