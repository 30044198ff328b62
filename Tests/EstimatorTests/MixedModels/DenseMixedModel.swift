import Design
import Foundation
import LinearAlgebra
import MixedModels

/// The likelihood of a linear mixed model computed from the rows, with the covariance of the response in full.
///
/// Notation: *V = I + Σ Z_l Λ_l Λ_lᵀ Z_lᵀ* relative to the residual variance, one *Z_l* per grouping factor; the residual
/// variance and the fixed effects are profiled out.
struct DenseMixedModel {
  let fixed: Matrix
  let response: [Double]
  /// For each factor, outermost first, its units' codes and its random-effects columns.
  let factors: [(codes: [Int32], design: Matrix)]

  init(_ frame: ModelFrame) {
    fixed = frame.fixed.matrix
    response = frame.response
    let outermostFirst = frame.random.sorted {
      frame.grouping[$0.groupingIndex].levelCount < frame.grouping[$1.groupingIndex].levelCount
    }
    factors = outermostFirst.map { (frame.grouping[$0.groupingIndex].codes, $0.design.matrix) }
  }

  struct Answer {
    var deviance: Double
    var restrictedDeviance: Double
    var coefficients: [Double]
  }

  /// Both deviances and the fixed effects at θ.
  func answer(theta: [Double]) throws -> Answer {
    let factor = try Cholesky(covariance(theta))
    let (design, values) = (factor.solveLower(fixed), factor.solveLower(response))
    let information = try Cholesky(.gram(design))
    let coefficients = information.solve(design.transposeMultiplied(by: values))
    let squares = zip(values, design.multiplied(by: coefficients)).reduce(0) { $0 + ($1.0 - $1.1) * ($1.0 - $1.1) }
    func deviance(_ degrees: Int, _ determinants: Double) -> Double {
      determinants + Double(degrees) * (1 + log(2 * Double.pi * squares / Double(degrees)))
    }
    return Answer(
      deviance: deviance(response.count, factor.logDeterminant),
      restrictedDeviance: deviance(
        response.count - fixed.columnCount, factor.logDeterminant + information.logDeterminant),
      coefficients: coefficients)
  }

  private func covariance(_ theta: [Double]) -> SymmetricMatrix {
    var covariance = SymmetricMatrix.identity(response.count)
    var rest = theta[...]
    for (codes, design) in factors {
      let size = design.columnCount
      var lower = Matrix(rowCount: size, columnCount: size)
      for column in 0..<size {
        for row in column..<size { lower[row, column] = rest.removeFirst() }
      }
      let scaled = design.multiplied(by: lower)
      for row in response.indices {
        for other in 0...row where codes[row] == codes[other] {
          covariance[row, other] += (0..<size).reduce(0) { $0 + scaled[row, $1] * scaled[other, $1] }
        }
      }
    }
    return covariance
  }
}
