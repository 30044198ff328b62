import Findings

/// Words a warning from its code and the facts that it carries.
///
/// Facts that have no label are left out: they hold the engine's English reasons, which the data files keep.
struct WarningReading {
  private let words: Wording
  private let indicatorNames: [String: String]

  /// Readings in the words of a pilot, with the names of the indicators that warnings may be about.
  init(_ words: Wording, indicatorNames: [String: String] = [:]) {
    self.words = words
    self.indicatorNames = indicatorNames
  }

  /// The sentence of a warning, with its facts in parentheses.
  func sentence(_ warning: FindingWarning) -> String {
    let sentence = words.labels["warning_\(warning.code.rawValue)"]
    let facts = warning.facts.sorted { $0.key < $1.key }.compactMap { key, value in
      words.labels.optional("fact_\(key)").map { "\($0): \(written(value, of: key))" }
    }
    guard !facts.isEmpty else { return sentence }
    return sentence.dropLast(sentence.hasSuffix(".") ? 1 : 0) + " (" + facts.joined(separator: "; ") + ")."
  }

  /// Sentences of the warnings of verdicts and effects, each said once, with the places unless it is all of them.
  func sentences(_ verdicts: [VerdictFinding], _ effects: [EffectFinding]) -> [String] {
    let places = verdicts.map { place($0.outcome, $0.wave) }.withoutRepetition
    let all =
      verdicts.flatMap { verdict in verdict.warnings.map { (sentence($0), place(verdict.outcome, verdict.wave)) } }
      + effects.flatMap { effect in effect.warnings.map { (sentence($0), place(effect.outcome, effect.wave)) } }
    return all.map(\.0).withoutRepetition.map { sentence in
      let own = all.filter { $0.0 == sentence }.map(\.1).withoutRepetition
      return own.count == places.count ? sentence : sentence + " – " + own.joined(separator: "; ") + "."
    }
  }

  private func place(_ outcome: String, _ wave: String) -> String { words.outcome(outcome) + ", " + words.wave(wave) }

  /// A fact in the language of the report: numbers, units, covariates and indicators by name.
  private func written(_ fact: String, of key: String) -> String {
    if let count = Int(fact) { return words.numbers.write(count) }
    if let number = Double(fact) { return words.numbers.write(number, .decimal(2)) }
    switch key {
    case "risk_level": return words.labels.optional("unit_\(fact)") ?? fact
    case "unit": return words.labels.optional("unit_\(fact)") ?? fact
    case "indicator":
      return fact.split(separator: ", ").map { indicatorNames[String($0)] ?? words.readable(String($0)) }
        .joined(separator: ", ")
    case "waves": return fact.split(separator: ", ").map { words.wave(String($0)) }.joined(separator: ", ")
    case "columns":
      return fact.split(separator: ", ").map { words.labels.optional("covariate_\($0)") ?? String($0) }
        .joined(separator: ", ")
    default: return fact
    }
  }
}
