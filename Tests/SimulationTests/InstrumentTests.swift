import Foundation
import Records
import Simulation
import Testing

/// The instrument and the regions against tables written by another route.
@Suite struct InstrumentTests {
  @Test func formsCarryTheItemsOfTheTable() throws {
    let expected = try Self.rowsOfTable().filter { $0[0] != "4-start" }
    let instrument = PilotInstrument.standard
    let items = Dictionary(uniqueKeysWithValues: instrument.items.map { ($0.code, $0) })
    let actual = instrument.forms.flatMap { form in
      form.items.map { code in
        [
          form.key, String(form.ageBand), form.officialWave.rawValue, code, items[code]?.area ?? "",
          items[code]?.activity ?? "",
        ]
      }
    }
    #expect(Self.byForm(actual) == Self.byForm(expected))
  }

  @Test func everyFormHasEveryDevelopmentArea() {
    let instrument = PilotInstrument.standard
    let area = Dictionary(uniqueKeysWithValues: instrument.items.map { ($0.code, $0.area) })
    for form in instrument.forms {
      #expect(Set(form.items.compactMap { area[$0] }) == Set(instrument.developmentAreas.map(\.key)))
    }
    #expect(instrument.items.count == 66 + 84)
  }

  @Test func regionsAreTheTwentyUnits() {
    let regions = KazakhstanRegions.all
    #expect(Set(regions.map(\.code)).count == 20)
    #expect(regions.filter { $0.kind == "city" }.map(\.names.en) == ["Astana", "Almaty", "Shymkent"])
    #expect(regions.first { $0.code == "KZ-27" }?.names.ru == "Западно-Казахстанская область")
  }

  private static func rowsOfTable() throws -> [[String]] {
    let file = URL(filePath: #filePath).deletingLastPathComponent()
      .appending(path: "../Fixtures/pilot-forms/forms.csv").standardizedFileURL
    let text = try String(contentsOf: file, encoding: .utf8)
    return text.split(whereSeparator: \.isNewline).dropFirst().map {
      $0.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
    }
  }

  /// Rows of each form in their order; the order of the forms does not matter.
  private static func byForm(_ rows: [[String]]) -> [String: [[String]]] { Dictionary(grouping: rows) { $0[0] } }
}
