public import Disclosure
public import Findings

/// The report of a run as Markdown: the words and tables of the HTML report, without its drawings.
public struct MarkdownReport: Sendable {
  private let sections: ReportSections

  /// A report in a language.
  public init(_ run: Released<RunFindings>, language: Language) {
    sections = ReportSections(run, Wording(run.value.pilot, language: language))
  }

  /// A report for the own use of one region's authority, which its banner says.
  public init(_ run: OwnScope<RunFindings>, language: Language) {
    sections = ReportSections(run, Wording(run, language: language))
  }

  /// The text of the file.
  public func rendered() -> String {
    let words = sections.words
    let title = "# " + words.labels["report_title"] + ": " + words.pilot.name
    return ([title, "**\(words.banner)**"] + sections.all.map { $0.markdown() }).joined(separator: "\n\n") + "\n"
  }
}
