public import Disclosure
public import Findings

/// The page of one region: its index with interval, what the index is made of, and its caveats.
public struct RegionPage: Sendable {
  private let run: Released<RunFindings>
  private let region: RiskFinding
  private let words: Wording

  /// A page, or `nil` when the run has no such region.
  ///
  /// - Parameters:
  ///   - run: A released run.
  ///   - region: Code such as `KZ-27`.
  ///   - language: Language of the page.
  public init?(_ run: Released<RunFindings>, region: String, language: Language) {
    guard let found = run.value.risk.regions.first(where: { $0.place == region }) else { return nil }
    self.run = run
    self.region = found
    words = Wording(run.value.pilot, language: language)
  }

  /// The region's part of a page, without the frame.
  public func fragment() -> String {
    let labels = words.labels
    let warnings = region.warningSentences(words).map { "<li>\($0.markupEscaped)</li>" }
    let parts = [
      "<p>\(labels["risk_intro"].markupEscaped)</p>", TableLayout.risk([region], words).html(),
      warnings.isEmpty ? "" : "<ul>\(warnings.joined())</ul>",
      "<h2>\(labels["service_components"].markupEscaped)</h2>", TableLayout.components([region], words).html(),
      "<p>\(words.markNote.markupEscaped)</p>",
    ]
    return parts.filter { !$0.isEmpty }.joined(separator: "\n")
  }

  /// The text of the page.
  ///
  /// - Throws: When the page frame cannot be read.
  public func rendered() throws -> String {
    let pilot = run.value.pilot
    let back =
      "<p><a href=\"\(PageAddress.overview(words.language).markupEscaped)\">"
      + "\(words.labels["service_all_regions"].markupEscaped)</a></p>"
    let run = words.labels["repro_run"] + ": " + run.value.run
    return try PageTemplate.rendered(
      title: region.name[words.language], banner: words.banner, isSynthetic: pilot.isSynthetic,
      language: words.language,
      navigation: PageAddress.languageLinks { PageAddress.region(region.place, $0) } + back,
      body: fragment() + "\n<p>\(run.markupEscaped)</p>")
  }
}
