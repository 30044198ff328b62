import Foundation
internal import LinearAlgebra
internal import Moments
internal import Regression

/// Matched answers as cells of an ordinal regression on score, side and their product.
struct MatchedCells {
  static let terms = ["score", "side", "score:side"]

  private struct Cell {
    var cluster: Int
    var score: Double
    var isFocal: Bool
    /// Persons per category in use.
    var counts: [Int]
  }

  private let item: String
  private let clusters: [String]?
  private let cells: [Cell]
  /// Categories in use, ascending.
  private let categories: [Int]

  /// Leaves out strata whose answers cover less than half of the matching points.
  init(_ answers: MatchedAnswers) {
    item = answers.item
    clusters = answers.clusters
    let scored = answers.rows.compactMap { row in answers.scores[row.stratum].map { (row, $0) } }
    categories = (0..<answers.categoryCount).filter { category in scored.contains { $0.0.counts[category] > 0 } }
    let used = categories
    cells = scored.sorted { $0.0.cluster < $1.0.cluster }.map { row, score in
      Cell(cluster: row.cluster, score: score, isFocal: row.isFocal, counts: used.map { row.counts[$0] })
    }
  }

  func personCount(isFocal: Bool) -> Int {
    cells.reduce(0) { $0 + ($1.isFocal == isFocal ? $1.counts.reduce(0, +) : 0) }
  }

  /// The cells with the first so many terms as design.
  func response(_ termCount: Int) -> ResponseCells {
    let columns = cells.map { cell in [cell.score, cell.isFocal ? 1 : 0, cell.isFocal ? cell.score : 0] }
    return ResponseCells(
      counts: Matrix(rows: cells.map { $0.counts.map(Double.init) }, columnCount: categories.count),
      response: (item, categories), terms: Array(Self.terms.prefix(termCount)),
      design: Matrix(rows: columns.map { Array($0.prefix(termCount)) }, columnCount: termCount),
      clusters: clusters.map { ("cluster", $0, starts(of: $0.count)) })
  }

  /// Where the cells of each cluster start.
  private func starts(of clusterCount: Int) -> [Int] {
    var starts = [Int](repeating: 0, count: clusterCount + 1)
    for cell in cells { starts[cell.cluster + 1] += 1 }
    for cluster in 0..<clusterCount { starts[cluster + 1] += starts[cluster] }
    return starts
  }

  private var totals: [Int] {
    categories.indices.map { category in cells.reduce(0) { $0 + $1.counts[category] } }
  }

  /// Σ n_k log(n_k / n): the likelihood of shares that are the same for everybody.
  var nullLogLikelihood: Double {
    let n = Double(totals.reduce(0, +))
    return totals.reduce(0) { $0 + Double($1) * log(Double($1) / n) }
  }

  /// Of the item over all persons, with denominator n − 1.
  var standardDeviation: Double {
    let n = Double(totals.reduce(0, +))
    let mean = zip(categories, totals).reduce(0) { $0 + Double($1.0) * Double($1.1) } / n
    let squares = zip(categories, totals).reduce(0) {
      $0 + Double($1.1) * (Double($1.0) - mean) * (Double($1.0) - mean)
    }
    return (squares / (n - 1)).squareRoot()
  }

  /// Mean over the focal side of E(y | score, focal) − E(y | score, reference).
  func expectedDifference(_ fit: CumulativeLogitFit) -> Double {
    var (sum, count) = (0.0, 0.0)
    for cell in cells where cell.isFocal {
      let persons = Double(cell.counts.reduce(0, +))
      sum += persons * (expectation(fit, cell.score, 1) - expectation(fit, cell.score, 0))
      count += persons
    }
    return sum / count
  }

  /// Lowest category + Σ (step to the next) P(Y above), with P(Y ≤ k) = logistic(θ_k − xᵀβ).
  private func expectation(_ fit: CumulativeLogitFit, _ score: Double, _ side: Double) -> Double {
    let values = [score, side, score * side]
    let predictor = zip(fit.terms, fit.coefficients).reduce(0) { sum, term in
      sum + term.1 * (Self.terms.firstIndex(of: term.0).map { values[$0] } ?? 0)
    }
    return fit.thresholds.indices.reduce(Double(categories[0])) { sum, cut in
      sum + Double(categories[cut + 1] - categories[cut]) / (1 + exp(fit.parameters[cut] - predictor))
    }
  }
}

extension Matrix {
  /// A matrix from its rows.
  fileprivate init(rows: [[Double]], columnCount: Int) {
    var matrix = Matrix(rowCount: rows.count, columnCount: columnCount)
    for (row, values) in rows.enumerated() {
      for (column, value) in values.enumerated() { matrix[row, column] = value }
    }
    self = matrix
  }
}
