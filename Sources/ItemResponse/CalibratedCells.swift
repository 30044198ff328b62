internal import Moments

/// Cells of item moments as the items with parameters see them.
struct CalibratedCells: Sendable {
  /// Answered items of each pattern of the moments, as positions among the items with parameters.
  let patterns: [[Int]]
  /// Score of each cell of the moments on the items with parameters.
  let scores: [Int]

  /// Reads moments.
  ///
  /// An item without parameters has no say when all answers to it are the same; its points are taken off.
  ///
  /// - Throws: `.itemNotCalibrated`, `.categoryNotCalibrated` where answers have no likelihood.
  init(_ moments: ItemMoments, items: [ItemParameters]) throws(ItemResponseError) {
    let places = Dictionary(items.enumerated().map { ($1.item, $0) }) { first, _ in first }
    let position = moments.items.map { places[$0] }
    var constant = [Int](repeating: 0, count: moments.items.count)
    for (item, totals) in moments.categoryTotals().enumerated() {
      let used = totals.indices.filter { totals[$0] > 0 }
      if let place = position[item] {
        let unknown = used.first { !items[place].categories.contains($0) }
        if let unknown { throw .categoryNotCalibrated(item: moments.items[item], category: unknown) }
      } else {
        guard used.count <= 1 else { throw .itemNotCalibrated(item: moments.items[item]) }
        constant[item] = used.first ?? 0
      }
    }
    patterns = moments.patterns.map { $0.compactMap { position[$0] } }
    let offsets = moments.patterns.map { pattern in
      pattern.reduce(0) { $0 + (position[$1] == nil ? constant[$1] : 0) }
    }
    scores = moments.cells.map { $0.score - offsets[$0.pattern] }
  }
}
