internal import Moments

/// Patterns of the items and groups that a model has, those without an answer to any of the items left out.
struct CodedPatterns: Sendable {
  /// Patterns × items: positions among the categories of the item, or `ItemResponses.missing`.
  private(set) var codes: [UInt8] = []
  private(set) var groupOfPattern: [Int] = []
  private(set) var personCounts: [Double] = []
  /// Groups × items × categories: persons who gave the answer.
  private(set) var categoryTotals: [[[Double]]] = []
  private var patternsOfGroup: [Int]
  private let itemCount: Int

  /// Reads patterns.
  ///
  /// - Parameters:
  ///   - patterns: All patterns.
  ///   - items: Positions of the items of the model, with the categories that it knows.
  ///   - groups: Positions of the groups of the model.
  init(_ patterns: ResponsePatterns, items: [(position: Int, categories: [Int])], groups: [Int]) {
    itemCount = items.count
    patternsOfGroup = groups.map { _ in 0 }
    codes.reserveCapacity(patterns.personCounts.count * items.count)
    let tables = items.map { item in
      (0...255).map { mark in item.categories.firstIndex(of: mark).map(UInt8.init) ?? ItemResponses.missing }
    }
    let positions = items.map(\.position)
    let place = Dictionary(uniqueKeysWithValues: zip(groups, groups.indices))
    for pattern in patterns.personCounts.indices {
      guard let group = place[patterns.groupOfPattern[pattern]] else { continue }
      let start = pattern * patterns.items.count
      let end = codes.count
      var hasAnswer = false
      for item in 0..<itemCount {
        let code = tables[item][Int(patterns.categories[start + positions[item]])]
        if code != ItemResponses.missing { hasAnswer = true }
        codes.append(code)
      }
      guard hasAnswer else {
        codes.removeSubrange(end...)
        continue
      }
      groupOfPattern.append(group)
      personCounts.append(Double(patterns.personCounts[pattern]))
      patternsOfGroup[group] += 1
    }
    let totals = answerTotals(
      codes, width: itemCount, groups: groupOfPattern, groupCount: groups.count, persons: personCounts,
      categoryCounts: items.map(\.categories.count))
    categoryTotals = totals
  }

  /// The categories of one pattern, item after item.
  func codes(ofPattern pattern: Int) -> ArraySlice<UInt8> { codes[pattern * itemCount..<(pattern + 1) * itemCount] }

  /// Whether all persons of a group gave the same answers: they say nothing about its variance.
  func answersAlike(_ group: Int) -> Bool { patternsOfGroup[group] <= 1 }
}

/// Which categories of which items were used in which groups.
struct AnswerUsage {
  /// Groups × items × categories: persons who gave the answer.
  private let totals: [[[Int]]]
  /// Positions of the groups that have a mean, ascending.
  private(set) var keptGroups: [Int]

  /// Counts answers; a group all of whose persons gave the lowest, or all the highest, category used of every item that
  /// varies has no mean and is not kept.
  init(_ patterns: ResponsePatterns, areMeansFree: Bool) {
    totals = answerTotals(
      patterns.categories, width: patterns.items.count, groups: patterns.groupOfPattern,
      groupCount: patterns.groups.count, persons: patterns.personCounts, categoryCounts: patterns.categoryCounts)
    keptGroups = Set(patterns.groupOfPattern).sorted()
    while areMeansFree {
      let rest = keptGroups.filter { !isExtreme($0) }
      guard rest.count < keptGroups.count, !rest.isEmpty else { break }
      keptGroups = rest
    }
  }

  /// The categories of an item that were used in the groups that are kept.
  func categories(ofItem item: Int) -> [Int] {
    totals.first?[item].indices.filter { category in keptGroups.contains { totals[$0][item][category] > 0 } } ?? []
  }

  /// Whether anybody in the groups that are kept answered an item.
  func isAnswered(_ item: Int) -> Bool { !categories(ofItem: item).isEmpty }

  private func isExtreme(_ group: Int) -> Bool {
    let varying = (totals.first?.indices ?? 0..<0).map { ($0, categories(ofItem: $0)) }.filter { $0.1.count > 1 }
    return [\[Int].first, \[Int].last].contains { end in
      varying.allSatisfy { item, used in
        totals[group][item].indices.allSatisfy { $0 == used[keyPath: end] || totals[group][item][$0] == 0 }
      }
    }
  }
}

/// Groups × items × categories: persons who gave each answer.
private func answerTotals<Count: Numeric>(
  _ codes: [UInt8], width: Int, groups: [Int], groupCount: Int, persons: [Count], categoryCounts: [Int]
) -> [[[Count]]] {
  let offsets = categoryCounts.reduce(into: [0]) { $0.append($0[$0.count - 1] + $1) }
  let total = offsets[offsets.count - 1]
  var sums = [Count](repeating: 0, count: groupCount * total)
  var position = 0
  for (pattern, group) in groups.enumerated() {
    for item in 0..<width {
      let code = codes[position]
      if code != ItemResponses.missing { sums[group * total + offsets[item] + Int(code)] += persons[pattern] }
      position += 1
    }
  }
  return (0..<groupCount).map { group in
    categoryCounts.indices.map { Array(sums[group * total + offsets[$0]..<group * total + offsets[$0 + 1]]) }
  }
}
