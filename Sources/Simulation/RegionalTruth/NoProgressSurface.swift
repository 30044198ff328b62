import Records

/// Probability that a child did not rise in an area between two sheets, by the trait at the first and at the second.
///
/// The change of points on the items that both sheets mark follows from the Lord–Wingersky recursion over the changes
/// −2 … 2 of single items, an item that either sheet leaves unmarked being a change of 0.
///
/// **Source.** Lord & Wingersky (1984), Applied Psychological Measurement 8:453.
struct NoProgressSurface {
  /// Probability that the points on shared items did not rise: first node × second node.
  ///
  /// Children who started at the top, or share no item, are among them.
  let notRisen: [[Double]]
  /// Probability that the first sheet has full points on every shared item, or no item is shared; by first node.
  let notCounted: [Double]

  private typealias Marks = (low: Double, medium: Double, high: Double)

  /// Tabulates the nodes whose second trait less the first lies within `reach` nodes; farther pairs are 0.
  init(items: [ItemThresholds], response: GradedResponse, rates: MarkingRates, nodes: [Double], reach: ClosedRange<Int>)
  {
    let shared = (1 - rates.unmarked) * (1 - rates.unmarked)
    let marks = items.map { item in nodes.map { response.probabilities(trait: $0, item) } }
    notCounted = nodes.indices.map { node in
      marks.reduce(1) { $0 * (1 - shared + shared * $1[node].high) }
    }
    notRisen = nodes.indices.map { first in
      let near = nodes.indices.clamped(to: (first + reach.lowerBound)..<(first + reach.upperBound + 1))
      var row = [Double](repeating: 0, count: nodes.count)
      let probabilities = Self.notRisen(
        first: marks.map { $0[first] }, second: marks.map { $0[near] }, shared: shared, count: near.count)
      row.replaceSubrange(near, with: probabilities)
      return row
    }
  }

  /// Probabilities for one first trait and several second ones.
  private static func notRisen(
    first: [Marks], second: [ArraySlice<Marks>], shared: Double, count: Int
  ) -> [Double] {
    let middle = 2 * first.count
    // Change of points + middle × second trait.
    var states = [Double](repeating: 0, count: (2 * middle + 1) * count)
    for node in 0..<count { states[middle * count + node] = 1 }
    for (position, (before, after)) in zip(first, second).enumerated() {
      let changes = changeProbabilities(before, Array(after), shared: shared)
      let reached = 2 * position
      var next = [Double](repeating: 0, count: states.count)
      for change in -2...2 {
        let factors = changes[change + 2]
        for sum in (middle - reached)...(middle + reached) {
          let (from, to) = (sum * count, (sum + change) * count)
          for node in 0..<count { next[to + node] += states[from + node] * factors[node] }
        }
      }
      states = next
    }
    return (0..<count).map { node in (0...middle).reduce(0) { $0 + states[$1 * count + node] } }
  }

  /// Probability of a change of −2 … 2 points on one item, for each second trait.
  private static func changeProbabilities(_ before: Marks, _ after: [Marks], shared: Double) -> [[Double]] {
    [
      after.map { shared * before.high * $0.low },
      after.map { shared * (before.high * $0.medium + before.medium * $0.low) },
      after.map {
        1 - shared + shared * (before.low * $0.low + before.medium * $0.medium + before.high * $0.high)
      },
      after.map { shared * (before.low * $0.medium + before.medium * $0.high) },
      after.map { shared * before.low * $0.high },
    ]
  }
}
