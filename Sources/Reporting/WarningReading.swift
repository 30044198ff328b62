import Findings

/// Words a warning from its code and the facts that it carries.
struct WarningReading {
  private let words: Wording

  /// Readings in the words of a pilot.
  init(_ words: Wording) { self.words = words }

  /// The sentence of a warning, with its facts in parentheses.
  func sentence(_ warning: FindingWarning) -> String {
    let sentence = words.labels["warning_\(warning.code.rawValue)"]
    guard !warning.facts.isEmpty else { return sentence }
    let facts = warning.facts.sorted { $0.key < $1.key }.map { key, value in
      words.labels.optional("fact_\(key)").map { "\($0): \(written(value))" } ?? written(value)
    }
    return sentence.dropLast(sentence.hasSuffix(".") ? 1 : 0) + " (" + facts.joined(separator: "; ") + ")."
  }

  /// Sentences of warnings that several findings share are said once, with the findings' names.
  func sentences(_ effects: [EffectFinding]) -> [String] {
    let all = effects.flatMap { effect in effect.warnings.map { (sentence($0), place(effect)) } }
    return all.map(\.0).withoutRepetition.map { sentence in
      let places = all.filter { $0.0 == sentence }.map(\.1).withoutRepetition
      return sentence + " – " + places.joined(separator: "; ") + "."
    }
  }

  private func place(_ effect: EffectFinding) -> String {
    words.outcome(effect.outcome) + ", " + words.wave(effect.wave)
  }

  /// A fact that is a number is written as the language writes numbers.
  private func written(_ fact: String) -> String {
    if let count = Int(fact) { return words.numbers.write(count) }
    if let number = Double(fact) { return words.numbers.write(number, .decimal(3)) }
    return fact
  }
}
