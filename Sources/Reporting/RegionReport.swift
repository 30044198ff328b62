public import Disclosure
public import Findings

/// The analytical report of one region: one file that stands alone, without script, to be printed on A4.
///
/// Over a release it holds what everybody may see of the region; for the region's own authority also its preschools and
/// groups, which its banner says.
public struct RegionReport: Sendable {
  private let sections: RegionSections

  /// A report over a release, or `nil` when the run has no such region.
  ///
  /// - Parameters:
  ///   - run: A released run.
  ///   - region: Code such as `KZ-27`.
  ///   - language: Language of the report.
  public init?(_ run: Released<RunFindings>, region: String, language: Language) {
    guard let sections = RegionSections(run, region: region, language: language) else { return nil }
    self.sections = sections
  }

  /// A report for the own use of the region's authority, or `nil` when the run has no such region.
  public init?(_ run: OwnScope<RunFindings>, language: Language) {
    guard let sections = RegionSections(run, language: language) else { return nil }
    self.sections = sections
  }

  /// The report as an HTML file.
  ///
  /// - Throws: When the page frame cannot be read.
  public func rendered() throws -> String {
    try PageTemplate.rendered(
      title: sections.title, banner: sections.banner, isSynthetic: sections.isSynthetic, language: sections.language,
      body: sections.all.map { $0.html() }.joined(separator: "\n"))
  }

  /// The report as Markdown: the same words and tables, without drawings.
  public func markdown() -> String {
    (["# " + sections.title, "**\(sections.banner)**"] + sections.all.map { $0.markdown() })
      .joined(separator: "\n\n") + "\n"
  }
}
