import Foundation
import Movement
import TestSupport
import Testing

/// Signs that an assessor did not mark item by item.
struct RaterDiagnosticsTests {
  @Test func aHandWorkedExampleIsCounted() throws {
    let profile = RaterDiagnostics().profile(of: [
      [1, 2, 3, 2], [1, 2, 3, 2],  // identical and varied
      [2, 2, 2, 0], [2, 2, 2, 2],  // straight-lined, not identical
      [3, 3, 3, 3], [3, 3, 3, 3],  // straight-lined, identical, at the ceiling
      [0, 0, 0, 0],  // blank
      [0, 0, 3, 0],  // one mark: at the ceiling, but no line
      [1, 2, 3],  // another form
    ])
    #expect(profile.sheetCount == 8 && profile.blankSheetCount == 1)
    #expect(profile.identicalSheetCount == 4 && profile.identicalVariedSheetCount == 2)
    #expect(profile.straightLinedSheetCount == 4 && profile.ceilingSheetCount == 3)
    #expect(profile.pointCounts == [3, 12, 12])
    #expect(profile.identicalShare == 0.5 && profile.straightLinedShare == 0.5 && profile.ceilingShare == 0.375)
    // Means 2, 2, 2, 2, 3, 3, 3, 2.
    expectClose(
      try #require(profile.sheetMeanDeviation), (1.875 / 7).squareRoot(), relative: Tolerance.closedForm)
    let shares = [3.0 / 27, 12.0 / 27, 12.0 / 27]
    expectClose(
      try #require(profile.pointEntropy), -shares.reduce(0) { $0 + $1 * log2($1) }, relative: Tolerance.closedForm)
  }

  @Test func nearlyAllAtTheHighestPointIsTheCeiling() {
    let sheet: [UInt8] = [UInt8](repeating: 3, count: 9) + [2]
    #expect(RaterDiagnostics().profile(of: [sheet]).ceilingSheetCount == 1)
    #expect(RaterDiagnostics(ceilingShare: 1).profile(of: [sheet]).ceilingSheetCount == 0)
  }

  @Test func anAssessorWithoutSheetsHasNoShares() {
    for profile in [RaterDiagnostics().profile(of: []), RaterDiagnostics().profile(of: [[], [0, 0]])] {
      #expect(profile.identicalShare == nil && profile.ceilingShare == nil && profile.pointEntropy == nil)
      #expect(profile.sheetMeanDeviation == nil)
    }
    #expect(RaterDiagnostics().profile(of: [[2, 2]]).pointEntropy == 0)
  }

  @Test func theOrderOfSheetsDoesNotMatter() throws {
    var random = RepeatableRandom(seed: 8)
    let sheets = (0..<300).map { _ in (0..<5).map { _ in UInt8(random.next() % 4) } }
    let profile = RaterDiagnostics().profile(of: sheets)
    let reversed = RaterDiagnostics().profile(of: sheets.reversed())
    #expect(profile.identicalSheetCount == reversed.identicalSheetCount && profile.pointCounts == reversed.pointCounts)
    expectClose(
      try #require(reversed.sheetMeanDeviation), try #require(profile.sheetMeanDeviation),
      relative: Tolerance.reordered)
    let varied = sheets.filter { sheet in sheet.contains { $0 > 0 } }
    let unique = Dictionary(grouping: varied) { $0 }.values.filter { $0.count == 1 }.count
    #expect(profile.identicalSheetCount == varied.count - unique)
  }
}
