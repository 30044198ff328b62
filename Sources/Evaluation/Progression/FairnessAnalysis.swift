internal import EffectSizes
internal import Findings
internal import ItemResponse
internal import Moments
internal import Records

/// Whether the items of a scale were marked alike for children who stand equally on it, whatever their sex, language of
/// instruction, place, arm or wave.
///
/// The tests take preschools as the independent units: one educator marks a whole group, and without that the habits of
/// educators would pass for properties of items.
struct FairnessAnalysis {
  /// Two kinds of children and who is of which.
  private struct Comparison {
    var key: String
    var reference: String
    var focal: String
    var side: (_ row: Int) -> String?
  }

  private let panel: Panel
  private let measured: MeasuredScale

  init(_ measured: MeasuredScale, panel: Panel) {
    self.panel = panel
    self.measured = measured
  }

  private var scale: ProgressionScale { measured.scale }

  /// One finding per comparison and item that could be tested.
  func findings() -> [FairnessFinding] { comparisons.flatMap(findings) }

  private var comparisons: [Comparison] {
    let named = ["sex", "language", "locality"].compactMap { byCovariate($0) }
    return named + [byArm, byWave].compactMap(\.self)
  }

  /// The two most frequent values of a covariate, the more frequent one as reference, at the scale's first wave: every
  /// child once, before any treatment where there is a wave before it.
  private func byCovariate(_ name: String) -> Comparison? {
    guard case .category(let value) = panel.covariate(name) else { return nil }
    let first = scale.stages.map(\.wave).min()
    let rows = scale.rows.filter { panel.rows[$0].wave == first }
    let counts = Dictionary(grouping: rows.compactMap(value)) { $0 }.mapValues(\.count)
    let order = counts.keys.sorted { (-(counts[$0] ?? 0), $0) < (-(counts[$1] ?? 0), $1) }
    guard order.count > 1 else { return nil }
    return Comparison(key: name, reference: order[0], focal: order[1]) { [panel] row in
      panel.rows[row].wave == first ? value(row) : nil
    }
  }

  /// The arms at the scale's last wave, if that is after the start of the treatment.
  private var byArm: Comparison? {
    guard let last = scale.stages.map(\.wave).max(), panel.plan.waves[last].role == .after else { return nil }
    return Comparison(key: "arm", reference: Arm.control.rawValue, focal: Arm.experimental.rawValue) { [panel] row in
      panel.rows[row].wave == last ? panel.rows[row].place.arm.rawValue : nil
    }
  }

  /// The first and the last wave of the scale.
  private var byWave: Comparison? {
    let waves = scale.stages.map(\.wave)
    guard let first = waves.min(), let last = waves.max(), first < last else { return nil }
    let (reference, focal) = (panel.plan.waves[first].name, panel.plan.waves[last].name)
    return Comparison(key: "wave", reference: reference, focal: focal) { [panel] row in
      let wave = panel.rows[row].wave
      return wave == first ? reference : wave == last ? focal : nil
    }
  }

  private func findings(_ comparison: Comparison) -> [FairnessFinding] {
    func side(_ person: Int) -> String? {
      comparison.side(scale.rows[person]).flatMap { [comparison.reference, comparison.focal].contains($0) ? $0 : nil }
    }
    let selection = scale.responses { person in
      side(person).map { "\($0)|\(panel.rows[scale.rows[person]].place.preschool)" }
    }
    guard !selection.persons.isEmpty else { return [] }
    let members = Dictionary(
      uniqueKeysWithValues: selection.responses.groups.map { group in
        let parts = group.split(separator: "|", omittingEmptySubsequences: false).map(String.init)
        let member = GroupComparison.Member(
          parts[0] == comparison.reference ? .reference : .focal, cluster: parts[parts.count - 1])
        return (group, member)
      })
    let fit = DifferentialItemFunctioning(testsRegression: false).fit(
      ItemMoments(collecting: selection.responses, threadCount: 1),
      GroupComparison(reference: comparison.reference, focal: comparison.focal, members: members))
    let rows = Dictionary(grouping: selection.persons) { side($0) ?? "" }.mapValues { $0.map { scale.rows[$0] } }
    return findings(
      fit, comparison, reference: panel.counts(rows: rows[comparison.reference] ?? []),
      focal: panel.counts(rows: rows[comparison.focal] ?? []))
  }

  private func findings(
    _ fit: DifferentialItemFunctioningFit, _ comparison: Comparison, reference: Counts, focal: Counts
  ) -> [FairnessFinding] {
    let tested = fit.items.filter { $0.mantel != nil }
    let adjusted = Multiplicity.holm.adjusted(tested.map { $0.mantel?.pValue })
    let outcome = panel.plan.outcomes[scale.outcome]
    return zip(tested, adjusted).map { item, adjusted in
      FairnessFinding(
        address: "fairness:\(outcome).\(scale.name).\(comparison.key).\(item.item)", outcome: outcome,
        scale: scale.name, key: comparison.key, reference: comparison.reference, focal: comparison.focal,
        item: item.item, referenceCounts: .shown(reference), focalCounts: .shown(focal),
        difference: Disclosable(
          item.mantel.map {
            .init(
              value: $0.meanDifference, standardError: nil, degreesOfFreedom: nil, pValue: $0.pValue, interval: nil)
          }), standardized: Disclosable(item.mantel?.standardizedDifference), adjustedPValue: Disclosable(adjusted),
        size: Disclosable(item.size?.word), warnings: fit.warnings)
    }
  }
}

extension ItemDifference.Size {
  /// The word that findings use.
  fileprivate var word: String {
    switch self {
    case .a: "negligible"
    case .b: "moderate"
    case .c: "large"
    }
  }
}
