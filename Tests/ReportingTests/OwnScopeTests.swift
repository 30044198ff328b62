import Disclosure
import Findings
import Reporting
import TestSupport
import Testing

@Suite struct OwnScopeTests {
  /// West Kazakhstan with so many children behind its index, everything else large.
  private func scope(children: Int) throws -> OwnScope<RunFindings> {
    var findings = SampleRun.findings()
    findings.risk.places[5].counts = .shown(Counts(children: children, groups: 1, preschools: 1))
    return try #require(DisclosureRules.ownScope(findings, region: "KZ-27"))
  }

  @Test(arguments: [
    (Language.kk, "Батыс Қазақстан облысы"), (.ru, "Западно-Казахстанская область"), (.en, "West Kazakhstan Region"),
  ])
  func theBannerSaysForWhomTheReportIs(language: Language, name: String) throws {
    let own = try scope(children: 300)
    let banner = Labels(language).text("banner_own_scope", ["region": name])
    #expect(try HTMLReport(own, language: language).rendered().contains(banner))
    #expect(MarkdownReport(own, language: language).rendered().contains(banner))
    let released = DisclosureRules.release(SampleRun.findings())
    let sentence = Labels(language).text("banner_own_scope", ["region": ""])
    #expect(!MarkdownReport(released, language: language).rendered().contains(sentence))
  }

  @Test func theMarkOfTheOwnRegionNamesTheSmallerMinimum() throws {
    let shown = MarkdownReport(try scope(children: 7), language: .en).rendered()
    #expect(!shown.contains("suppressed (n < 5)"))
    let hidden = MarkdownReport(try scope(children: 4), language: .en).rendered()
    #expect(hidden.contains("suppressed (n < 5)"))
    #expect(hidden.contains("shown from 5 children on"))
  }

  @Test func noOtherRegionIsInTheFile() throws {
    let own = try scope(children: 300)
    let html = try HTMLReport(own, language: .en).rendered()
    let json = try JSONExport(own).rendered()
    let csv = CSVExport(own).rendered(.risk)
    #expect(html.contains("West Kazakhstan") && csv.contains("KZ-27") && json.contains("KZ-27"))
    for region in SampleRun.findings().risk.regions where region.place != "KZ-27" {
      #expect(!csv.contains(region.place) && !json.contains(region.place))
    }
  }
}
