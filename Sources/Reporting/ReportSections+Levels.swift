import Findings

extension ReportSections {
  var levels: ReportSection {
    guard !run.levels.isEmpty else { return ReportSection("levels", words, blocks: []) }
    var blocks: [ReportSection.Block] = [.paragraph(words.labels["levels_intro"])]
    for outcome in run.levels.map(\.outcome).withoutRepetition {
      let findings = run.levels.filter { $0.outcome == outcome }
      let name = words.capitalized(words.outcome(outcome))
      blocks.append(.heading(name))
      blocks.append(.table(.levels(findings, words)))
      let caption = words.labels.text("figure_levels", ["outcome": name])
      blocks.append(.figure(svg: LevelBars(findings, words).rendered(), caption: caption))
    }
    return ReportSection("levels", words, blocks: blocks + equity + levelRules)
  }

  var transitions: ReportSection {
    guard !run.transitions.isEmpty else { return ReportSection("transitions", words, blocks: []) }
    var blocks: [ReportSection.Block] = [.paragraph(words.labels["transitions_intro"])]
    for outcome in run.transitions.map(\.outcome).withoutRepetition {
      let findings = run.transitions.filter { $0.outcome == outcome }
      let name = words.capitalized(words.outcome(outcome))
      blocks.append(.heading(name))
      blocks.append(.list(transitionReadings(findings, outcome: name)))
      let flow = TransitionFlow(findings, levels: run.levels, words)
      blocks += [
        .figure(svg: flow.rendered(), caption: words.labels.text("figure_flows", ["outcome": name])),
        .figure(
          svg: TransitionMatrices(findings, words).rendered(),
          caption: words.labels.text("figure_transitions", ["outcome": name])),
        .fold(title: words.labels["transition_numbers"], blocks: [.table(.transitions(findings, words))]),
      ]
    }
    return ReportSection(
      "transitions", words, blocks: blocks + [moveTests] + transitionModels + growthPercentiles)
  }

  /// For each pair of waves, the share that rose from level I in either arm, where both may be shown.
  private func transitionReadings(_ findings: [TransitionFinding], outcome: String) -> [String] {
    findings.map { [$0.fromWave, $0.toWave] }.withoutRepetition.compactMap { pair in
      let matrices = findings.filter { [$0.fromWave, $0.toWave] == pair }
      guard let control = risenFromLevelOne(matrices.first { $0.arm == "control" }),
        let experimental = risenFromLevelOne(matrices.first { $0.arm == "experimental" })
      else { return nil }
      return words.labels.text(
        "transition_reading",
        [
          "outcome": outcome, "from": words.wave(pair[0]), "to": words.wave(pair[1]),
          "control": words.numbers.write(control, .share(0)),
          "experimental": words.numbers.write(experimental, .share(0)),
        ])
    }
  }

  private func risenFromLevelOne(_ matrix: TransitionFinding?) -> Double? {
    guard let shares = matrix?.shares.first, shares.count == 3 else { return nil }
    guard let toSecond = shares[1].value, let toThird = shares[2].value else { return nil }
    return toSecond + toThird
  }
}
