import Foundation
internal import Moments
internal import Probability

/// Orlando and Thissen's S-X² of one item, for any number of categories.
///
/// **Cells.** The lowest and the highest sum score are left out. Scores are pooled from the lowest upwards until each
/// category of the item is expected often enough; what is left at the top joins the last pool. Where that leaves no degrees
/// of freedom, the rarer of the item's end categories is joined with its neighbour, and pooling starts again.
/// Degrees of freedom: pools × (categories − 1) − estimated parameters of the item.
///
/// **Source.** Orlando & Thissen (2000), Applied Psychological Measurement 24:50; Kang & Chen (2008), Journal of
/// Educational Measurement 45:391.
public struct ScoreFit: Sendable, Codable, Equatable {
  public let statistic: Double
  public let degreesOfFreedom: Int
  public let pValue: Double
  /// Persons who answered all items, extreme scores left out.
  public let personCount: Int
  /// Pools of sum scores.
  public let poolCount: Int
  /// Categories after joining.
  public let categoryCount: Int
}

/// Observed and expected item × category × score tables of the persons who answered all items with parameters.
struct ItemScoreTables {
  /// Observed and expected persons per category at one sum score.
  struct Row {
    var observed: [Double]
    var expected: [Double]
  }

  /// Items × scores, extremes left out and unobserved scores too.
  private let rows: [[Row]]
  /// Estimated parameters that are an item's own.
  private let parameterCounts: [Int]

  init(_ calibration: ItemResponseFit, _ moments: ItemMoments) throws(ItemResponseError) {
    let cells = try CalibratedCells(moments, items: calibration.items)
    let complete = moments.cells.indices.filter { cell in
      cells.patterns[moments.cells[cell].pattern].count == calibration.items.count
    }
    parameterCounts = calibration.items.map { item in
      if calibration.anchoredItems.contains(item.item) { return 0 }
      return calibration.model == .ratingScale ? 1 : item.categoryCount - 1
    }
    let form = try TestForm(calibration)
    var rows: [[Row]] = []
    for item in calibration.items {
      let expected = try ConditionalCategories(calibration, form, item: item.item)
      let position = moments.items.firstIndex(of: item.item)
      var byScore: [Int: Row] = [:]
      for cell in complete {
        let score = cells.scores[cell]
        guard score > form.scoreRange.lowerBound, score < form.scoreRange.upperBound, let position,
          let counts = moments.counts(of: position, in: moments.cells[cell]),
          let shares = expected.shares(group: moments.groups[moments.cells[cell].group], score: score)
        else { continue }
        let persons = Double(moments.cells[cell].personCount)
        let zero = [Double](repeating: 0, count: item.categoryCount)
        let row = byScore[score] ?? Row(observed: zero, expected: zero)
        let observed = item.categories.map { Double(counts[counts.startIndex + $0]) }
        byScore[score] = Row(
          observed: zip(row.observed, observed).map(+), expected: zip(row.expected, shares).map { $0 + persons * $1 })
      }
      rows.append(byScore.keys.sorted().compactMap { byScore[$0] })
    }
    self.rows = rows
  }

  /// The statistic of an item; `nil` when pooling leaves no degrees of freedom.
  func scoreFit(of item: Int, leastExpected: Double) -> ScoreFit? {
    var table = rows[item]
    while let categoryCount = table.first?.observed.count, categoryCount > 1 {
      let pools = pooled(table, leastExpected: leastExpected)
      let degrees = pools.count * (categoryCount - 1) - parameterCounts[item]
      if degrees > 0 { return scoreFit(pools, degrees) }
      table = joiningRarerEnd(table)
    }
    return nil
  }

  private func scoreFit(_ pools: [Row], _ degrees: Int) -> ScoreFit {
    let statistic = pools.reduce(0) { sum, pool in
      zip(pool.observed, pool.expected).reduce(sum) { $0 + ($1.0 - $1.1) * ($1.0 - $1.1) / $1.1 }
    }
    return ScoreFit(
      statistic: statistic, degreesOfFreedom: degrees,
      pValue: ChiSquared(degreesOfFreedom: Double(degrees)).upperTail(statistic),
      personCount: Int(pools.reduce(0) { $0 + $1.observed.reduce(0, +) }.rounded()), poolCount: pools.count,
      categoryCount: pools[0].observed.count)
  }

  private func pooled(_ table: [Row], leastExpected: Double) -> [Row] {
    var pools: [Row] = []
    var open: Row?
    for row in table {
      let sum = open.map { $0 + row } ?? row
      let isFull = sum.expected.allSatisfy { $0 >= leastExpected }
      if isFull { pools.append(sum) }
      open = isFull ? nil : sum
    }
    if let rest = open, let last = pools.indices.last { pools[last] = pools[last] + rest }
    return pools
  }

  /// The table with the end category that is expected less often added to its neighbour.
  private func joiningRarerEnd(_ table: [Row]) -> [Row] {
    let last = table[0].observed.count - 1
    let totals = [0, last].map { category in table.reduce(0) { $0 + $1.expected[category] } }
    let first = totals[0] <= totals[1] ? 0 : last - 1
    return table.map { Row(observed: joined($0.observed, first), expected: joined($0.expected, first)) }
  }

  private func joined(_ values: [Double], _ first: Int) -> [Double] {
    values[..<first] + [values[first] + values[first + 1]] + values[(first + 2)...]
  }
}

extension ItemScoreTables.Row {
  fileprivate static func + (left: Self, right: Self) -> Self {
    Self(
      observed: zip(left.observed, right.observed).map(+), expected: zip(left.expected, right.expected).map(+))
  }
}

/// Shares of an item's categories among persons of a group with the same sum score, by the model.
///
/// P(k | s) = ∫ P_k(θ) f*(s − k | θ) g(θ) dθ / Σ_k of the same, with f* the distribution of the sum of the other items.
struct ConditionalCategories {
  /// Groups → scores → categories.
  private let shares: [String: [[Double]?]]
  private let lowestScore: Int

  init(_ calibration: ItemResponseFit, _ form: TestForm, item name: String) throws(ItemResponseError) {
    let others = try TestForm(calibration, items: calibration.items.map(\.item).filter { $0 != name })
    let grid = ResponseLikelihood.usualGrid(of: calibration)
    let item = try TestForm(calibration, items: [name]).items[0]
    let rest = grid.nodes.map { others.scoreProbabilities(at: $0) }
    let own = grid.nodes.map { theta in item.logProbabilities(at: theta, model: form.model).map { exp($0) } }
    let (range, restLowest) = (form.scoreRange, others.scoreRange.lowerBound)
    lowestScore = range.lowerBound
    var shares: [String: [[Double]?]] = [:]
    for group in calibration.groups {
      let density = grid.logDensity(group).map { exp($0) }
      shares[group.group] = range.map { score in
        let joint = item.categories.indices.map { category in
          let place = score - item.categories[category] - restLowest
          guard rest[0].indices.contains(place) else { return 0.0 }
          return density.indices.reduce(0) { $0 + density[$1] * own[$1][category] * rest[$1][place] }
        }
        let total = joint.reduce(0, +)
        return total > 0 ? joint.map { $0 / total } : nil
      }
    }
    self.shares = shares
  }

  /// One share per category that the model knows; `nil` for a group without distribution or a score that cannot be.
  func shares(group: String, score: Int) -> [Double]? {
    guard let scores = shares[group], scores.indices.contains(score - lowestScore) else { return nil }
    return scores[score - lowestScore]
  }
}
