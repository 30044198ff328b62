internal import Findings
internal import Moments

/// What of the moments is calibrated: groups that are kept, items with their categories, and what was left out and why.
struct CalibrationPlan {
  let model: ItemModel
  /// In the order of the moments; the locations of items that are not held are not yet known.
  let items: [ItemParameters]
  /// Whether each item's parameters are held.
  let isAnchored: [Bool]
  let data: CalibrationData
  /// Position of the reference group, whose mean is held when no item is.
  let reference: Int
  /// For each group the one whose variance it takes: itself, as a rule.
  let varianceOwner: [Int]
  let areMeansShared: Bool
  let areVariancesShared: Bool
  private(set) var warnings: [FindingWarning] = []

  init(_ model: PartialCreditModel, _ moments: ItemMoments) throws(ItemResponseError) {
    try Self.check(model, moments)
    self.model = model.family.model
    let kept = Self.groupsWithMeans(model, moments)
    let moments = moments.selecting(groups: kept.positions)
    let usage = try CategoryUsage(model, moments)
    items = usage.items
    isAnchored = items.map { item in model.anchors.contains { $0.item == item.item } }
    guard items.contains(where: { $0.categoryCount > 1 }) else { throw .noItemVaries }
    data = try CalibrationData(moments, items: items, groups: Array(moments.groups.indices))
    try data.checkConnection(items.map(\.item), isAnchored: isAnchored, areMeansShared: model.means == .shared)
    reference = try Self.reference(model, data)
    areMeansShared = model.means == .shared
    areVariancesShared = model.variances == .shared
    let owners = areVariancesShared ? data.groups.map { _ in 0 } : data.varianceOwners
    varianceOwner = owners
    warnings = usage.warnings
    if !kept.leftOut.isEmpty { warnings.append(.leftOutGroups(kept.leftOut)) }
    let borrowers = areVariancesShared ? [] : owners.indices.filter { owners[$0] != $0 }
    if let first = borrowers.first {
      warnings.append(
        .groupsOfOneScore(borrowers.map { data.groups[$0].name }, owner: data.groups[owners[first]].name))
    }
  }

  private static func check(_ model: PartialCreditModel, _ moments: ItemMoments) throws(ItemResponseError) {
    var seen: Set<String> = []
    for anchor in model.anchors {
      guard moments.items.contains(anchor.item), seen.insert(anchor.item).inserted else {
        throw .anchorUnknown(item: anchor.item)
      }
      guard anchor.slope == 1 else { throw .anchorHasSlope(item: anchor.item) }
    }
    if let reference = model.referenceGroup, !moments.groups.contains(reference) { throw .groupUnknown(reference) }
    guard moments.personCount > 0 else { throw .tooFewPersons(found: 0, required: 2) }
  }

  /// The groups whose means are finite: not all of their persons gave the lowest, or all the highest, category ever used.
  private static func groupsWithMeans(
    _ model: PartialCreditModel, _ moments: ItemMoments
  ) -> (positions: [Int], leftOut: [String]) {
    let counts = moments.personCounts
    var positions = moments.groups.indices.filter { counts[$0] > 0 }
    let known = Dictionary(model.anchors.map { ($0.item, $0.categories) }) { first, _ in first }
    while model.means == .own {
      let extreme = moments.extremeGroups(among: positions, known: known)
      guard !extreme.isEmpty, extreme.count < positions.count else { break }
      positions.removeAll(where: extreme.contains)
    }
    return (positions, moments.groups.indices.filter { !positions.contains($0) }.map { moments.groups[$0] })
  }

  private static func reference(_ model: PartialCreditModel, _ data: CalibrationData) throws(ItemResponseError) -> Int {
    guard let name = model.referenceGroup else { return 0 }
    guard let position = data.groups.firstIndex(where: { $0.name == name }) else { throw .groupUnknown(name) }
    return position
  }
}

extension CalibrationData {
  /// For each group itself, or the largest group when all its persons are in one cell.
  fileprivate var varianceOwners: [Int] {
    let largest = groups.indices.max { groups[$0].personCount < groups[$1].personCount } ?? 0
    return groups.indices.map { groups[$0].scores.count <= 1 ? largest : $0 }
  }
}

extension ItemMoments {
  /// Groups all of whose persons gave the lowest, or all the highest, of the categories that these groups used, or that
  /// are known of a held item, on every item that varies.
  fileprivate func extremeGroups(among groups: [Int], known: [String: [Int]]) -> Set<Int> {
    let byGroup = groups.map { categoryTotals(group: $0) }
    let used = items.indices.map { item in
      known[items[item]]
        ?? (0..<categoryCounts[item]).filter { category in byGroup.contains { $0[item][category] > 0 } }
    }
    let varying = items.indices.filter { used[$0].count > 1 }
    return Set(
      groups.indices.filter { group in
        [true, false].contains { isHighest in
          varying.allSatisfy { item in
            let extreme = isHighest ? used[item][used[item].count - 1] : used[item][0]
            return byGroup[group][item].indices.allSatisfy { $0 == extreme || byGroup[group][item][$0] == 0 }
          }
        }
      }.map { groups[$0] })
  }
}

extension FindingWarning {
  static func leftOutGroups(_ groups: [String]) -> FindingWarning {
    let names = groups.joined(separator: ", ")
    return FindingWarning(
      .leftOutGroups, "left out, because nobody answered or all scores are lowest or highest: \(names)",
      facts: ["groups": names])
  }

  fileprivate static func groupsOfOneScore(_ groups: [String], owner: String) -> FindingWarning {
    let names = groups.joined(separator: ", ")
    return FindingWarning(
      .groupOfOne, "one person or one score only: \(names) take the variance of \(owner)",
      facts: ["groups": names, "owner": owner])
  }
}
