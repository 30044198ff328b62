public import Disclosure
public import Findings

/// The report of a run as Markdown: the words and tables of the HTML report, without its drawings.
public struct MarkdownReport: Sendable {
  private let run: Released<RunFindings>
  private let words: Wording

  /// A report in a language.
  public init(_ run: Released<RunFindings>, language: Language) {
    self.run = run
    words = Wording(run.value.pilot, language: language)
  }

  /// The text of the file.
  public func rendered() -> String {
    let title = "# " + words.labels["report_title"] + ": " + run.value.pilot.name
    let sections = ReportSections(run, words).all.map { $0.markdown() }
    return ([title, "**\(words.banner)**"] + sections).joined(separator: "\n\n") + "\n"
  }
}
