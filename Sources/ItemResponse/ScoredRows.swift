internal import Moments

/// Cells of item moments or patterns of responses as items with parameters see them.
struct ScoredRows: Sendable {
  /// Positions among the items with parameters, list after list.
  private(set) var items: [Int32] = []
  /// Position of the category given among the item's own, beside `items`; empty for cells, whose scores say all.
  private(set) var marks: [Int32] = []
  /// `starts[l] ..< starts[l + 1]` is list *l*.
  private(set) var starts = [0]
  /// The list of each row.
  let listOfRow: [Int32]
  /// What the ability is multiplied by: the sum of scores times slopes.
  private(set) var points: [Double]
  /// The group of each row among the fit's groups; `nil` when it was left out.
  let groupOfRow: [Int?]
  let personCounts: [Int]

  var rowCount: Int { listOfRow.count }

  /// The answered items of a row.
  func items(ofRow row: Int) -> ArraySlice<Int32> { items[range(row)] }

  /// The categories given in a row; empty for cells.
  func marks(ofRow row: Int) -> ArraySlice<Int32> { marks.isEmpty ? [] : marks[range(row)] }

  private func range(_ row: Int) -> Range<Int> { starts[Int(listOfRow[row])]..<starts[Int(listOfRow[row]) + 1] }

  /// Reads cells.
  ///
  /// - Throws: `.scoreNotSufficient`, `.itemNotCalibrated`, `.categoryNotCalibrated`.
  init(_ fit: ItemResponseFit, _ moments: ItemMoments) throws(ItemResponseError) {
    guard fit.model.hasSufficientScore else { throw .scoreNotSufficient }
    let cells = try CalibratedCells(moments, items: fit.items)
    for pattern in cells.patterns {
      items += pattern.map { Int32($0) }
      starts.append(items.count)
    }
    listOfRow = moments.cells.map { Int32($0.pattern) }
    points = cells.scores.map { Double($0) }
    let places = fit.positions(ofGroups: moments.groups)
    groupOfRow = moments.cells.map { places[$0.group] }
    personCounts = moments.cells.map(\.personCount)
  }

  /// Reads patterns; a category that the parameters do not know counts as the next lower one that they know.
  init(_ fit: ItemResponseFit, _ patterns: ResponsePatterns) {
    let places = Dictionary(fit.items.enumerated().map { ($1.item, $0) }) { first, _ in first }
    let position = patterns.items.map { places[$0] }
    let width = patterns.items.count
    points = []
    for row in patterns.personCounts.indices {
      var sum = 0.0
      for (item, mark) in patterns.categories[row * width..<(row + 1) * width].enumerated() {
        guard mark != ItemResponses.missing, let place = position[item] else { continue }
        let parameters = fit.items[place]
        let category = parameters.position(ofCategory: Int(mark))
        items.append(Int32(place))
        marks.append(Int32(category))
        sum += parameters.slope * Double(parameters.categories[category])
      }
      points.append(sum)
      starts.append(items.count)
    }
    listOfRow = patterns.personCounts.indices.map { Int32($0) }
    let groups = fit.positions(ofGroups: patterns.groups)
    groupOfRow = patterns.groupOfPattern.map { groups[$0] }
    personCounts = patterns.personCounts
  }
}

extension ItemResponseFit {
  /// Where groups are among those of the fit; `nil` for one that is not there.
  func positions(ofGroups names: [String]) -> [Int?] {
    names.map { name in groups.firstIndex { $0.group == name } }
  }
}
