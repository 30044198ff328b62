import Findings

extension ReportSections {
  /// Where the children stand on common scales, how the arms grew, who changed, and how well it is measured.
  var progression: ReportSection {
    let chapter = run.progression
    guard !chapter.scales.isEmpty else { return ReportSection("progression", words, blocks: []) }
    let labels = words.labels
    var blocks: [ReportSection.Block] = [
      .paragraph(labels["progression_intro"]), .heading(labels["measurement_title"]),
      .paragraph(labels["measurement_intro"]), .table(.scales(chapter.scales, words)),
    ]
    let weak = chapter.scales.compactMap(weakScale)
    if !weak.isEmpty { blocks.append(.list(weak)) }
    if !chapter.effects.isEmpty {
      blocks += [
        .heading(labels["latent_title"]), .paragraph(labels["latent_intro"]),
        .table(.latentEffects(chapter.effects, words)),
      ]
    }
    for outcome in chapter.scales.map(\.outcome).withoutRepetition { blocks += progression(of: outcome) }
    let warnings = scaleWarnings
    if !warnings.isEmpty { blocks += [.heading(labels["warnings_title"]), .list(warnings)] }
    return ReportSection("progression", words, blocks: blocks)
  }

  /// Growth, change, and the items of one outcome.
  private func progression(of outcome: String) -> [ReportSection.Block] {
    let (chapter, labels) = (run.progression, words.labels)
    let name = words.capitalized(words.outcome(outcome))
    let growth = chapter.growth.filter { $0.outcome == outcome }
    let changes = chapter.changes.filter { $0.outcome == outcome }
    var blocks: [ReportSection.Block] = [.heading(name)]
    if !growth.isEmpty {
      blocks.append(
        .figure(
          svg: GrowthChart(growth, words).rendered(), caption: labels.text("figure_growth", ["outcome": name]),
          numbers: .growth(growth, words)))
    }
    if !changes.isEmpty {
      blocks += [.paragraph(labels["change_intro"]), .table(.changes(changes, words))]
    }
    for scale in chapter.scales where scale.outcome == outcome {
      let items = chapter.items.filter { $0.outcome == outcome && $0.scale == scale.scale }
      let places = ["outcome": name, "bands": scale.scale]
      blocks.append(
        .figure(
          svg: WrightMap(scale, items: items, words).rendered(), caption: labels.text("figure_wright", places)))
      blocks.append(
        .fold(title: labels.text("items_panel", places), blocks: itemBlocks(items, scale: scale)))
    }
    return blocks
  }

  /// The items of a scale, those that favour a kind of children, and those whose difficulty moved.
  private func itemBlocks(_ items: [ItemFinding], scale: ScaleFinding) -> [ReportSection.Block] {
    let labels = words.labels
    func isOfScale(_ outcome: String, _ name: String) -> Bool { outcome == scale.outcome && name == scale.scale }
    var blocks: [ReportSection.Block] = [.paragraph(labels["items_intro"]), .table(.items(items, words))]
    let pairs = scale.dependentPairs.map { pair in
      labels.text(
        "dependent_pair",
        [
          "first": pair.first, "second": pair.second,
          "value": words.numbers.write(pair.excessCorrelation, .decimal(2)),
        ])
    }
    if !pairs.isEmpty { blocks.append(.list(pairs)) }
    let unfair = run.progression.fairness.filter {
      isOfScale($0.outcome, $0.scale) && !["negligible", nil].contains($0.size.value)
    }
    if run.progression.fairness.contains(where: { isOfScale($0.outcome, $0.scale) }) {
      blocks.append(.paragraph(labels[unfair.isEmpty ? "fairness_none" : "fairness_intro"]))
    }
    if !unfair.isEmpty { blocks.append(.table(.fairness(unfair, words))) }
    let drifting = run.progression.anchors.filter {
      isOfScale($0.outcome, $0.scale) && ($0.drift.value.map { $0.pValue < Self.driftLevel } ?? false)
    }
    if !drifting.isEmpty { blocks += [.paragraph(labels["anchors_intro"]), .table(.anchors(drifting, words))] }
    return blocks
  }

  /// p-value below which the drift of a linking item is shown: one of a scale's many items is below 0.05 by chance.
  private static let driftLevel = 0.001

  /// A scale whose scores are too unsure for single children, and one that is too easy for a group.
  private func weakScale(_ scale: ScaleFinding) -> String? {
    guard let reliability = scale.reliability.value, reliability < 0.7 else { return nil }
    return words.labels.text(
      "weak_scale",
      [
        "outcome": words.capitalized(words.outcome(scale.outcome)), "bands": scale.scale,
        "value": words.numbers.write(reliability, .decimal(2)),
      ])
  }

  /// Sentences of the warnings of scales and latent effects, each said once.
  private var scaleWarnings: [String] {
    let reading = WarningReading(words)
    let own = run.progression.scales.flatMap(\.warnings) + run.progression.effects.flatMap(\.warnings)
    return own.map(reading.sentence).withoutRepetition
  }
}
