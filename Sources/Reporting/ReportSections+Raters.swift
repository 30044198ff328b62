import Findings

extension ReportSections {
  /// How the educators marked, and whether the arms differ in it.
  var raters: ReportSection {
    guard !run.raters.isEmpty else { return ReportSection("raters", words, blocks: []) }
    let waves = run.raters.map(\.wave).withoutRepetition
    let readings = waves.compactMap(ratersReading) + run.raters.compactMap(changeReading)
    return ReportSection(
      "raters", words,
      blocks: [.paragraph(words.labels["raters_intro"]), .list(readings), .table(.raters(run.raters, words))])
  }

  /// Ceiling and spread of both arms, and what they together go with.
  private func ratersReading(_ wave: String) -> String? {
    func finding(_ arm: String) -> RaterFinding? { run.raters.first { $0.wave == wave && $0.arm == arm } }
    guard let control = finding("control"), let experimental = finding("experimental"),
      let controlCeiling = control.ceiling.value, let ceiling = experimental.ceiling.value,
      let controlSpread = control.spread.value, let spread = experimental.spread.value
    else { return nil }
    let reading = words.labels.text(
      "raters_reading",
      [
        "wave": words.capitalized(words.wave(wave)), "control": words.numbers.write(controlCeiling, .share(0)),
        "experimental": words.numbers.write(ceiling, .share(0)),
        "control_spread": words.numbers.write(controlSpread, .decimal(2)),
        "experimental_spread": words.numbers.write(spread, .decimal(2)),
      ])
    let isLenient = ceiling > controlCeiling && spread < controlSpread
    return isLenient ? reading + " " + words.labels["raters_lenient"] : reading
  }

  /// The gain where the educator stayed and where a new one came.
  private func changeReading(_ finding: RaterFinding) -> String? {
    guard let same = finding.changeWithSameAssessor.value, let new = finding.changeWithNewAssessor.value else {
      return nil
    }
    return words.labels.text(
      "raters_change",
      [
        "wave": words.capitalized(words.wave(finding.wave)), "arm": words.arm(finding.arm),
        "same": words.numbers.write(same, .signed(2)), "new": words.numbers.write(new, .signed(2)),
      ])
  }
}
