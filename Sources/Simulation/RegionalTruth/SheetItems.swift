import Records

/// The items that the sheets of a group hold in a development area, wave by wave.
struct SheetItems {
  private let codes: [Key: [String]]
  private let areas: [String: String]
  private let thresholds: [String: ItemThresholds]

  private struct Key: Hashable {
    let ageBand: Int
    let officialWave: OfficialWave
  }

  init(_ instrument: Instrument, items: PilotTruth.ItemTruth, draws: PilotDraws) {
    codes = Dictionary(
      uniqueKeysWithValues: instrument.forms.map {
        (Key(ageBand: $0.ageBand, officialWave: $0.officialWave), $0.items)
      })
    areas = Dictionary(uniqueKeysWithValues: instrument.items.map { ($0.code, $0.area) })
    thresholds = Dictionary(
      uniqueKeysWithValues: instrument.items.map { ($0.code, items.thresholds(of: $0.code, draws)) })
  }

  /// Codes of the area's items on the sheet of a wave; none when the group has no sheet then.
  func codes(area: String, firstYearBand: Int, wave: PilotWave) -> [String] {
    let key = Key(ageBand: wave.ageBand(firstYearBand: firstYearBand), officialWave: wave.officialWave)
    return (codes[key] ?? []).filter { areas[$0] == area }
  }

  /// Codes of the area's items on both sheets.
  func sharedCodes(area: String, firstYearBand: Int, _ first: PilotWave, _ last: PilotWave) -> [String] {
    let later = Set(codes(area: area, firstYearBand: firstYearBand, wave: last))
    return codes(area: area, firstYearBand: firstYearBand, wave: first).filter(later.contains)
  }

  func thresholds(_ codes: [String]) -> [ItemThresholds] { codes.compactMap { thresholds[$0] } }
}
