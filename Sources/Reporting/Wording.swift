import Findings

/// Words and numbers of one pilot in one language: what every table, chart and sentence is made with.
struct Wording: Sendable {
  let labels: Labels
  let numbers: NumberWriter
  let pilot: PilotFacts

  /// The wording of a pilot in a language.
  init(_ pilot: PilotFacts, language: Language) {
    self.pilot = pilot
    labels = Labels(language)
    numbers = NumberWriter(language)
  }

  var language: Language { labels.language }

  /// Mark of a number hidden by disclosure control.
  var suppressedMark: String {
    labels.text("suppressed_mark", ["minimum": numbers.write(pilot.minimumCell)])
  }

  /// Mark of a number that does not exist.
  var noDataMark: String { labels["no_data"] }

  /// The plan's confidence level such as `95 %`.
  var confidence: String { numbers.write(pilot.confidenceLevel, .share(0)) }

  /// Name of an outcome.
  func outcome(_ key: String) -> String {
    pilot.outcomes.first { $0.key == key }?.name[language] ?? readable(key)
  }

  /// Name of a wave of the plan.
  func wave(_ name: String?) -> String {
    guard let name else { return labels["wave_all"] }
    return labels.optional("wave_\(name)") ?? readable(name)
  }

  /// Name of an arm.
  func arm(_ name: String?) -> String {
    guard let name else { return labels["arm_all"] }
    return labels.optional("arm_\(name)") ?? readable(name)
  }

  /// Name of an estimator.
  func estimator(_ key: String) -> String { labels.optional("estimator_\(key)") ?? readable(key) }

  /// A key that comes from the plan and has no label.
  func readable(_ key: String) -> String { key.replacing("_", with: " ") }

  /// A sentence-initial form.
  func capitalized(_ text: String) -> String { text.prefix(1).uppercased() + text.dropFirst() }
}
