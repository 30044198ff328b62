import Disclosure
import Findings

/// Words and numbers of one pilot in one language: what every table, chart and sentence is made with.
struct Wording: Sendable {
  let labels: Labels
  let numbers: NumberWriter
  let pilot: PilotFacts
  /// Name of the region in whose own scope the words stand; `nil` for a release.
  private(set) var ownRegion: String?
  private var minimumCell: Int

  /// The wording of a pilot in a language.
  init(_ pilot: PilotFacts, language: Language) {
    self.pilot = pilot
    minimumCell = pilot.minimumCell
    labels = Labels(language)
    numbers = NumberWriter(language)
  }

  /// The wording for the authority of one region.
  init(_ run: OwnScope<RunFindings>, language: Language) {
    self.init(run.value.pilot, language: language)
    ownRegion = run.value.risk.regions.first { $0.place == run.region }?.name[language] ?? run.region
  }

  var language: Language { labels.language }

  /// Words for the risk of regions: in an own scope the mark names the smaller minimum.
  var forRisk: Wording {
    var result = self
    if ownRegion != nil { result.minimumCell = pilot.ownScopeMinimum }
    return result
  }

  /// Mark of a number hidden by disclosure control.
  var suppressedMark: String {
    labels.text("suppressed_mark", ["minimum": numbers.write(minimumCell)])
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
