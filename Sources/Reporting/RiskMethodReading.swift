import Findings

/// How a risk index was formed, in sentences.
struct RiskMethodReading {
  private let method: RiskMethod
  private let words: Wording

  /// Readings of a method.
  init(_ method: RiskMethod, _ words: Wording) {
    self.method = method
    self.words = words
  }

  /// How it is formed, what a score needs, what ratings mean, where intervals come from, and how far it reaches.
  var sentences: [String] {
    [formation, least] + zones + [draws, words.labels["risk_descriptive"]]
  }

  private var formation: String {
    func choice(_ kind: String, _ key: String) -> String {
      words.labels.optional("risk_\(kind)_\(key)") ?? words.readable(key)
    }
    return words.labels.text(
      "risk_formation",
      [
        "normalisation": choice("normalisation", method.normalisation),
        "weighting": choice("weighting", method.weighting), "mean": choice("between", method.betweenBlocks),
      ])
  }

  private var least: String {
    words.labels.text("risk_least_weight", ["share": words.numbers.write(method.minimumWeightShare, .share(0))])
  }

  private var zones: [String] {
    let bounds = [("amber", method.amber), ("red", method.red)].compactMap { key, bound in
      bound.map { bound in
        words.labels.text(
          "risk_zone", ["from": words.numbers.write(bound, .decimalUpTo(1)), "rating": words.labels["rating_\(key)"]])
      }
    }
    let agreed = words.labels[method.thresholdsAreAgreed ? "risk_agreed" : "risk_proposals"]
    guard !bounds.isEmpty else { return [agreed] }
    return [words.labels.text("risk_zones", ["zones": bounds.joined(separator: "; ")]), agreed]
  }

  private var draws: String {
    words.labels.text("risk_draws", ["count": words.numbers.write(method.drawCount)])
  }
}
