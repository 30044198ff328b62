import Findings

extension ReportSections {
  /// Whether effects differ between subgroups, by outcome: tests, regions as a figure, subgroups behind folds.
  var heterogeneity: ReportSection {
    guard !run.subgroups.isEmpty else { return ReportSection("heterogeneity", words, blocks: []) }
    var blocks: [ReportSection.Block] = [.paragraph(words.labels["heterogeneity_intro"])]
    for outcome in run.subgroups.map(\.outcome).withoutRepetition {
      let tests = run.heterogeneity.filter { $0.outcome == outcome }
      let subgroups = run.subgroups.filter { $0.outcome == outcome }
      blocks.append(.heading(words.capitalized(words.outcome(outcome))))
      if !tests.isEmpty { blocks.append(.table(.heterogeneity(tests, of: subgroups, words))) }
      if let figure = regionFigure(outcome, subgroups) { blocks.append(figure) }
      for wave in subgroups.map(\.wave).withoutRepetition {
        blocks.append(panel(subgroups.filter { $0.wave == wave }, outcome: outcome, wave: wave))
      }
    }
    return ReportSection("heterogeneity", words, blocks: blocks)
  }

  /// All subgroups of one outcome and wave; a key of which every value is hidden is one sentence.
  private func panel(_ subgroups: [SubgroupFinding], outcome: String, wave: String) -> ReportSection.Block {
    let places = ["outcome": words.outcome(outcome), "wave": words.wave(wave)]
    let hiddenKeys = subgroups.map(\.key).withoutRepetition.filter { key in
      subgroups.allSatisfy { $0.key != key || $0.estimate.isSuppressed }
    }
    let sentences = hiddenKeys.map { key in
      words.labels.text(
        "subgroups_hidden",
        [
          "key": words.capitalized(words.key(key)), "mark": words.suppressedMark,
          "count": words.numbers.write(subgroups.count { $0.key == key }),
        ])
    }
    let shown = subgroups.filter { !hiddenKeys.contains($0.key) }
    return .fold(
      title: words.labels.text("subgroups_panel", places),
      blocks: sentences.map { .paragraph($0) } + (shown.isEmpty ? [] : [.table(.subgroups(shown, words))]))
  }

  /// The regions' effects at the last wave, with their mean and the interval of a further region.
  private func regionFigure(_ outcome: String, _ subgroups: [SubgroupFinding]) -> ReportSection.Block? {
    let all = subgroups.filter { $0.key == "region" }
    guard let wave = all.last?.wave else { return nil }
    let regions = all.filter { $0.wave == wave }
    guard regions.count(where: { $0.estimate.value != nil }) > 1 else { return nil }
    let summary = run.heterogeneity.first { $0.outcome == outcome && $0.wave == wave && $0.key == "region" }?.pooled
    let lines = regions.map { region in
      ForestPlot.Line(
        name: words.name(region), value: region.estimate.value?.value, interval: region.estimate.value?.interval,
        mark: words.cell(region.estimate) { _ in words.absent }.text)
    }
    let mean = summary.map { summary in
      ForestPlot.Line(
        name: words.labels["pooled_mean"], value: summary.mean.value, interval: summary.mean.interval, mark: "",
        prediction: summary.heterogeneity.prediction)
    }
    let names = ["outcome": words.capitalized(words.outcome(outcome)), "wave": words.wave(wave)]
    return .figure(
      svg: ForestPlot([(heading: nil, lines: lines + [mean].compactMap(\.self))], title: words.labels["effect"], words)
        .rendered(), caption: words.labels.text("figure_regions", names))
  }

  /// How scores go with the sessions held.
  var dose: ReportSection {
    guard !run.doses.isEmpty else { return ReportSection("dose", words, blocks: []) }
    return ReportSection(
      "dose", words, blocks: [.paragraph(words.labels["dose_intro"]), .table(.doses(run.doses, words))])
  }
}
