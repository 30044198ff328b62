internal import Findings
internal import Moments

/// Patterns made ready for a slope model: items that vary, categories that were used, groups whose means are finite.
struct SlopeProblem: Sendable {
  /// One item of the model.
  struct Item: Sendable {
    let name: String
    /// Categories that the model knows, as they are coded in the responses.
    let categories: [Int]
    let anchor: ItemParameters?
  }

  let family: SlopeModel.Family
  let items: [Item]
  let groups: [String]
  /// Position of the group that is standard normal; `nil` with anchors.
  let reference: Int?
  let patterns: CodedPatterns
  let bundles: ItemBundles
  private(set) var warnings: [FindingWarning] = []

  var patternCount: Int { patterns.personCounts.count }
  var personCount: Int { Int(patterns.personCounts.reduce(0, +)) }

  init(_ model: SlopeModel, _ patterns: ResponsePatterns) throws(ItemResponseError) {
    try Self.check(model, patterns)
    let usage = AnswerUsage(patterns, areMeansFree: patterns.groups.count > 1 || !model.anchors.isEmpty)
    let items = try Self.items(model, patterns, usage)
    guard items.contains(where: { $0.item.categories.count > 1 }) else { throw .noItemVaries }
    if let first = model.anchors.first,
      !items.contains(where: { $0.item.anchor != nil && usage.isAnswered($0.position) })
    {
      throw .anchorUnknown(item: first.item)
    }
    family = model.family
    self.items = items.map(\.item)
    groups = usage.keptGroups.map { patterns.groups[$0] }
    self.patterns = CodedPatterns(
      patterns, items: items.map { ($0.position, $0.item.categories) }, groups: usage.keptGroups)
    bundles = ItemBundles(codes: self.patterns.codes, categoryCounts: self.items.map(\.categories.count))
    reference = model.anchors.isEmpty ? try Self.reference(model, among: groups) : nil
    warnings = readingWarnings(patterns, usage)
    guard personCount > coordinates.count else {
      throw .tooFewPersons(found: personCount, required: coordinates.count + 1)
    }
    try checkConnection()
  }

  /// The parameters that are estimated: those of items without an anchor, and of groups that are not the reference.
  var coordinates: [SlopePoint.Coordinate] {
    items.indices.filter { items[$0].anchor == nil }.flatMap { item in
      items[item].categories.indices.map { SlopePoint.Coordinate.item(item, parameter: $0) }
    }
      + groups.indices.filter { $0 != reference }.flatMap { group in
        patterns.answersAlike(group) ? [.mean(group: group)] : [.mean(group: group), .deviation(group: group)]
      }
  }

  private static func check(_ model: SlopeModel, _ patterns: ResponsePatterns) throws(ItemResponseError) {
    var seen: Set<String> = []
    for anchor in model.anchors {
      guard patterns.items.contains(anchor.item), seen.insert(anchor.item).inserted else {
        throw .anchorUnknown(item: anchor.item)
      }
    }
    if let name = model.referenceGroup, !patterns.groups.contains(name) { throw .groupUnknown(name) }
    guard patterns.personCount > 0 else { throw .tooFewPersons(found: 0, required: 2) }
  }

  /// Items with an anchor, and those of the others that vary, with their positions.
  private static func items(
    _ model: SlopeModel, _ patterns: ResponsePatterns, _ usage: AnswerUsage
  ) throws(ItemResponseError) -> [(position: Int, item: Item)] {
    let anchors = Dictionary(model.anchors.map { ($0.item, $0) }) { first, _ in first }
    var items: [(position: Int, item: Item)] = []
    for (position, name) in patterns.items.enumerated() {
      let used = usage.categories(ofItem: position)
      if let anchor = anchors[name] {
        if let category = used.first(where: { !anchor.categories.contains($0) }) {
          throw .categoryNotCalibrated(item: name, category: category)
        }
        items.append((position, Item(name: name, categories: anchor.categories, anchor: anchor)))
      } else if used.count > 1 {
        items.append((position, Item(name: name, categories: used, anchor: nil)))
      }
    }
    return items
  }

  private static func reference(_ model: SlopeModel, among groups: [String]) throws(ItemResponseError) -> Int {
    guard let name = model.referenceGroup else { return 0 }
    guard let position = groups.firstIndex(of: name) else { throw .groupUnknown(name) }
    return position
  }

  private func readingWarnings(_ read: ResponsePatterns, _ usage: AnswerUsage) -> [FindingWarning] {
    var warnings: [FindingWarning] = []
    let kept = Dictionary(uniqueKeysWithValues: items.map { ($0.name, $0) })
    let constant = read.items.filter { kept[$0] == nil }
    if !constant.isEmpty { warnings.append(.constantItems(constant)) }
    let passedOver = read.items.enumerated().compactMap { position, name -> (item: String, categories: [Int])? in
      guard let item = kept[name], item.anchor == nil else { return nil }
      let unused = (0..<read.categoryCounts[position]).filter { !item.categories.contains($0) }
      return unused.isEmpty ? nil : (name, unused)
    }
    if !passedOver.isEmpty { warnings.append(.emptyCategories(passedOver)) }
    let leftOut = read.groups.filter { !groups.contains($0) }
    if !leftOut.isEmpty { warnings.append(.leftOutGroups(leftOut)) }
    let alike = groups.indices.filter { $0 != reference && patterns.answersAlike($0) }
    if !alike.isEmpty { warnings.append(.groupsAnsweringAlike(alike.map { groups[$0] })) }
    return warnings
  }

  /// Checks that persons who answered items together, groups of persons, and anchors link all items.
  private func checkConnection() throws(ItemResponseError) {
    var sets = DisjointSets(count: items.count + groups.count)
    for (group, totals) in patterns.categoryTotals.enumerated() {
      for (item, totals) in totals.enumerated() where totals.contains(where: { $0 > 0 }) {
        sets.join(items.count + group, item)
      }
    }
    let anchors = items.indices.filter { items[$0].anchor != nil }
    for anchor in anchors.dropFirst() { sets.join(anchors[0], anchor) }
    let components = Dictionary(grouping: items.indices) { sets.root($0) }.values.sorted { $0[0] < $1[0] }
    guard components.count <= 1 else {
      throw .disconnected(itemSets: components.map { $0.map { items[$0].name } })
    }
  }
}
