import Moments
import TestSupport
import Testing

/// The laws of item moments: one pass, merging in any order, and what a cell holds.
@Suite struct ItemMomentsTests {
  @Test(arguments: [1, 7, 300])
  func chunksOfAnySizeGiveOnePass(size: Int) throws {
    let responses = sampleResponses(seed: 1)
    let whole = ItemMoments(collecting: responses)
    var merged = ItemMoments.empty(items: responses.items, categoryCounts: responses.categoryCounts)
    for start in stride(from: 0, to: responses.personCount, by: size) {
      let chunk = responses.selecting(start..<min(responses.personCount, start + size))
      try merged.merge(ItemMoments(collecting: chunk))
    }
    #expect(merged == whole)
  }

  @Test func mergingIsAssociativeCommutativeAndHasAnIdentity() throws {
    let parts = (1...3).map { ItemMoments(collecting: sampleResponses(seed: $0, personCount: 80)) }
    let left = try parts[0].merging(parts[1]).merging(parts[2])
    #expect(try parts[0].merging(parts[1].merging(parts[2])) == left)
    #expect(try parts[2].merging(parts[0]).merging(parts[1]) == left)
    let identity = ItemMoments.empty(items: parts[0].items, categoryCounts: parts[0].categoryCounts)
    #expect(try identity.merging(left) == left)
    #expect(try left.merging(identity) == left)
  }

  @Test func orderOfPersonsAndThreadsDoNotMatter() {
    let responses = sampleResponses(seed: 4, personCount: 18_000)
    var random = RepeatableRandom(seed: 5)
    let shuffled = responses.selecting((0..<responses.personCount).shuffled(using: &random))
    let whole = ItemMoments(collecting: responses, threadCount: 1)
    #expect(ItemMoments(collecting: shuffled, threadCount: 3) == whole)
  }

  @Test func groupsAreJoinedByNameAndCategoriesPadded() throws {
    let first = sampleResponses(seed: 6, categoryCounts: [2, 3], groups: ["a", "b"])
    let second = sampleResponses(seed: 7, categoryCounts: [4, 3], groups: ["c", "b"])
    let merged = try ItemMoments(collecting: first).merging(ItemMoments(collecting: second))
    let names = ["a", "b", "c"]
    let together = ItemResponses(
      items: first.items, categoryCounts: [4, 3], groups: names,
      groupOfPerson: first.groupOfPerson.map { [0, 1][$0] } + second.groupOfPerson.map { [2, 1][$0] },
      categories: first.categories + second.categories)
    #expect(merged == ItemMoments(collecting: together))
    #expect(throws: MomentsError.self) {
      try merged.merging(.empty(items: ["i0"], categoryCounts: [4]))
    }
  }

  /// Every count is found again by looking at the rows.
  @Test func countsAreThoseOfTheRows() throws {
    let responses = sampleResponses(seed: 8, categoryCounts: [3, 2, 4], missingShare: 0.3)
    let collected = ItemMoments.collect(responses)
    let moments = collected.moments
    var expected = moments.cells.map { cell in cell.categoryCounts.map { _ in 0 } }
    var pairs = moments.pairTables.map { $0.map { $0.map { _ in 0 } } }
    var empty = [0, 0, 0]
    for person in 0..<responses.personCount {
      let group = try #require(moments.groups.firstIndex(of: responses.groups[responses.groupOfPerson[person]]))
      let row = responses.row(person)
      let answered = row.indices.filter { row[$0] != ItemResponses.missing }
      for (place, first) in answered.enumerated() {
        for second in answered[(place + 1)...] {
          let cell = Int(row[first]) * responses.categoryCounts[second] + Int(row[second])
          pairs[group][moments.pairIndex(first, second)][cell] += 1
        }
      }
      guard let number = collected.cellOfPerson[person] else {
        #expect(answered.isEmpty)
        empty[group] += 1
        continue
      }
      let cell = moments.cells[Int(number)]
      #expect(cell.group == group)
      #expect(moments.patterns[cell.pattern] == answered)
      #expect(cell.score == answered.reduce(0) { $0 + Int(row[$1]) })
      var start = 0
      for item in answered {
        expected[Int(number)][start + Int(row[item])] += 1
        start += responses.categoryCounts[item]
      }
    }
    #expect(moments.cells.map(\.categoryCounts) == expected)
    #expect(moments.pairTables == pairs)
    #expect(moments.emptyPersonCounts == empty)
    #expect(moments.personCount + empty.reduce(0, +) == responses.personCount)
  }

  @Test func patternsOfMoreThanSixtyFourItemsAreToldApart() {
    let row = [UInt8](repeating: 1, count: 70)
    let responses = ItemResponses(
      items: (0..<70).map { "i\($0)" }, categoryCounts: row.map { _ in 2 }, groupOfPerson: [0, 0, 0],
      categories: row + row.dropLast() + [ItemResponses.missing] + row.dropLast() + [0])
    let moments = ItemMoments(collecting: responses)
    #expect(moments.patterns == [Array(0..<70), Array(0..<69)])
    #expect(moments.cells.map(\.score) == [69, 70, 69])
  }

  @Test func nobodyAndNothingAnsweredAreMoments() {
    let nobody = ItemResponses(items: ["a"], categoryCounts: [2], groupOfPerson: [], categories: [])
    #expect(ItemMoments(collecting: nobody).personCount == 0)
    let silent = ItemResponses(items: ["a"], categoryCounts: [2], groupOfPerson: [0], categories: [255])
    let collected = ItemMoments.collect(silent)
    #expect(collected.cellOfPerson == [nil])
    #expect(collected.moments.emptyPersonCounts == [1])
  }
}
