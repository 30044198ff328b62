/// The points of one child in one development area on one sheet.
public struct DevelopmentAreaScore: Sendable, Equatable {
  /// Sum of the points of the marked items.
  public let pointSum: Int
  /// Number of marked items, at least 1.
  public let itemCount: Int

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
    var (pointSum, markedCount, applicableCount) = (0, 0, 0)
    for position in positions[area] {
      let mark = marks[position].rawValue
      applicableCount += mark == Mark.notApplicable.rawValue ? 0 : 1
      guard (1...3).contains(mark) else { continue }
      pointSum += Int(mark)
      markedCount += 1
    }
    // A share such as 0.55 of 20 items is a little above 11 in binary; 11 marked items are enough.
    let required = minimumItemShare * Double(applicableCount) - 1e-9
    guard markedCount > 0, Double(markedCount) >= required else { return nil }
    return DevelopmentAreaScore(pointSum: pointSum, itemCount: markedCount)
  }
}
