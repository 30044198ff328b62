import Records

/// Probabilities that a sheet is scored in an area, and scored at level I, along the trait.
///
/// The distribution of points comes from the Lord–Wingersky recursion over the items, with one more state for the number
/// of items without a mark, so that missing and not applicable marks are no approximation.
///
/// **Source.** Lord & Wingersky (1984), Applied Psychological Measurement 8:453.
struct LevelOneCurve {
  /// By node.
  let scored: [Double]
  let low: [Double]

  init(items: [ItemThresholds], response: GradedResponse, rates: MarkingRates, rule: LevelRule, nodes: [Double]) {
    let outcomes = SheetOutcomes(itemCount: items.count, rates: rates, rule: rule)
    let points = nodes.map { trait in
      outcomes.probabilities(items.map { response.probabilities(trait: trait, $0) })
    }
    scored = points.map(\.scored)
    low = points.map(\.low)
  }

  /// The curves between some others, with weights that sum to 1.
  init(mixing curves: [LevelOneCurve], _ weights: [Double]) {
    scored = mixture(curves.map(\.scored), weights)
    low = mixture(curves.map(\.low), weights)
  }
}

/// What a sheet with so many items of an area can come to.
private struct SheetOutcomes {
  private let itemCount: Int
  private let unmarked: Double
  /// By number of unmarked items.
  private let isScored: [Double]
  /// Largest points beyond one per marked item at level I, by number of unmarked items; −1 for none.
  private let largestLow: [Int]

  init(itemCount: Int, rates: MarkingRates, rule: LevelRule) {
    self.itemCount = itemCount
    unmarked = rates.unmarked
    isScored = (0...itemCount).map {
      rates.isScored(unmarkedCount: $0, itemCount: itemCount, minimumItemShare: rule.minimumItemShare)
    }
    largestLow = (0...itemCount).map { unmarkedCount in
      let marked = itemCount - unmarkedCount
      guard marked > 0 else { return -1 }
      return (0...2 * marked).last { rule.level(pointSum: marked + $0, itemCount: marked) == .low } ?? -1
    }
  }

  /// From the probabilities of 1, 2 and 3 points on each item.
  func probabilities(_ marks: [(low: Double, medium: Double, high: Double)]) -> (scored: Double, low: Double) {
    let width = 2 * itemCount + 1
    // Unmarked items × points beyond one per marked item; updated from the end, so that it needs no copy.
    var states = [Double](repeating: 0, count: (itemCount + 1) * width)
    states[0] = 1
    for (position, mark) in marks.enumerated() {
      let (one, two, three) = ((1 - unmarked) * mark.low, (1 - unmarked) * mark.medium, (1 - unmarked) * mark.high)
      for count in stride(from: position + 1, through: 0, by: -1) {
        let row = count * width
        for extra in stride(from: 2 * (position + 1), through: 0, by: -1) {
          var sum = states[row + extra] * one
          if extra > 0 { sum += states[row + extra - 1] * two }
          if extra > 1 { sum += states[row + extra - 2] * three }
          if count > 0 { sum += states[row - width + extra] * unmarked }
          states[row + extra] = sum
        }
      }
    }
    return (0...itemCount).reduce((0, 0)) { sum, count in
      let row = states[(count * width)..<((count + 1) * width)]
      return (
        sum.0 + isScored[count] * row.reduce(0, +),
        sum.1 + isScored[count] * row.prefix(largestLow[count] + 1).reduce(0, +)
      )
    }
  }
}
