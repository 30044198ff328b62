import Records

/// Probability that a child did not rise in an area between two sheets, by the trait at the first and at the second.
///
/// The change of points on the items that both sheets mark follows from the Lord–Wingersky recursion over the changes
/// −2 … 2 of single items, an item that either sheet leaves unmarked being a change of 0.
///
/// **Source.** Lord & Wingersky (1984), Applied Psychological Measurement 8:453.
struct NoProgressSurface {
  /// Probability that the points on shared items did not rise: first node × second node, row by row.
  ///
  /// Children who started at the top, or share no item, are among them.
  let notRisen: [Double]
  /// Probability that the first sheet has full points on every shared item, or no item is shared; by first node.
  let notCounted: [Double]
  /// Second node less first node of the pairs that are tabulated.
  private let reach: ClosedRange<Int>

  /// Tabulates the nodes whose second trait less the first lies within `reach` nodes; farther pairs are 0.
  init(items: [ItemThresholds], response: GradedResponse, rates: MarkingRates, nodes: [Double], reach: ClosedRange<Int>)
  {
    let shared = (1 - rates.unmarked) * (1 - rates.unmarked)
    let marks = items.map { MarkCurves($0, response, nodes: nodes) }
    self.reach = reach
    notCounted = nodes.indices.map { node in
      marks.reduce(1) { $0 * (1 - shared + shared * $1.high[node]) }
    }
    var changes = ChangeRecursion(itemCount: items.count, nodeCount: nodes.count)
    notRisen = nodes.indices.flatMap { first in
      changes.notRisen(from: first, to: Self.near(first, reach, count: nodes.count), marks: marks, shared: shared)
    }
  }

  /// The surface between some others, with weights that sum to 1.
  init(mixing surfaces: [NoProgressSurface], _ weights: [Double]) {
    notRisen = mixture(surfaces.map(\.notRisen), weights)
    notCounted = mixture(surfaces.map(\.notCounted), weights)
    reach = surfaces[0].reach
  }

  /// Second nodes that are tabulated beside a first one.
  func near(_ first: Int) -> Range<Int> { Self.near(first, reach, count: notCounted.count) }

  private static func near(_ first: Int, _ reach: ClosedRange<Int>, count: Int) -> Range<Int> {
    (0..<count).clamped(to: (first + reach.lowerBound)..<(first + reach.upperBound + 1))
  }
}

/// Probabilities of 1, 2 and 3 points on an item, by node.
private struct MarkCurves {
  let low: [Double]
  let medium: [Double]
  let high: [Double]

  init(_ item: ItemThresholds, _ response: GradedResponse, nodes: [Double]) {
    let marks = nodes.map { response.probabilities(trait: $0, item) }
    low = marks.map(\.low)
    medium = marks.map(\.medium)
    high = marks.map(\.high)
  }
}

/// The distribution of the change of points, item by item, for one first trait and several second ones.
private struct ChangeRecursion {
  /// Change of points + middle × second node, with two changes more on either side that have no probability.
  private var states: [Double]
  private var next: [Double]
  /// Probability of a change of −2 … 2 points on one item × second node.
  private var changes: [Double]
  /// Row of no change.
  private let middle: Int
  private let nodeCount: Int

  init(itemCount: Int, nodeCount: Int) {
    self.nodeCount = nodeCount
    middle = 2 * itemCount + 2
    states = [Double](repeating: 0, count: (2 * middle + 1) * nodeCount)
    next = states
    changes = [Double](repeating: 0, count: 5 * nodeCount)
  }

  /// Probabilities by second node; 0 for those that are not near.
  mutating func notRisen(from first: Int, to near: Range<Int>, marks: [MarkCurves], shared: Double) -> [Double] {
    clear()
    for node in near { states[middle * nodeCount + node] = 1 }
    for (position, item) in marks.enumerated() {
      setChanges(of: item, from: first, to: near, shared: shared)
      advance(reached: 2 * (position + 1), near)
    }
    return (0..<nodeCount).map { node in (0...middle).reduce(0) { $0 + states[$1 * nodeCount + node] } }
  }

  private mutating func clear() {
    for index in states.indices {
      states[index] = 0
      next[index] = 0
    }
  }

  private mutating func setChanges(of item: MarkCurves, from first: Int, to near: Range<Int>, shared: Double) {
    let (low, medium, high) = (item.low[first], item.medium[first], item.high[first])
    for node in near {
      let (one, two, three) = (item.low[node], item.medium[node], item.high[node])
      changes[node] = shared * high * one
      changes[nodeCount + node] = shared * (high * two + medium * one)
      changes[2 * nodeCount + node] = 1 - shared + shared * (low * one + medium * two + high * three)
      changes[3 * nodeCount + node] = shared * (low * two + medium * three)
      changes[4 * nodeCount + node] = shared * low * three
    }
  }

  /// Adds an item, after which sums from `-reached` to `reached` are possible.
  private mutating func advance(reached: Int, _ near: Range<Int>) {
    let count = nodeCount
    states.withUnsafeBufferPointer { states in
      changes.withUnsafeBufferPointer { changes in
        next.withUnsafeMutableBufferPointer { next in
          for sum in (middle - reached)...(middle + reached) {
            for node in near {
              let state = sum * count + node
              next[state] =
                states[state + 2 * count] * changes[node] + states[state + count] * changes[count + node]
                + states[state] * changes[2 * count + node] + states[state - count] * changes[3 * count + node]
                + states[state - 2 * count] * changes[4 * count + node]
            }
          }
        }
      }
    }
    swap(&states, &next)
  }
}
