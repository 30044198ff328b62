import Foundation
public import Moments
internal import Probability

/// The correlation of two normal variables behind two ordinal items.
///
/// Thresholds are the normal quantiles of the margins, and the correlation maximises the likelihood of the table given
/// them (two steps). Use it where sums of categories would understate how items go together.
///
/// **Empty cells.** Categories that nobody used are left out. In a table of two by two an empty cell, which would drive
/// the correlation to ±1, counts as half a person with the margins kept; in larger tables empty cells stay empty. A
/// correlation that still runs to the bound is reported there, marked as such and without error.
///
/// **Source.** Olsson (1979), Psychometrika 44:443; Brown & Benedetti (1977) for the empty cell.
public struct PolychoricCorrelation: Sendable, Codable, Equatable {
  /// In [−0.9999, 0.9999].
  public let correlation: Double
  /// With the thresholds taken as known; `nil` at a bound.
  public let standardError: Double?
  /// Persons who answered both items.
  public let personCount: Int
  /// Whether the likelihood rises up to the bound.
  public let isAtBound: Bool

  static let bound = 0.9999

  /// Estimates the correlation of a table; `nil` when one of the items has fewer than two categories in use.
  ///
  /// - Parameters:
  ///   - table: Persons, row after row.
  ///   - columnCount: Categories of the second item.
  public init?(_ table: [Int], columnCount: Int) {
    precondition(columnCount > 0 && table.count % columnCount == 0, "\(table.count) cells, \(columnCount) columns")
    guard let likelihood = PolychoricLikelihood(table, columnCount: columnCount) else { return nil }
    personCount = table.reduce(0, +)
    let ends = [-Self.bound, Self.bound].map { likelihood.score(at: $0).score }
    isAtBound = ends[0] <= 0 || ends[1] >= 0
    guard !isAtBound else {
      let isUpper = ends[1] >= 0 && (ends[0] > 0 || likelihood.prefersUpperBound)
      correlation = isUpper ? Self.bound : -Self.bound
      standardError = nil
      return
    }
    correlation = likelihood.root()
    let information = likelihood.score(at: correlation).information
    standardError = information > 0 ? 1 / information.squareRoot() : nil
  }
}

extension PolychoricCorrelation {
  /// Estimates the correlation of two items over the persons who answered both; `nil` when one of them does not vary.
  ///
  /// - Parameters:
  ///   - moments: With the table of the pair.
  ///   - first: Position among the items, below `second`.
  ///   - second: Position among the items.
  ///   - group: Position among the groups; `nil` means all.
  public init?(_ moments: ItemMoments, _ first: Int, _ second: Int, group: Int? = nil) {
    self.init(moments.pairTable(first, second, of: group), columnCount: moments.categoryCounts[second])
  }
}

/// The likelihood of a table of counts in its polychoric correlation, thresholds given.
struct PolychoricLikelihood {
  /// Normal quantiles of the cumulated margins, infinities at both ends.
  let rowThresholds: [Double]
  let columnThresholds: [Double]
  /// Rows × columns, row after row; empty categories left out.
  let counts: [Double]

  /// Below this a cell's probability is rounding; it falls steeply as the correlation grows in size.
  private static let smallestProbability = 1e-13
  private static let steepSlope = 1e6

  private var columnCount: Int { columnThresholds.count - 1 }

  init?(_ table: [Int], columnCount: Int) {
    let rowCount = table.count / columnCount
    let rowTotals = (0..<rowCount).map { row in table[row * columnCount..<(row + 1) * columnCount].reduce(0, +) }
    let columnTotals = (0..<columnCount).map { column in
      (0..<rowCount).reduce(0) { $0 + table[$1 * columnCount + column] }
    }
    let rows = rowTotals.indices.filter { rowTotals[$0] > 0 }
    let columns = columnTotals.indices.filter { columnTotals[$0] > 0 }
    guard rows.count > 1, columns.count > 1 else { return nil }
    let used = rows.flatMap { row in columns.map { Double(table[row * columnCount + $0]) } }
    counts = rows.count == 2 && columns.count == 2 ? withoutEmptyCell(used) : used
    rowThresholds = thresholds(rows.map { rowTotals[$0] })
    columnThresholds = thresholds(columns.map { columnTotals[$0] })
  }

  /// The derivative of the log-likelihood and its expected information at a correlation inside (−1, 1).
  func score(at correlation: Double) -> (score: Double, information: Double) {
    let normal = BivariateNormal(correlation: correlation)
    let excess = corners { normal.excess($0, $1) }
    let density = corners { normal.density($0, $1) }
    let total = counts.reduce(0, +)
    var result = (score: 0.0, information: 0.0)
    for place in counts.indices {
      let (row, column) = (place / columnCount, place % columnCount)
      let p = independent(row, column) + rectangle(excess, row, column)
      let slope = rectangle(density, row, column)
      guard p > Self.smallestProbability else {
        result.score -=
          counts[place] > 0 ? Double(signOf: correlation, magnitudeOf: counts[place] * Self.steepSlope) : 0
        continue
      }
      result.score += counts[place] * slope / p
      result.information += total * slope * slope / p
    }
    return result
  }

  /// The correlation where the derivative vanishes: Fisher scoring inside a bracket that shrinks.
  func root() -> Double {
    var (lower, upper) = (-PolychoricCorrelation.bound, PolychoricCorrelation.bound)
    var point = 0.0
    for _ in 0..<200 {
      let (score, information) = score(at: point)
      if score > 0 { lower = point } else { upper = point }
      let scored = point + score / information
      let next = scored > lower && scored < upper ? scored : (lower + upper) / 2
      if abs(next - point) < 1e-14 || score == 0 { return next }
      point = next
    }
    return point
  }

  /// Whether the upper bound is likelier than the lower one, for tables whose likelihood rises towards both.
  var prefersUpperBound: Bool {
    let values = [-PolychoricCorrelation.bound, PolychoricCorrelation.bound].map { bound in
      let excess = corners { BivariateNormal(correlation: bound).excess($0, $1) }
      return counts.indices.filter { counts[$0] > 0 }.reduce(0) { sum, place in
        let (row, column) = (place / columnCount, place % columnCount)
        let p = independent(row, column) + rectangle(excess, row, column)
        return sum + counts[place] * log(max(p, .leastNormalMagnitude))
      }
    }
    return values[1] > values[0]
  }

  /// A function at every pair of thresholds.
  private func corners(_ function: (Double, Double) -> Double) -> [[Double]] {
    rowThresholds.map { row in columnThresholds.map { function(row, $0) } }
  }

  private func rectangle(_ corners: [[Double]], _ row: Int, _ column: Int) -> Double {
    corners[row + 1][column + 1] - corners[row][column + 1] - corners[row + 1][column] + corners[row][column]
  }

  /// The probability of a cell if the items were independent: the margins' product.
  private func independent(_ row: Int, _ column: Int) -> Double {
    let normal = Normal()
    return (normal.cumulative(rowThresholds[row + 1]) - normal.cumulative(rowThresholds[row]))
      * (normal.cumulative(columnThresholds[column + 1]) - normal.cumulative(columnThresholds[column]))
  }
}

private func thresholds(_ totals: [Int]) -> [Double] {
  let total = Double(totals.reduce(0, +))
  var below = 0
  let inner = totals.dropLast().map { count in
    below += count
    return Normal().quantile(Double(below) / total)
  }
  return [-.infinity] + inner + [.infinity]
}

/// Half a person in the empty cell of a table of two by two, taken from its neighbours.
private func withoutEmptyCell(_ counts: [Double]) -> [Double] {
  guard let empty = counts.firstIndex(of: 0) else { return counts }
  return counts.indices.map { $0 == empty || $0 == 3 - empty ? counts[$0] + 0.5 : counts[$0] - 0.5 }
}
