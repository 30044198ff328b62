import Disclosure
import Findings
import Reporting
import TestSupport

/// The Markdown report of the sample run, for tests of its sentences.
enum SampleReport {
  /// The English report of the run as it is.
  static let english = markdown(.en)

  /// A report after a change of the run, with no-break spaces written as plain ones.
  static func markdown(_ language: Language = .en, _ change: (inout RunFindings) -> Void = { _ in }) -> String {
    var findings = SampleRun.findings()
    change(&findings)
    return MarkdownReport(DisclosureRules.release(findings), language: language).rendered()
      .replacing("\u{A0}", with: " ")
  }
}
