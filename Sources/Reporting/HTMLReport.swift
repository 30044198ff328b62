public import Disclosure
public import Findings

/// The report of a run as one HTML file that needs nothing else: style and drawings are inside, no script.
public struct HTMLReport: Sendable {
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
  ///
  /// - Throws: When the page frame cannot be read.
  public func rendered() throws -> String {
    let words = sections.words
    return try PageTemplate.rendered(
      title: words.labels["report_title"] + ": " + words.pilot.name, banner: words.banner,
      isSynthetic: words.pilot.isSynthetic, language: words.language,
      body: sections.all.map { $0.html() }.joined(separator: "\n"))
  }
}

extension Wording {
  /// Whether the data are simulated, and whether the page is for one region only, said plainly.
  var banner: String {
    let kind = labels[pilot.isSynthetic ? "banner_synthetic" : "banner_real"]
    guard let ownRegion else { return kind }
    return labels.text("banner_own_scope", ["region": ownRegion]) + " " + kind
  }

  /// From how many children on the numbers of the own region are shown; `nil` for a release.
  var ownScopeNote: String? {
    guard let ownRegion else { return nil }
    return labels.text(
      "own_scope_note", ["region": ownRegion, "minimum": numbers.write(pilot.ownScopeMinimum)])
  }
}
