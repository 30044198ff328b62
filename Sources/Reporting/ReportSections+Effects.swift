import Findings

extension ReportSections {
  /// Verdicts at the last wave that has any.
  var latestVerdicts: [VerdictFinding] {
    let latest = run.pilot.waves.map(\.name).last { wave in run.verdicts.contains { $0.wave == wave } }
    return run.verdicts.filter { $0.wave == latest }
  }

  /// The recommended effects, the referee's sentences, and every method's answer behind a fold.
  var effects: ReportSection {
    guard !run.verdicts.isEmpty else { return ReportSection("effects", words, blocks: []) }
    var blocks = recommended
    for outcome in run.verdicts.map(\.outcome).withoutRepetition {
      blocks.append(.heading(words.capitalized(words.outcome(outcome))))
      for verdict in run.verdicts where verdict.outcome == outcome { blocks += chapter(verdict) }
    }
    let warnings = WarningReading(words).sentences(run.verdicts, run.effects)
    if !warnings.isEmpty { blocks += [.heading(words.labels["warnings_title"]), .list(warnings)] }
    return ReportSection("effects", words, blocks: blocks)
  }

  /// The recommended effects as a table and as a figure, without the methods behind them.
  var recommendedEffects: ReportSection {
    ReportSection("effects", words, blocks: run.verdicts.isEmpty ? [] : recommended)
  }

  private var recommended: [ReportSection.Block] {
    let caption = words.labels.text("figure_effects", ["level": words.confidence])
    var blocks: [ReportSection.Block] = [
      .paragraph(words.labels["effects_intro"]), .table(.verdicts(run.verdicts, words)),
    ]
    let isConservative = run.verdicts.contains { verdict in
      verdict.judgements.contains { $0.validity == .conservative }
    }
    if isConservative { blocks.append(.paragraph(words.labels["p_conservative_note"])) }
    return blocks + [.figure(svg: ForestPlot(run.verdicts, words).rendered(), caption: caption)]
  }

  /// One outcome at one wave: the reading, the referee, the sensitivity, and the panel of methods.
  private func chapter(_ verdict: VerdictFinding) -> [ReportSection.Block] {
    var blocks: [ReportSection.Block] = [
      .paragraph(EffectReading(words).sentences(verdict)), .paragraph(RefereeReading(words).sentences(verdict)),
    ]
    let sensitivity = SensitivityReading(words).sentences(verdict)
    if !sensitivity.isEmpty { blocks.append(.list(sensitivity)) }
    let effects = run.effects.filter { $0.outcome == verdict.outcome && $0.wave == verdict.wave }
    guard !effects.isEmpty else { return blocks }
    let places = ["outcome": words.outcome(verdict.outcome), "wave": words.wave(verdict.wave)]
    blocks.append(
      .fold(
        title: words.labels.text("methods_panel", places),
        blocks: [.table(.effects(effects, judgedBy: run.verdicts, words))]))
    return blocks
  }
}
