internal import Foundation

/// Posterior means of the abilities under one normal distribution of all rows, whose moments are estimated first.
///
/// A start for the sampler, not an answer: differences between groups are shrunk in it.
package struct StartingAbilities {
  package let mean: Double
  package let variance: Double
  /// One per cell.
  package let ofCells: [Double]

  private static let iterationCount = 15

  /// Estimates mean and variance by the EM algorithm from the rows of each cell.
  package init(_ table: LikelihoodTable, cellCounts: [Int]) {
    let points = table.grid.nodes
    let likelihoods = Self.scaled(table)
    let total = Double(cellCounts.reduce(0, +))
    var (mean, variance) = (0.5 * (points[0] + points[points.count - 1]), Self.spread(points))
    var ofCells: [Double] = []
    for _ in 0..<Self.iterationCount {
      let prior = points.map { exp(-0.5 * ($0 - mean) * ($0 - mean) / variance) }
      var (sum, squares) = (0.0, 0.0)
      ofCells = []
      for (cell, count) in cellCounts.enumerated() {
        let (first, second) = Self.moments(likelihoods, start: cell * points.count, prior: prior, points: points)
        ofCells.append(first)
        sum += Double(count) * first
        squares += Double(count) * second
      }
      mean = sum / total
      variance = max(squares / total - mean * mean, table.grid.step * table.grid.step)
    }
    (self.mean, self.variance, self.ofCells) = (mean, variance, ofCells)
  }

  private static func spread(_ points: [Double]) -> Double {
    let half = 0.25 * (points[points.count - 1] - points[0])
    return half * half
  }

  /// Likelihoods with the largest of each cell at 1.
  private static func scaled(_ table: LikelihoodTable) -> [Double] {
    var values = table.logLikelihoods
    for start in stride(from: 0, to: values.count, by: table.grid.count) {
      let range = start..<start + table.grid.count
      let top = values[range].max() ?? 0
      for index in range { values[index] = exp(values[index] - top) }
    }
    return values
  }

  /// Posterior mean and mean square of a cell.
  private static func moments(
    _ likelihoods: [Double], start: Int, prior: [Double], points: [Double]
  ) -> (first: Double, second: Double) {
    likelihoods.withUnsafeBufferPointer { likelihoods in
      prior.withUnsafeBufferPointer { prior in
        points.withUnsafeBufferPointer { points in
          var (mass, first, second) = (0.0, 0.0, 0.0)
          for point in 0..<points.count {
            let weight = likelihoods[start + point] * prior[point]
            mass += weight
            first += weight * points[point]
            second += weight * points[point] * points[point]
          }
          guard mass > 0 else { return (points[0], points[0] * points[0]) }
          return (first / mass, second / mass)
        }
      }
    }
  }
}
