public import Disclosure
public import Findings

/// The first page of the service: the map, the risk table with links to the regions, and the effects.
public struct OverviewPage: Sendable {
  private let run: Released<RunFindings>
  private let words: Wording

  /// A page in a language.
  public init(_ run: Released<RunFindings>, language: Language) {
    self.run = run
    words = Wording(run.value.pilot, language: language)
  }

  /// The text of the page.
  ///
  /// - Throws: When the page frame cannot be read.
  public func rendered() throws -> String {
    let pilot = run.value.pilot
    let sections = ReportSections(run, words) { PageAddress.region($0, words.language) }
    let note = "<p>\(words.markNote.markupEscaped)</p>"
    return try PageTemplate.rendered(
      title: words.labels["service_title"] + ": " + pilot.name, banner: words.banner, isSynthetic: pilot.isSynthetic,
      language: words.language, navigation: PageAddress.languageLinks { PageAddress.overview($0) },
      body: [sections.risk.html(), note, sections.recommendedEffects.html(), sections.reproducibility.html()]
        .joined(separator: "\n"))
  }
}

/// Addresses of the service's pages.
enum PageAddress {
  static func overview(_ language: Language) -> String { "/?lang=\(language.rawValue)" }

  static func region(_ code: String, _ language: Language) -> String {
    "/regions/\(code)?lang=\(language.rawValue)"
  }

  /// Links to the same page in every language.
  static func languageLinks(_ address: (Language) -> String) -> String {
    let links = Language.allCases.map { language in
      let name = Labels(language)["language_name"].markupEscaped
      return "<a href=\"\(address(language).markupEscaped)\" hreflang=\"\(language.rawValue)\">\(name)</a>"
    }
    return "<nav>" + links.joined() + "</nav>"
  }
}
