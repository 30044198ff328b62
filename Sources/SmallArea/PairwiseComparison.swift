/// All ordered pairs of areas, and which of them are decided: one surely above the other.
struct PairwiseComparison {
  /// A pair whose first area has the higher estimate.
  private struct Pair {
    let higher: Int
    let lower: Int
    let standardError: Double
    /// Standardised difference, not negative; infinite when known values differ.
    let statistic: Double
    var isDecided = false
  }

  private let estimates: [Double]
  private var pairs: [Pair] = []
  /// Areas × areas: whether the row's area is surely above the column's.
  private var isAbove: [[Bool]]

  init(_ estimates: [Double], standardError: (Int, Int) -> Double) {
    self.estimates = estimates
    isAbove = [[Bool]](repeating: [Bool](repeating: false, count: estimates.count), count: estimates.count)
    for first in estimates.indices {
      for second in estimates.indices where second > first {
        let (higher, lower) = estimates[first] >= estimates[second] ? (first, second) : (second, first)
        let (error, difference) = (standardError(first, second), estimates[higher] - estimates[lower])
        let statistic = difference == 0 ? 0 : difference / error
        pairs.append(Pair(higher: higher, lower: lower, standardError: error, statistic: statistic))
      }
    }
  }

  /// The quantile of the largest standardised error of an undecided comparison.
  ///
  /// A decided pair leaves the comparison in the other direction, so only the one that was decided is left out.
  func criticalValue(_ errors: [[Double]], level: Double) -> Double {
    let uncertain = pairs.filter { $0.standardError > 0 }
    let largest = errors.map { row in
      uncertain.reduce(0) { largest, pair in
        let value = (row[pair.higher] - row[pair.lower]) / pair.standardError
        return max(largest, pair.isDecided ? -value : abs(value))
      }
    }.sorted()
    let position = (level * Double(largest.count + 1)).rounded(.up)
    return largest[min(largest.count, Int(position)) - 1]
  }

  /// Decides the pairs whose difference exceeds a critical value; returns whether there were new ones.
  mutating func decide(above critical: Double) -> Bool {
    var hasNew = false
    for index in pairs.indices where !pairs[index].isDecided && pairs[index].statistic > critical {
      pairs[index].isDecided = true
      isAbove[pairs[index].higher][pairs[index].lower] = true
      hasNew = true
    }
    return hasNew
  }

  func countAbove(_ area: Int) -> Int { isAbove.count { $0[area] } }

  func countBelow(_ area: Int) -> Int { isAbove[area].count { $0 } }

  /// The longest runs, in order of the estimates, within which no pair is decided.
  var groups: [[Int]] {
    let order = estimates.indices.sorted { estimates[$0] > estimates[$1] }
    var groups: [[Int]] = []
    var reached = 0
    for start in order.indices {
      var end = start + 1
      while end < order.count, order[start..<end].allSatisfy({ !isAbove[$0][order[end]] }) { end += 1 }
      if end > reached { groups.append(order[start..<end].map { $0 }) }
      reached = max(reached, end)
    }
    return groups
  }
}
