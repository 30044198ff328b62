internal import Findings
internal import Foundation
internal import LinearAlgebra
internal import Moments

/// A proportional odds model laid out on counted cells, in standardised coordinates *(θ, β)*.
struct OrdinalProblem {
  let cells: ResponseCells
  let design: StandardizedDesign
  let likelihood: CumulativeLikelihood

  /// Where the likelihood is largest, or how far it was followed towards infinity.
  struct Solution {
    var point: [Double]
    var derivatives: CutoffKernel.Derivatives
    /// Of the information.
    var factor: Cholesky
    /// Positions of thresholds and coefficients that run to infinity.
    var divergent: [Int]
  }

  /// Lays the model out.
  ///
  /// - Throws: `EstimationError.tooFewObservations`, `.noFiniteObjective`.
  init(_ cells: ResponseCells) throws(EstimationError) {
    self.cells = cells
    design = try StandardizedDesign(cells, constant: .thresholds)
    let required = cells.categories.count - 1 + design.terms.count
    guard cells.observationCount >= required else {
      throw .tooFewObservations(found: cells.observationCount, required: required)
    }
    let kernel = CutoffKernel(
      categoryCount: cells.categories.count, weights: cells.weights.transposed().elements)
    likelihood = CumulativeLikelihood(
      design: design.matrix, kernel: kernel,
      weightPerRow: kernel.weights.reduce(0, +) / Double(cells.observationCount))
  }

  /// Number of thresholds.
  var cutoffCount: Int { likelihood.kernel.cutoffCount }

  /// Names of the thresholds: `1|2`, `2|3`.
  var thresholds: [String] { zip(cells.categories, cells.categories.dropFirst()).map { "\($0)|\($1)" } }

  /// The matrix that gives thresholds and coefficients of the columns as given.
  var transformation: Matrix {
    let count = cutoffCount + design.terms.count
    var result = Matrix(rowCount: count, columnCount: count)
    for cutoff in 0..<cutoffCount { result[cutoff, cutoff] = 1 }
    for term in design.terms.indices {
      result[cutoffCount + term, cutoffCount + term] = 1 / design.scale[term]
      for cutoff in 0..<cutoffCount {
        result[cutoff, cutoffCount + term] = design.centre[term] / design.scale[term]
      }
    }
    return result
  }

  /// Thresholds of the shares of the categories, and coefficients 0.
  var start: [Double] {
    let shares = cells.categories.indices.map { cells.weights.column($0).reduce(0, +) }
    let total = shares.reduce(0, +)
    var below = 0.0
    let thresholds = shares.dropLast().map { share in
      below += share
      return log(below / (total - below))
    }
    return thresholds + design.terms.map { _ in 0 }
  }

  /// Maximises the likelihood.
  func solve() throws(EstimationError) -> Solution {
    let point: [Double]
    var divergent: [Int] = []
    switch try ConcaveMaximization(likelihood: likelihood).run(from: start) {
    case .found(let found): point = found
    case .atInfinity(let last, let direction):
      point = last
      divergent = divergentParameters(direction)
    }
    guard let derivatives = likelihood.kernel.derivatives(likelihood.predictors(at: point)),
      let factor = try? Cholesky(likelihood.information(derivatives))
    else { throw .singularSystem(step: "information") }
    return Solution(point: point, derivatives: derivatives, factor: factor, divergent: divergent)
  }

  /// The gradient of one cluster's likelihood.
  func score(of cluster: Int, _ gathering: ClusterGathering, _ derivatives: CutoffKernel.Derivatives) -> [Double] {
    var score = [Double](repeating: 0, count: cutoffCount)
    var sums = [Double](repeating: 0, count: cells.cellCount)
    for cell in cells.clusterStarts[cluster]..<cells.clusterStarts[cluster + 1] {
      for cutoff in 0..<cutoffCount {
        let slope = derivatives.gradient[cell * cutoffCount + cutoff]
        score[cutoff] += slope
        sums[cell] -= slope
      }
    }
    return score + gathering.sum(of: cluster, residuals: sums)
  }

  /// The parameters that move along a direction in which the likelihood rises without end.
  private func divergentParameters(_ direction: [Double]) -> [Int] {
    let moves = transformation.multiplied(by: direction)
    let scaled = moves.indices.map { $0 < cutoffCount ? moves[$0] : direction[$0] }
    let largest = scaled.reduce(0) { max($0, abs($1)) }
    return scaled.indices.filter { abs(scaled[$0]) > 1e-4 * largest }
  }
}
