import Findings

extension ReportSections {
  /// Other analyses of every effect beside its recommended estimate.
  var alternatives: ReportSection {
    guard !run.alternatives.isEmpty else { return ReportSection("alternatives", words, blocks: []) }
    var blocks: [ReportSection.Block] = [.paragraph(words.labels["alternatives_intro"])]
    for outcome in run.alternatives.map(\.outcome).withoutRepetition {
      let ofOutcome = run.alternatives.filter { $0.outcome == outcome }
      blocks.append(.heading(words.capitalized(words.outcome(outcome))))
      for wave in ofOutcome.map(\.wave).withoutRepetition {
        let findings = ofOutcome.filter { $0.wave == wave }
        let verdict = run.verdicts.first { $0.outcome == outcome && $0.wave == wave }
        blocks.append(.subheading(words.capitalized(words.wave(wave))))
        if let paradox = lordsParadox(findings, wave: wave) { blocks.append(.paragraph(paradox)) }
        blocks.append(.table(.alternatives(findings, beside: verdict, words)))
      }
    }
    return ReportSection("alternatives", words, blocks: blocks)
  }

  /// What to say when ANCOVA and the change score disagree: in sign, or each outside the other's interval.
  private func lordsParadox(_ findings: [AlternativeFinding], wave: String) -> String? {
    func estimate(_ analysis: AlternativeFinding.Analysis) -> EffectFinding.Estimate? {
      findings.first { $0.analysis == analysis }?.estimate.value
    }
    guard let ancova = estimate(.ancova), let change = estimate(.change) else { return nil }
    let isApart = ancova.excludes(change.value) || change.excludes(ancova.value)
    guard ancova.value * change.value < 0 || isApart else { return nil }
    return words.labels.text(
      ancova.value * change.value < 0 ? "lord_sign" : "lord_apart",
      [
        "wave": words.capitalized(words.wave(wave)), "ancova": words.numbers.write(ancova.value, .signed(2)),
        "change": words.numbers.write(change.value, .signed(2)),
      ])
  }

  /// How much worse the missing children would have to be.
  var tipping: ReportSection {
    guard !run.tippingPoints.isEmpty else { return ReportSection("tipping", words, blocks: []) }
    return ReportSection(
      "tipping", words,
      blocks: [.paragraph(words.labels["tipping_intro"]), .list(run.tippingPoints.map(tippingReading))])
  }

  private func tippingReading(_ finding: AttritionTippingFinding) -> String {
    let names = [
      "outcome": words.capitalized(words.outcome(finding.outcome)), "wave": words.wave(finding.wave),
      "mark": words.suppressedMark,
    ]
    guard let points = finding.points.value, let deviations = finding.deviations.value else {
      return words.labels.text(finding.points.isSuppressed ? "tipping_hidden" : "tipping_none", names)
    }
    let places = [
      "points": words.numbers.write(abs(points), .decimal(2)),
      "deviations": words.numbers.write(abs(deviations), .decimal(2)),
    ]
    // A negative effect is explained away by missing children who would have done better.
    let key = points < 0 ? "tipping_reading" : "tipping_reading_higher"
    return words.labels.text(key, names.merging(places) { $1 })
  }
}

extension EffectFinding.Estimate {
  /// Whether the interval excludes a value.
  fileprivate func excludes(_ other: Double) -> Bool {
    interval.map { other < $0.lower || other > $0.upper } ?? false
  }
}
