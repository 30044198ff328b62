import Findings

/// Words the rule that spoke of a method, with the numbers it spoke from.
struct ReasonReading {
  private let words: Wording

  /// Readings in the words of a pilot.
  init(_ words: Wording) { self.words = words }

  /// The rule as part of a sentence; without numbers where they are not all there.
  func clause(_ reason: VerdictFinding.Reason) -> String {
    let key = "reason_\(reason.code.rawValue)"
    guard let label = words.labels.optional("\(key)_facts") else { return words.labels[key] }
    let places = reason.facts.reduce(into: [:]) { $0[$1.key] = written($1.value, of: $1.key, reason.code) }
    let text = places.reduce(label) { $0.replacing("{\($1.key)}", with: $1.value) }
    return text.contains("{") ? words.labels[key] : text
  }

  /// All rules of a judgement.
  func clauses(_ judgement: VerdictFinding.Judgement) -> String {
    judgement.reasons.map(clause).joined(separator: "; ")
  }

  private func written(_ value: Double, of fact: String, _ code: VerdictFinding.Reason.Code) -> String {
    switch fact {
    case "df": words.numbers.write(value, .decimal(value < 10 ? 1 : 0))
    case "share",
      "limit" where code == .dominantUnit:
      words.numbers.write(value, .share(0))
    case "smallest_p": words.numbers.write(value, .decimalUpTo(3))
    case "level": words.significanceLevel
    default: words.numbers.write(value, .decimalUpTo(2))
    }
  }
}
