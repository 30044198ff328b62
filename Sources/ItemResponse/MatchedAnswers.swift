internal import Moments

/// The answers to one item of persons matched by a score, per side and cluster.
///
/// A stratum is a set of answered items × their sum score, the studied item included, so that persons are compared with
/// persons who answered the same items.
struct MatchedAnswers {
  struct Row {
    var stratum: Int
    /// Position among `clusters`.
    var cluster: Int
    var isFocal: Bool
    /// Persons per category.
    var counts: [Int]
  }

  let item: String
  let categoryCount: Int
  /// Per stratum the score, prorated to all matching items; `nil` where answers cover less than half of their points.
  let scores: [Double?]
  /// Names of the clusters; `nil` when persons are independent.
  let clusters: [String]?
  /// Sorted by stratum, cluster and side.
  let rows: [Row]

  /// Tables by the sum score of all items, from the cells of the Rasch family's moments.
  init(_ moments: ItemMoments, item: Int, places: MatchedPlaces) {
    let categoryCount = moments.categoryCounts[item]
    var counts = [Int](repeating: 0, count: places.places.count * categoryCount)
    var isAnswered = [Bool](repeating: false, count: places.places.count)
    for (cell, place) in zip(moments.cells, places.ofCell) {
      guard let place, let own = moments.counts(of: item, in: cell) else { continue }
      isAnswered[place] = true
      for (category, count) in own.enumerated() { counts[place * categoryCount + category] += count }
    }
    var rows: [Row] = []
    var scores: [Double?] = []
    var stratum: Int?
    for (number, place) in places.places.enumerated() where isAnswered[number] {
      if place.stratum != stratum {
        stratum = place.stratum
        scores.append(places.scores[place.stratum])
      }
      rows.append(
        Row(
          stratum: scores.count - 1, cluster: place.cluster, isFocal: place.isFocal,
          counts: Array(counts[number * categoryCount..<(number + 1) * categoryCount])))
    }
    self.item = moments.items[item]
    self.categoryCount = categoryCount
    self.scores = scores
    clusters = places.clusters
    self.rows = rows
  }

  /// Tables by the sum score of chosen items and the studied one.
  init(_ patterns: ResponsePatterns, item: Int, matching: [Int], comparison: GroupComparison) {
    var collector = Collector(comparison, groups: patterns.groups, categoryCount: patterns.categoryCounts[item])
    let scored = patterns.items.indices.filter { $0 == item || matching.contains($0) }
    let total = scored.reduce(0) { $0 + patterns.categoryCounts[$1] - 1 }
    let itemCount = patterns.items.count
    for (pattern, group) in patterns.groupOfPattern.enumerated() {
      let marks = patterns.categories[pattern * itemCount..<(pattern + 1) * itemCount]
      let mark = marks[marks.startIndex + item]
      guard mark != ItemResponses.missing else { continue }
      let answered = scored.filter { marks[marks.startIndex + $0] != ItemResponses.missing }
      let score = answered.reduce(0) { $0 + Int(marks[marks.startIndex + $1]) }
      var counts = [Int](repeating: 0, count: patterns.categoryCounts[item])
      counts[Int(mark)] = patterns.personCounts[pattern]
      collector.add(counts, group: group, items: answered, score) {
        prorated(score, possible: answered.reduce(0) { $0 + patterns.categoryCounts[$1] - 1 }, total: total)
      }
    }
    self.init(collector, item: patterns.items[item])
  }

  private init(_ collector: Collector, item: String) {
    let order = collector.strata.sorted { $0.key.precedes($1.key) }.map(\.value)
    var rank = [Int](repeating: 0, count: order.count)
    for (position, stratum) in order.enumerated() { rank[stratum] = position }
    self.item = item
    categoryCount = collector.categoryCount
    clusters = collector.clusters
    scores = order.map { collector.scores[$0] }
    rows = collector.rows
      .map { Row(stratum: rank[$0.stratum], cluster: $0.cluster, isFocal: $0.isFocal, counts: $1) }
      .sorted { ($0.stratum, $0.cluster, $0.isFocal ? 1 : 0) < ($1.stratum, $1.cluster, $1.isFocal ? 1 : 0) }
  }

  /// The rows, stratum after stratum.
  var strata: [ArraySlice<Row>] {
    var slices: [ArraySlice<Row>] = []
    var start = 0
    for place in rows.indices where place + 1 == rows.count || rows[place + 1].stratum != rows[place].stratum {
      slices.append(rows[start...place])
      start = place + 1
    }
    return slices
  }

  /// Persons per category on one side.
  func totals(isFocal: Bool) -> [Int] {
    var totals = [Int](repeating: 0, count: categoryCount)
    for row in rows where row.isFocal == isFocal {
      for (category, count) in row.counts.enumerated() { totals[category] += count }
    }
    return totals
  }
}

/// A score on part of the points as a score on all; `nil` below half of them.
func prorated(_ score: Int, possible: Int, total: Int) -> Double? {
  2 * possible >= total && possible > 0 ? Double(score) * Double(total) / Double(possible) : nil
}

/// Adds up answers by stratum, cluster and side.
private struct Collector {
  struct Stratum: Hashable {
    var items: [Int]
    var score: Int

    func precedes(_ other: Stratum) -> Bool {
      if items != other.items { return items.lexicographicallyPrecedes(other.items) }
      return score < other.score
    }
  }

  struct Place: Hashable {
    var stratum: Int
    var cluster: Int
    var isFocal: Bool
  }

  let categoryCount: Int
  let clusters: [String]?
  private let members: [(isFocal: Bool, cluster: Int)?]
  private(set) var strata: [Stratum: Int] = [:]
  private(set) var scores: [Double?] = []
  private(set) var rows: [Place: [Int]] = [:]

  init(_ comparison: GroupComparison, groups: [String], categoryCount: Int) {
    self.categoryCount = categoryCount
    (clusters, members) = comparison.places(of: groups)
  }

  mutating func add(_ counts: [Int], group: Int, items: [Int], _ score: Int, prorated: () -> Double?) {
    guard let member = members[group] else { return }
    let stratum = strata[Stratum(items: items, score: score)] ?? scores.count
    if stratum == scores.count {
      strata[Stratum(items: items, score: score)] = stratum
      scores.append(prorated())
    }
    let place = Place(stratum: stratum, cluster: member.cluster, isFocal: member.isFocal)
    let sums = rows[place] ?? [Int](repeating: 0, count: categoryCount)
    rows[place] = zip(sums, counts).map { $0 + $1 }
  }
}
