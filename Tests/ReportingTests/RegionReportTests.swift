import Disclosure
import Findings
import Foundation
import Reporting
import TestSupport
import Testing

@Suite struct RegionReportTests {
  private let released = DisclosureRules.release(SampleRun.findings())

  private func own(_ language: Language) throws -> RegionReport {
    let run = try #require(DisclosureRules.ownScope(SampleRun.findings(), region: "KZ-27"))
    return try #require(RegionReport(run, language: language))
  }

  @Test(arguments: Language.allCases) func aReportStandsAlone(language: Language) throws {
    for html in [
      try #require(RegionReport(released, region: "KZ-27", language: language)).rendered(),
      try own(language).rendered(),
    ] {
      #expect(!html.contains("⟦") && !html.contains("{" + "level}"))
      for forbidden in ["<script", "src=", "@import", "url(http", "href="] { #expect(!html.contains(forbidden)) }
      #expect(html.contains(Labels(language)["banner_synthetic"]) && html.contains("2026-11-21-3f9a1c"))
      #expect(html.contains(Labels(language)["figure_contributions"]))
    }
  }

  @Test func theReleasedReportHasNoPlaceBelowTheRegion() throws {
    let report = try #require(RegionReport(released, region: "KZ-27", language: .en))
    for text in [try report.rendered(), report.markdown()] {
      #expect(!text.contains("P-27") && !text.contains("G-27") && !text.contains(Labels(.en)["priority_title"]))
    }
    #expect(RegionReport(released, region: "XX-1", language: .en) == nil)
  }

  @Test func theOwnReportHasItsPreschoolsAndNoOtherRegion() throws {
    let text = try own(.en).rendered()
    #expect(text.contains("P-273") && text.contains("G-271-A") && text.contains("not for publication"))
    for other in SampleRegions.all where other.code != "KZ-27" { #expect(!text.contains(other.name.en)) }
    #expect(!text.contains("P-10"))
  }

  @Test func theSummarySaysFlagsBeforeTheIndex() throws {
    let text = try #require(RegionReport(released, region: "KZ-35", language: .en)).markdown()
    let flag = try #require(text.range(of: "Safety flag: ⚑\u{A0}Injury of a child"))
    let index = try #require(text.range(of: "Index of support needed:"))
    #expect(flag.lowerBound < index.lowerBound)
  }

  @Test func aRegionWithoutDataSaysSo() throws {
    let text = try #require(RegionReport(released, region: "KZ-62", language: .en)).markdown()
    #expect(text.contains("Index of support needed: no data."))
    #expect(text.contains(Labels(.en)["absent_region_components"]))
  }

  @Test func contributionsAreDrawnLargestFirst() throws {
    let html = try #require(RegionReport(released, region: "KZ-27", language: .en)).rendered()
    let region = try #require(released.value.risk.regions.first { $0.place == "KZ-27" })
    let points = region.blocks.flatMap(\.components).compactMap { component in
      component.contribution.value.map { (name: component.name.en, points: $0) }
    }.sorted { $0.points > $1.points }
    let drawing = try #require(
      html.matches(of: /(?s)<svg.*?<\/svg>/).map(\.output).first { $0.contains(points[0].name) })
    let places = points.compactMap { drawing.range(of: ">\($0.name)<")?.lowerBound }
    #expect(places.count == points.count && places == places.sorted())
  }
}
