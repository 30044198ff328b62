internal import Findings
internal import Foundation
internal import LinearAlgebra

/// The log-likelihood of a logistic regression on cells of equal rows.
struct BinomialLikelihood: ConcaveLikelihood {
  /// Cells × terms.
  let design: Matrix
  /// Weight of each cell.
  let trials: [Double]
  /// Weight of the cell's rows with response 1.
  let successes: [Double]
  let weightPerRow: Double

  /// The state of every cell at one point.
  struct Cells {
    var probabilities: [Double]
    /// Successes less their expectation.
    var residuals: [Double]
    /// Variance of the successes: trials · *μ (1 − μ)*.
    var variances: [Double]
  }

  func value(at point: [Double]) -> Double? {
    let predictors = design.multiplied(by: point)
    var sum = 0.0
    for cell in predictors.indices {
      let failures = trials[cell] - successes[cell]
      if successes[cell] > 0 { sum -= successes[cell] * softplus(-predictors[cell]) }
      if failures > 0 { sum -= failures * softplus(predictors[cell]) }
    }
    return sum.isFinite ? sum : nil
  }

  func derivatives(at point: [Double]) -> LikelihoodDerivatives? {
    guard let value = value(at: point) else { return nil }
    let cells = cells(at: point)
    return LikelihoodDerivatives(
      value: value, gradient: design.transposeMultiplied(by: cells.residuals),
      information: information(variances: cells.variances))
  }

  /// Probabilities, residuals and variances at a point.
  func cells(at point: [Double]) -> Cells {
    let predictors = design.multiplied(by: point)
    var cells = Cells(probabilities: predictors, residuals: predictors, variances: predictors)
    for cell in predictors.indices {
      let probability = 1 / (1 + exp(-predictors[cell]))
      let complement = 1 / (1 + exp(predictors[cell]))
      cells.probabilities[cell] = probability
      cells.residuals[cell] = successes[cell] * complement - (trials[cell] - successes[cell]) * probability
      cells.variances[cell] = trials[cell] * probability * complement
    }
    return cells
  }

  /// *Xᵀ V X*.
  func information(variances: [Double]) -> SymmetricMatrix { .gram(scaledDesign(variances)) }

  /// The design with each row times the square root of its variance.
  func scaledDesign(_ variances: [Double]) -> Matrix { design.scalingRows(by: variances.map { $0.squareRoot() }) }

  func isRecession(_ direction: [Double], tolerance: Double) -> Bool {
    let moves = design.multiplied(by: direction)
    let largest = moves.reduce(0) { max($0, abs($1)) }
    guard largest > smallestEndlessMove, largest.isFinite else { return false }
    let slack = tolerance * largest
    return moves.indices.allSatisfy { cell in
      (successes[cell] == 0 || moves[cell] >= -slack) && (successes[cell] == trials[cell] || moves[cell] <= slack)
    }
  }
}

/// A Newton step along which a logistic likelihood rises without end moves some row's log odds by about 1.
let smallestEndlessMove = 0.5

/// *log(1 + eˣ)* without overflow.
func softplus(_ x: Double) -> Double { max(x, 0) + log1p(exp(-abs(x))) }
