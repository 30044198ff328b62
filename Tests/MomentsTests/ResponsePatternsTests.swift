import TestSupport
import Testing

import Moments

/// Distinct answer patterns: counted by brute force, and the laws of merging.
@Suite struct ResponsePatternsTests {
  @Test func patternsAreThoseOfBruteForce() {
    let responses = sampleResponses(seed: 1, categoryCounts: [3, 2, 3], missingShare: 0.3)
    let collected = ResponsePatterns.collect(responses)
    let patterns = collected.patterns
    var counts: [[String]: Int] = [:]
    for person in 0..<responses.personCount {
      counts[
        [responses.groups[responses.groupOfPerson[person]]] + responses.row(person).map(String.init), default: 0] += 1
    }
    let empty = [String](repeating: "255", count: 3)
    for (group, name) in patterns.groups.enumerated() {
      #expect(patterns.emptyPersonCounts[group] == counts.removeValue(forKey: [name] + empty) ?? 0)
    }
    #expect(patterns.personCounts.count == counts.count)
    for pattern in patterns.personCounts.indices {
      let key =
        [patterns.groups[patterns.groupOfPattern[pattern]]] + patterns.categories(ofPattern: pattern).map(String.init)
      #expect(patterns.personCounts[pattern] == counts[key])
    }
    for (person, pattern) in collected.patternOfPerson.enumerated() {
      let row = responses.row(person)
      #expect((pattern == nil) == row.allSatisfy { $0 == ItemResponses.missing })
      guard let pattern else { continue }
      #expect(Array(patterns.categories(ofPattern: Int(pattern))) == row)
      #expect(
        patterns.groups[patterns.groupOfPattern[Int(pattern)]] == responses.groups[responses.groupOfPerson[person]])
    }
  }

  @Test func patternsAreInOrder() {
    let patterns = ResponsePatterns(collecting: sampleResponses(seed: 2))
    #expect(patterns.groups == ["a", "b", "c"])
    for pattern in patterns.personCounts.indices.dropFirst() {
      let (own, before) = (patterns.groupOfPattern[pattern], patterns.groupOfPattern[pattern - 1])
      #expect(before <= own)
      guard before == own else { continue }
      #expect(
        patterns.categories(ofPattern: pattern - 1).lexicographicallyPrecedes(patterns.categories(ofPattern: pattern)))
    }
  }

  /// More persons than one thread reads at once, more items than one word of a key holds.
  @Test func neitherOrderNorThreadsMatter() {
    let responses = sampleResponses(
      seed: 3, personCount: 5000, categoryCounts: [3, 2, 2, 2, 2, 2, 2, 2, 2, 2], missingShare: 0.02)
    let patterns = ResponsePatterns(collecting: responses, threadCount: 1)
    #expect(patterns == ResponsePatterns(collecting: responses.selecting((0..<5000).reversed()), threadCount: 3))
    #expect(patterns.personCount + patterns.emptyPersonCounts.reduce(0, +) == 5000)
  }

  @Test func mergingEqualsOnePass() throws {
    let responses = sampleResponses(seed: 4, categoryCounts: [2, 3])
    let whole = ResponsePatterns(collecting: responses)
    let parts = [0..<100, 100..<130, 130..<300].map { ResponsePatterns(collecting: responses.selecting($0)) }
    #expect(try parts[0].merging(parts[1]).merging(parts[2]) == whole)
    #expect(try parts[0].merging(parts[1].merging(parts[2])) == whole)
    #expect(try parts[2].merging(parts[0]).merging(parts[1]) == whole)
    let nobody = ResponsePatterns.empty(items: responses.items, categoryCounts: responses.categoryCounts)
    #expect(try whole.merging(nobody) == whole)
    #expect(try nobody.merging(whole) == whole)
  }

  @Test func groupsAreJoinedByNameAndCategoriesByTheLargerNumber() throws {
    let first = ItemResponses(
      items: ["x", "y"], categoryCounts: [2, 2], groups: ["b"], groupOfPerson: [0, 0], categories: [0, 1, 1, 1])
    let second = ItemResponses(
      items: ["x", "y"], categoryCounts: [3, 2], groups: ["b", "a"], groupOfPerson: [1, 0], categories: [2, 0, 0, 1])
    let merged = try ResponsePatterns(collecting: first).merging(ResponsePatterns(collecting: second))
    #expect(merged.groups == ["a", "b"] && merged.categoryCounts == [3, 2])
    #expect(merged.categories == [2, 0, 0, 1, 1, 1] && merged.personCounts == [1, 2, 1])
  }

  @Test func otherItemsAreRefused() {
    let first = ResponsePatterns.empty(items: ["x"], categoryCounts: [2])
    #expect(throws: MomentsError.columnsDiffer(first: ["x"], second: ["y"])) {
      try first.merging(.empty(items: ["y"], categoryCounts: [2]))
    }
  }
}
