internal import Tabular

extension ItemMoments {
  /// Reduces responses to moments, with the cell of each person.
  ///
  /// - Parameters:
  ///   - responses: Marks of persons.
  ///   - threadCount: Threads to work on; the moments do not depend on it.
  /// - Returns: Moments over all declared groups, and one cell per person.
  /// - Complexity: O(persons × items²) bit operations, 64 persons at a time.
  public static func collect(_ responses: ItemResponses, threadCount: Int? = nil) -> CollectedItemMoments {
    let threads = threadCount ?? processorCount()
    let persons = PersonCells(responses, threadCount: threads)
    let moments = ItemMoments(responses, persons, threadCount: threads)
    return CollectedItemMoments(
      moments: moments, cellOfPerson: persons.cellOfPerson.map { $0 < persons.cells.count ? $0 : nil })
  }

  /// Reduces responses to moments.
  public init(collecting responses: ItemResponses, threadCount: Int? = nil) {
    let threads = threadCount ?? processorCount()
    self.init(responses, PersonCells(responses, threadCount: threads), threadCount: threads)
  }

  /// Counts categories and pairs over persons whose cells are known.
  private init(_ responses: ItemResponses, _ persons: PersonCells, threadCount: Int) {
    let order = RowOrder(codes: persons.cellOfPerson, unitCount: persons.cells.count + 1)
    let counter = CategoryCounter(responses: responses, cellOfPerson: persons.cellOfPerson, order: order)
    var cells = persons.cells
    var pairTables = [[[Int]]](
      repeating: counter.emptyPairTables, count: responses.groups.count)
    let ranges = counter.ranges(of: cells.map(\.group), threadCount: threadCount)
    let parts = concurrentMap(ranges.count, threadCount: threadCount) { counter.count(ranges[$0]) }
    for (range, part) in zip(ranges, parts) {
      let group = cells[range.firstCell].group
      part.addCategories(to: &cells, from: range.firstCell, patterns: persons.patterns, counter)
      part.addPairs(to: &pairTables[group], counter)
    }
    self.init(
      items: responses.items, categoryCounts: responses.categoryCounts, groups: persons.groups,
      patterns: persons.patterns, cells: cells, pairTables: pairTables,
      emptyPersonCounts: persons.emptyPersonCounts)
  }
}
