import Balancing
import Foundation
import LinearAlgebra
import Probability
import TestSupport
import Testing

/// Draws of the random-intercept regression against its posterior computed with dense matrices.
@Suite struct RandomInterceptPosteriorTests {
  /// Thirty rows in six uneven clusters, with an intercept and two covariates.
  struct Rows {
    let design: Matrix
    let response: [Double]
    let clusters: [Int]

    init() {
      var draws = RandomStream(seed: 12, stream: 3)
      let sizes = [2, 3, 5, 5, 7, 8]
      let clusters = sizes.indices.flatMap { [Int](repeating: $0, count: sizes[$0]) }
      let count = clusters.count
      let x = (0..<2 * count).map { _ in draws.nextNormal() }
      let intercepts = sizes.map { _ in 0.6 * draws.nextNormal() }
      design = Matrix(rowCount: count, columnCount: 3, elements: [Double](repeating: 1, count: count) + x)
      self.clusters = clusters
      response = clusters.indices.map { 1 + 0.5 * x[$0] + intercepts[clusters[$0]] + draws.nextNormal() }
    }

    var moments: ObservedMoments {
      let sizes = [2, 3, 5, 7, 8]
      var moments = ObservedMoments(termCount: 3, observationCount: response.count, sizes: sizes)
      let rows = response.indices.map { row in (0..<3).map { design[row, $0] } + [response[row]] }
      for cluster in 0..<6 {
        let members = rows.indices.filter { clusters[$0] == cluster }
        let sums = (0..<4).map { column in members.reduce(0) { $0 + rows[$1][column] } }
        sums.withUnsafeBufferPointer {
          moments.addCluster($0, sizeClass: sizes.firstIndex(of: members.count) ?? 0)
        }
      }
      moments.gram = (0..<4).flatMap { row in
        (0...row).map { column in rows.reduce(0) { $0 + $1[row] * $1[column] } }
      }
      return moments
    }

    /// Log density of *ρ*, and the moments of the coefficients and of *σ²* given *ρ*, from *V = I + λ J*.
    func dense(correlation: Double) throws -> (log: Double, mean: [Double], variance: [Double], sigmaSquared: Double) {
      let ratio = correlation / (1 - correlation)
      var covariance = SymmetricMatrix.identity(response.count)
      for a in response.indices {
        for b in response.indices where b >= a && clusters[a] == clusters[b] { covariance[b, a] += ratio }
      }
      let factor = try Cholesky(covariance)
      let information = SymmetricMatrix(symmetrizing: design.transposeMultiplied(by: factor.solve(design)))
      let inner = try Cholesky(information)
      let mean = inner.solve(design.transposeMultiplied(by: factor.solve(response)))
      let residuals = zip(response, design.multiplied(by: mean)).map { $0 - $1 }
      let squares = zip(residuals, factor.solve(residuals)).reduce(0) { $0 + $1.0 * $1.1 }
      let degrees = Double(response.count - 3)
      let log = -0.5 * (factor.logDeterminant + inner.logDeterminant + degrees * Foundation.log(squares))
      let sigmaSquared = squares / (degrees - 2)
      return (log, mean, inner.inverse().diagonal.map { $0 * sigmaSquared }, sigmaSquared)
    }
  }

  @Test func drawsHaveTheMomentsOfThePosterior() throws {
    let rows = Rows()
    let grid = try (0..<400).map { (index: Int) in
      let correlation = (Double(index) + 0.5) / 400 * 0.999
      return (correlation: correlation, given: try rows.dense(correlation: correlation))
    }
    let top = grid.map(\.given.log).max() ?? 0
    let weights = grid.map { exp($0.given.log - top) }
    func expectation(_ value: (Int) -> Double) -> Double {
      grid.indices.reduce(0) { $0 + weights[$1] * value($1) } / weights.reduce(0, +)
    }
    let posterior = RandomInterceptPosterior(rows.moments, hasKnownVariance: false)
    var stream = RandomStream(seed: 1, stream: 1)
    let draws = (0..<4_000).map { _ in posterior.draw(&stream) }
    func expectMean(_ values: [Double], _ expected: Double, _ name: String) {
      let mean = values.reduce(0, +) / Double(values.count)
      let variance = values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Double(values.count)
      #expect(abs(mean - expected) < 4 * (variance / Double(values.count)).squareRoot(), "\(name)")
    }
    let correlations = draws.map { $0.varianceRatio / (1 + $0.varianceRatio) }
    expectMean(correlations, expectation { grid[$0].correlation }, "correlation")
    expectMean(correlations.map { $0 * $0 }, expectation { grid[$0].correlation * grid[$0].correlation }, "its square")
    expectMean(draws.map { $0.deviation * $0.deviation }, expectation { grid[$0].given.sigmaSquared }, "variance")
    for term in 0..<3 {
      let mean = expectation { grid[$0].given.mean[term] }
      let square = expectation { cell in
        let deviation = grid[cell].given.mean[term] - mean
        return grid[cell].given.variance[term] + deviation * deviation
      }
      expectMean(draws.map { $0.coefficients[term] }, mean, "coefficient \(term)")
      let squares = draws.map { ($0.coefficients[term] - mean) * ($0.coefficients[term] - mean) }
      expectMean(squares, square, "variance of coefficient \(term)")
    }
  }
}
