public import Disclosure
public import Findings

/// The page of one region in the service: the region's report with ways to the other pages.
public struct RegionPage: Sendable {
  private let sections: RegionSections

  /// A page, or `nil` when the run has no such region.
  ///
  /// - Parameters:
  ///   - run: A released run.
  ///   - region: Code such as `KZ-27`.
  ///   - language: Language of the page.
  public init?(_ run: Released<RunFindings>, region: String, language: Language) {
    guard let sections = RegionSections(run, region: region, language: language) else { return nil }
    self.sections = sections
  }

  /// The region's part of a page, without the frame.
  public func fragment() -> String { sections.all.map { $0.html() }.joined(separator: "\n") }

  /// The text of the page.
  ///
  /// - Throws: When the page frame cannot be read.
  public func rendered() throws -> String {
    let language = sections.language
    let back =
      "<p><a href=\"\(PageAddress.overview(language).markupEscaped)\">"
      + "\(Labels(language)["service_all_regions"].markupEscaped)</a></p>"
    return try PageTemplate.rendered(
      title: sections.title, banner: sections.banner, isSynthetic: sections.isSynthetic, language: language,
      navigation: PageAddress.languageLinks { PageAddress.region(sections.region.place, $0) } + back,
      body: fragment())
  }
}
