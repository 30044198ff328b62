import Disclosure
import Findings
import Foundation
import Reporting
import TestSupport
import Testing

@Suite struct ExportTests {
  private let released = DisclosureRules.release(SampleRun.findings())

  @Test(arguments: ExportTable.allCases) func everyRowHasTheColumnsOfTheHeading(table: ExportTable) {
    let lines = CSVExport(released).rendered(table).split(separator: "\n")
    let columnCount = lines[0].split(separator: ",", omittingEmptySubsequences: false).count
    #expect(lines.count > 1)
    for line in lines where !line.contains("\"") {
      #expect(line.split(separator: ",", omittingEmptySubsequences: false).count == columnCount)
    }
  }

  @Test func dataFilesHoldFullPrecision() {
    let effect = released.value.effects[1].estimate.value
    let text = CSVExport(released).rendered(.effects)
    #expect(effect.map { text.contains($0.standardError?.description ?? "absent") } == true)
  }

  @Test func jsonIsStableAndInSnakeCase() throws {
    let text = try JSONExport(released).rendered()
    #expect(text.contains("\"standard_error\"") && text.contains("\"data_sha256\""))
    #expect(try JSONExport(released).rendered() == text)
    #expect(try JSONSerialization.jsonObject(with: Data(text.utf8)) is [String: Any])
  }

  @Test(arguments: Language.allCases) func markdownHasTheTablesOfTheReport(language: Language) {
    let text = MarkdownReport(released, language: language).rendered()
    #expect(text.contains("| ---: |") && !text.contains("⟦"))
    #expect(text.contains("## " + Labels(language)["section_transitions"]))
  }

  @Test func aRegionPageNamesItsRunAndComponents() throws {
    let page = try #require(RegionPage(released, region: "KZ-27", language: .ru))
    let html = try page.rendered()
    #expect(html.contains("Западно-Казахстанская область") && html.contains("2026-11-21-3f9a1c"))
    #expect(html.contains("Текучесть кадров"))
    #expect(RegionPage(released, region: "XX-1", language: .ru) == nil)
  }
}
