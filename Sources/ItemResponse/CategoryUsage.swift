internal import Findings
internal import Moments

/// The items that can be calibrated, with the categories that persons used.
struct CategoryUsage {
  /// Anchors as they were given; of other items the categories, with all locations zero.
  private(set) var items: [ItemParameters] = []
  private(set) var warnings: [FindingWarning] = []

  init(_ model: PartialCreditModel, _ moments: ItemMoments) throws(ItemResponseError) {
    let anchors = Dictionary(model.anchors.map { ($0.item, $0) }) { first, _ in first }
    var used = moments.categoryTotals().map { totals in totals.indices.filter { totals[$0] > 0 } }
    let constant = moments.items.indices.filter { used[$0].count < 2 && anchors[moments.items[$0]] == nil }
    let free = moments.items.indices.filter { used[$0].count > 1 && anchors[moments.items[$0]] == nil }
    if model.family == .rasch, let item = free.first(where: { used[$0] != [0, 1] }) {
      throw .notDichotomous(item: moments.items[item])
    }
    if model.family == .ratingScale { Self.unite(&used, of: free, moments.categoryCounts) }
    for (item, name) in moments.items.enumerated() where !constant.contains(item) {
      items.append(
        anchors[name]
          ?? ItemParameters(
            item: name, locations: used[item].dropFirst().map { _ in 0 }, categories: used[item]))
    }
    if !constant.isEmpty { warnings.append(.constantItems(constant.map { moments.items[$0] })) }
    let passedOver = free.filter { used[$0].count < moments.categoryCounts[$0] }
    if !passedOver.isEmpty {
      warnings.append(
        .emptyCategories(
          passedOver.map { item in
            (moments.items[item], (0..<moments.categoryCounts[item]).filter { !used[item].contains($0) })
          }))
    }
  }

  /// Items that share steps know the categories that any of them used.
  private static func unite(_ used: inout [[Int]], of items: [Int], _ categoryCounts: [Int]) {
    let own = used
    for item in items {
      let alike = items.filter { categoryCounts[$0] == categoryCounts[item] }
      used[item] = Set(alike.flatMap { own[$0] }).sorted()
    }
  }
}

extension FindingWarning {
  static func constantItems(_ items: [String]) -> FindingWarning {
    let names = items.joined(separator: ", ")
    return FindingWarning(
      .constantItem, "left out, because all answers are the same: \(names)",
      facts: ["items": names, "count": String(items.count)])
  }
}
