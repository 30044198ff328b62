import Findings

extension ReportSections {
  /// Levels by locality, ownership, language, sex and special needs, by outcome behind folds.
  var equity: [ReportSection.Block] {
    guard !run.equity.isEmpty else { return [] }
    let panels = run.equity.map(\.outcome).withoutRepetition.map { outcome in
      let own = run.equity.filter { $0.outcome == outcome }
      let names = [
        "outcome": words.capitalized(words.outcome(outcome)), "wave": own.first.map { words.wave($0.wave) } ?? "",
      ]
      return ReportSection.Block.fold(
        title: words.labels.text("equity_panel", names), blocks: [.table(.equity(own, words))])
    }
    let caveats = sentences(
      run.equity.map { ($0.warnings, words.outcome($0.outcome) + ", " + words.value($0.value, of: $0.key)) })
    return [.heading(words.labels["equity"]), .paragraph(words.labels["equity_intro"])] + panels
      + (caveats.isEmpty ? [] : [.list(caveats)])
  }
}
