internal import Moments

/// What the marginal likelihood of the Rasch family is computed from: totals of categories and cells of scores.
///
/// Every item has one coordinate per category above its lowest: the intercept c of exp(k θ + c), in the order of items.
struct CalibrationData: Sendable {
  /// Cells of one group, those of one pattern side by side.
  struct Group: Sendable {
    var name: String
    /// Position among `patterns` of each cell.
    var patterns: [Int] = []
    var scores: [Double] = []
    var personCounts: [Double] = []

    var personCount: Double { personCounts.reduce(0, +) }
  }

  /// The set of items that some persons answered.
  struct Pattern: Sendable {
    let answered: [Int]
    let missing: [Int]

    /// Whether the items left out are told more briefly than those answered.
    var isMostlyAnswered: Bool { missing.count <= answered.count }
  }

  /// Categories known of each item, ascending.
  let categories: [[Int]]
  /// Where each item's coordinates begin; one more than items.
  let starts: [Int]
  /// How often each category above the lowest was given, one per coordinate.
  let totals: [Double]
  let patterns: [Pattern]
  let groups: [Group]

  var itemCount: Int { categories.count }
  var interceptCount: Int { starts[starts.count - 1] }
  var personCount: Double { groups.reduce(0) { $0 + $1.personCount } }
  var cellCount: Int { groups.reduce(0) { $0 + $1.scores.count } }

  /// Reads moments.
  ///
  /// - Parameters:
  ///   - moments: All cells.
  ///   - items: Names and categories of the items to be calibrated or held; other items must not vary.
  ///   - kept: Positions among the moments' groups of those that are kept.
  /// - Throws: `.itemNotCalibrated`, `.categoryNotCalibrated`.
  init(
    _ moments: ItemMoments, items: [ItemParameters], groups kept: [Int]
  ) throws(ItemResponseError) {
    let cells = try CalibratedCells(moments, items: items)
    categories = items.map(\.categories)
    starts = items.reduce(into: [0]) { $0.append($0[$0.count - 1] + $1.locations.count) }
    patterns = cells.patterns.map { answered in
      let isAnswered = Set(answered)
      return Pattern(answered: answered, missing: items.indices.filter { !isAnswered.contains($0) })
    }
    var groups = kept.map { Group(name: moments.groups[$0]) }
    var totals = [Double](repeating: 0, count: starts[starts.count - 1])
    let place = Dictionary(uniqueKeysWithValues: zip(kept, kept.indices))
    let positions = Dictionary(uniqueKeysWithValues: zip(items.map(\.item), items.indices))
    for (number, cell) in moments.cells.enumerated() where !patterns[cell.pattern].answered.isEmpty {
      guard let group = place[cell.group] else { continue }
      groups[group].patterns.append(cell.pattern)
      groups[group].scores.append(Double(cells.scores[number]))
      groups[group].personCounts.append(Double(cell.personCount))
      var position = 0
      for item in moments.patterns[cell.pattern] {
        if let own = positions[moments.items[item]] {
          for (step, category) in categories[own].dropFirst().enumerated() {
            totals[starts[own] + step] += Double(cell.categoryCounts[position + category])
          }
        }
        position += moments.categoryCounts[item]
      }
    }
    self.groups = groups
    self.totals = totals
  }
}

/// A place in the space of intercepts and distributions.
struct CalibrationPoint: Sendable {
  /// One per coordinate of the items.
  var intercepts: [Double]
  /// One per group.
  var means: [Double]
  /// Logarithms of the standard deviations, one per group.
  var logDeviations: [Double]
}
