import Findings

extension ReportSections {
  /// Levels under other rules than the instrument's, by outcome behind folds.
  var levelRules: [ReportSection.Block] {
    guard !run.levelRules.isEmpty else { return [] }
    let panels = run.levelRules.map(\.outcome).withoutRepetition.map { outcome in
      ReportSection.Block.fold(
        title: words.labels.text("level_rules_panel", ["outcome": words.capitalized(words.outcome(outcome))]),
        blocks: [.table(.levelRules(run.levelRules.filter { $0.outcome == outcome }, words))])
    }
    return [.heading(words.labels["level_rules"]), .paragraph(words.labels["level_rules_intro"])] + panels
  }

  /// Tests of all matrices, behind a fold.
  var moveTests: ReportSection.Block {
    let caveats = sentences(
      run.transitions.map { ($0.warnings, words.outcome($0.outcome) + ", " + words.wave($0.toWave)) })
    return .fold(
      title: words.labels["transition_tests"],
      blocks: [.paragraph(words.labels["transition_tests_intro"]), .table(.moveTests(run.transitions, words))]
        + (caveats.isEmpty ? [] : [.list(caveats)]))
  }

  /// What arms do to children who began at the same level.
  var transitionModels: [ReportSection.Block] {
    guard let first = run.transitionModels.first else { return [] }
    let unit = words.labels["unit_\(first.unit)"]
    let last = run.transitionModels.last?.wave
    let readings = run.transitionModels.filter { $0.wave == last }.compactMap { finding -> String? in
      guard let ratio = finding.oddsRatio.value, let interval = ratio.interval else { return nil }
      return words.labels.text(
        "transition_model_reading",
        [
          "outcome": words.capitalized(words.outcome(finding.outcome)), "wave": words.wave(finding.wave),
          "value": words.numbers.write(ratio.value, .decimal(2)), "bounds": words.interval(interval, .decimal(2)),
        ])
    }
    let caveats = sentences(
      run.transitionModels.map { ($0.warnings, words.outcome($0.outcome) + ", " + words.wave($0.wave)) })
    return [
      .heading(words.labels["transition_models"]),
      .paragraph(words.labels.text("transition_models_intro", ["unit": unit])), .list(readings),
      .table(.transitionModels(run.transitionModels, words)), .list(caveats),
    ].filter { !$0.isEmptyList }
  }

  /// Where experimental children stand among control children of the same first score.
  var growthPercentiles: [ReportSection.Block] {
    guard let first = run.growthPercentiles.first else { return [] }
    let minimum = words.numbers.write(first.minimumReferenceCount)
    let caveats = sentences(
      run.growthPercentiles.map { ($0.warnings, words.outcome($0.outcome) + ", " + words.wave($0.wave)) })
    return [
      .heading(words.labels["growth_percentiles"]),
      .paragraph(words.labels.text("growth_percentile_intro", ["minimum": minimum])),
      .table(.growthPercentiles(run.growthPercentiles, words)), .list(caveats),
    ].filter { !$0.isEmptyList }
  }

  /// The sentence of each warning once, with the places it is about unless it is all of them.
  func sentences(_ findings: [(warnings: [FindingWarning], place: String)]) -> [String] {
    let reading = WarningReading(words)
    let all = findings.flatMap { finding in finding.warnings.map { (reading.sentence($0), finding.place) } }
    let placeCount = findings.map(\.place).withoutRepetition.count
    return all.map(\.0).withoutRepetition.map { sentence in
      let places = all.filter { $0.0 == sentence }.map(\.1).withoutRepetition
      return places.count == placeCount ? sentence : sentence + " – " + places.joined(separator: "; ") + "."
    }
  }
}

extension ReportSection.Block {
  fileprivate var isEmptyList: Bool { if case .list(let items) = self { items.isEmpty } else { false } }
}
