import Moments

/// The reference children of one stratum by their first score, and who of them a child is compared with.
struct ReferenceGroups {
  /// A reference cell with the cluster it is in.
  struct Cell {
    var second: Double
    var count: Int
    var cluster: String
  }

  /// The reference children that those with one first score are compared with.
  struct Group {
    /// Positions among the distinct first scores.
    let range: Range<Int>
    let count: Int
    /// Whether other first scores were needed.
    let isPooled: Bool
    private let seconds: [Double]
    /// Children below each of `seconds`, and one more element for all.
    private let below: [Int]

    fileprivate init(range: Range<Int>, isPooled: Bool, cells: [Cell]) {
      self.range = range
      self.isPooled = isPooled
      var counts: [Double: Int] = [:]
      for cell in cells { counts[cell.second, default: 0] += cell.count }
      seconds = counts.keys.sorted()
      below = seconds.reduce(into: [0]) { $0.append($0[$0.count - 1] + (counts[$1] ?? 0)) }
      count = below[below.count - 1]
    }

    /// Share of the group below a second score, half of those at it included.
    func midRank(of second: Double) -> Double {
      var (low, high) = (0, seconds.count)
      while low < high {
        let middle = (low + high) / 2
        if seconds[middle] < second { low = middle + 1 } else { high = middle }
      }
      let tied = low < seconds.count && seconds[low] == second ? below[low + 1] - below[low] : 0
      return (Double(below[low]) + Double(tied) / 2) / Double(count)
    }
  }

  private let minimum: Int
  /// Distinct first scores, ascending.
  let firsts: [Double]
  /// Cells of each distinct first score.
  let cells: [[Cell]]
  private let counts: [Int]
  /// Distances that differ by less are one distance: 1.75 − 1.5 and 2 − 1.75, but also 5/3 − 4/3 and 2 − 5/3.
  private static let tolerance = 1e-9

  init(_ clusters: [(cluster: String, cells: [ScorePairCounts.Cell])], minimum: Int) {
    var groups: [Double: [Cell]] = [:]
    for (cluster, cells) in clusters {
      for (pair, count) in cells {
        groups[pair.first, default: []].append(Cell(second: pair.second, count: count, cluster: cluster))
      }
    }
    self.minimum = minimum
    firsts = groups.keys.sorted()
    cells = firsts.map { groups[$0] ?? [] }
    counts = cells.map { $0.reduce(0) { $0 + $1.count } }
  }

  /// Reference children of all first scores.
  var count: Int { counts.reduce(0, +) }

  /// The group for a first score; `nil` when all reference children together are fewer than the minimum.
  ///
  /// Those with the same first score, if they are enough; else all within the smallest distance, the same on both
  /// sides, that holds enough.
  func group(of first: Double) -> Group? {
    guard count >= minimum else { return nil }
    var low = firsts.firstIndex { $0 >= first } ?? firsts.count
    var high = low < firsts.count && firsts[low] == first ? low + 1 : low
    let own = low..<high
    while counts[low..<high].reduce(0, +) < minimum {
      let distance = min(
        low > 0 ? first - firsts[low - 1] : .infinity, high < firsts.count ? firsts[high] - first : .infinity)
      while low > 0, first - firsts[low - 1] <= distance + Self.tolerance { low -= 1 }
      while high < firsts.count, firsts[high] - first <= distance + Self.tolerance { high += 1 }
    }
    return Group(range: low..<high, isPooled: low..<high != own, cells: cells[low..<high].flatMap(\.self))
  }
}
