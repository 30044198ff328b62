public import Disclosure
public import Findings

/// The report of a run as one HTML file that needs nothing else: style and drawings are inside, no script.
public struct HTMLReport: Sendable {
  private let run: Released<RunFindings>
  private let words: Wording

  /// A report in a language.
  public init(_ run: Released<RunFindings>, language: Language) {
    self.run = run
    words = Wording(run.value.pilot, language: language)
  }

  /// The text of the file.
  ///
  /// - Throws: When the page frame cannot be read.
  public func rendered() throws -> String {
    let pilot = run.value.pilot
    return try PageTemplate.rendered(
      title: words.labels["report_title"] + ": " + pilot.name, banner: words.banner,
      isSynthetic: pilot.isSynthetic, language: words.language,
      body: ReportSections(run, words).all.map { $0.html() }.joined(separator: "\n"))
  }
}

extension Wording {
  /// Whether the data are simulated, said plainly.
  var banner: String { labels[pilot.isSynthetic ? "banner_synthetic" : "banner_real"] }
}
