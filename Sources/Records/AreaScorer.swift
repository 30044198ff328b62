/// The points of one child in one development area on one sheet.
public struct DevelopmentAreaScore: Sendable, Equatable {
  /// Items with 1, 2 and 3 points; at least one item is marked.
  public let lowCount: Int
  public let mediumCount: Int
  public let highCount: Int

  /// Sum of the points of the marked items.
  public var pointSum: Int { lowCount + 2 * mediumCount + 3 * highCount }

  /// Number of marked items, at least 1.
  public var itemCount: Int { lowCount + mediumCount + highCount }

  /// Mean item points, in [1, 3].
  public var mean: Double { Double(pointSum) / Double(itemCount) }

  /// Level I, II or III by the rule of the instrument.
  public func level(by rule: LevelRule) -> Level { rule.level(pointSum: pointSum, itemCount: itemCount) }
}

/// Turns the packed marks of one form into a score per development area.
public struct AreaScorer: Sendable {
  /// Smallest share of the applicable items that must be marked, in (0, 1].
  public let minimumItemShare: Double
  /// Positions of the items within the form, by development area in the order of the instrument.
  public let positions: [[Int]]
  private let formLength: Int

  /// Creates the scorer of a form; `nil` when the instrument has no level rule.
  public init?(instrument: Instrument, form: Instrument.Form) {
    guard let rule = instrument.levelRule else { return nil }
    let areaOfItem = Dictionary(instrument.items.map { ($0.code, $0.area) }, uniquingKeysWith: { first, _ in first })
    let areas = form.items.map { areaOfItem[$0] }
    minimumItemShare = rule.minimumItemShare
    positions = instrument.developmentAreas.map { area in areas.indices.filter { areas[$0] == area.key } }
    formLength = form.items.count
  }

  /// The score of a sheet in one development area.
  ///
  /// - Parameters:
  ///   - marks: One mark per item of the form, in its order.
  ///   - area: Index of the development area in the instrument.
  /// - Returns: Points and items, or `nil` when too few of the area's applicable items are marked.
  public func score(marks: [Mark], area: Int) -> DevelopmentAreaScore? {
    precondition(marks.count == formLength, "\(marks.count) marks for a form of \(formLength) items")
    var (low, medium, high, applicableCount) = (0, 0, 0, 0)
    for position in positions[area] {
      let mark = marks[position].rawValue
      applicableCount += mark == Mark.notApplicable.rawValue ? 0 : 1
      low += mark == 1 ? 1 : 0
      medium += mark == 2 ? 1 : 0
      high += mark == 3 ? 1 : 0
    }
    let markedCount = low + medium + high
    // A share such as 0.55 of 20 items is a little above 11 in binary; 11 marked items are enough.
    let required = minimumItemShare * Double(applicableCount) - 1e-9
    guard markedCount > 0, Double(markedCount) >= required else { return nil }
    return DevelopmentAreaScore(lowCount: low, mediumCount: medium, highCount: high)
  }
}
