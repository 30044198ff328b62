import Foundation

/// How one assessor marked.
public struct RaterProfile: Sendable, Codable, Equatable {
  /// Sheets with at least one mark.
  public let sheetCount: Int
  /// Sheets without any mark, which no other number counts.
  public let blankSheetCount: Int
  /// Sheets whose marks are those of another sheet, item by item.
  public let identicalSheetCount: Int
  /// Those among them whose marks are not all one point, so that the same development is no explanation.
  public let identicalVariedSheetCount: Int
  /// Sheets of two or more marks that are all one point.
  public let straightLinedSheetCount: Int
  /// Sheets with all, or nearly all, marks at the highest point.
  public let ceilingSheetCount: Int
  /// Marks given of each point, from 1.
  public let pointCounts: [Int]
  /// Standard deviation of the sheets' mean points; `nil` below two sheets.
  public let sheetMeanDeviation: Double?

  /// Share of the sheets that are identical to another, in [0, 1]; `nil` without sheets.
  public var identicalShare: Double? { share(identicalSheetCount) }

  /// Share of the sheets that are straight-lined, in [0, 1]; `nil` without sheets.
  public var straightLinedShare: Double? { share(straightLinedSheetCount) }

  /// Share of the sheets at the ceiling, in [0, 1]; `nil` without sheets.
  public var ceilingShare: Double? { share(ceilingSheetCount) }

  /// Entropy of the marks in bits: 0 when all are one point, log₂3 when three points are used alike; `nil` without marks.
  public var pointEntropy: Double? {
    let total = Double(pointCounts.reduce(0, +))
    guard total > 0 else { return nil }
    return pointCounts.reduce(0) { sum, count in
      guard count > 0 else { return sum }
      let share = Double(count) / total
      return sum - share * log2(share)
    }
  }

  private func share(_ count: Int) -> Double? { sheetCount > 0 ? Double(count) / Double(sheetCount) : nil }
}
