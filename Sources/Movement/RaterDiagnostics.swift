/// Signs in an assessor's sheets that the marks were not given item by item.
///
/// None of them proves anything about one assessor: groups of able children reach the ceiling too. They are for
/// comparing arms, and for asking again.
public struct RaterDiagnostics: Sendable, Codable, Equatable {
  /// The best mark of an item.
  public var highestPoint: UInt8
  /// Share of a sheet's marks at the highest point from which the sheet counts as at the ceiling, in (0, 1].
  public var ceilingShare: Double

  /// Creates a specification.
  public init(highestPoint: UInt8 = 3, ceilingShare: Double = 0.9) {
    precondition(ceilingShare > 0 && ceilingShare <= 1, "ceiling share \(ceilingShare)")
    self.highestPoint = highestPoint
    self.ceilingShare = ceilingShare
  }

  /// Describes the sheets of one assessor.
  ///
  /// - Parameter sheets: The marks of each sheet in the order of its form, 1 … `highestPoint`, 0 = no mark. Sheets of
  ///   different forms are never identical when their lengths differ.
  /// - Returns: Counts over the sheets that hold a mark.
  /// - Complexity: O(marks); 24,000 sheets of 30 items take about 15 ms.
  public func profile(of sheets: [[UInt8]]) -> RaterProfile {
    var tally = SheetTally()
    var copies: [SheetKey: Int] = [:]
    copies.reserveCapacity(sheets.count)
    for sheet in sheets {
      let marks = SheetMarks(sheet, highestPoint: highestPoint)
      guard marks.count > 0 else {
        tally.blankSheetCount += 1
        continue
      }
      tally.add(marks, isCeiling: Double(marks.highestCount) >= ceilingShare * Double(marks.count))
      copies[SheetKey(sheet, isVaried: !marks.isStraightLined), default: 0] += 1
    }
    var (identical, varied) = (0, 0)
    for (key, count) in copies where count > 1 {
      identical += count
      if key.isVaried { varied += count }
    }
    return RaterProfile(
      sheetCount: tally.sheetCount, blankSheetCount: tally.blankSheetCount, identicalSheetCount: identical,
      identicalVariedSheetCount: varied, straightLinedSheetCount: tally.straightLinedSheetCount,
      ceilingSheetCount: tally.ceilingSheetCount, pointCounts: tally.pointCounts(upTo: highestPoint),
      sheetMeanDeviation: tally.sheetMeanDeviation)
  }
}
