internal import LinearAlgebra

/// The log-likelihood of a proportional odds model in which one column has an effect of its own at every threshold.
///
/// *logit P(Y ≤ k) = θ_k − xᵀβ − z α_k*, in the coordinates *(θ, α, β)*.
///
/// **Source.** Peterson & Harrell (1990), Applied Statistics 39(2), 205–217.
struct NominalLikelihood: ConcaveLikelihood {
  /// Cells × the other terms.
  let others: Matrix
  /// The column with effects of its own.
  let column: [Double]
  let kernel: CutoffKernel
  let weightPerRow: Double

  private var cutoffs: Int { kernel.cutoffCount }

  func value(at point: [Double]) -> Double? {
    let value = kernel.value(predictors(at: point), range: 0..<kernel.cellCount)
    return value.isFinite ? value : nil
  }

  func derivatives(at point: [Double]) -> LikelihoodDerivatives? {
    guard let derivatives = kernel.derivatives(predictors(at: point)) else { return nil }
    return LikelihoodDerivatives(
      value: derivatives.value, gradient: gradient(derivatives, cells: 0..<kernel.cellCount),
      information: information(derivatives))
  }

  func isRecession(_ direction: [Double], tolerance: Double) -> Bool {
    kernel.isRecession(predictors(at: direction), tolerance: tolerance)
  }

  /// The log odds of every cell and cutoff, cell after cell.
  func predictors(at point: [Double]) -> [Double] {
    let fitted = others.multiplied(by: Array(point[(2 * cutoffs)...]))
    return fitted.indices.flatMap { cell in
      (0..<cutoffs).map { point[$0] - column[cell] * point[cutoffs + $0] - fitted[cell] }
    }
  }

  /// The gradient of some cells.
  func gradient(_ derivatives: CutoffKernel.Derivatives, cells: Range<Int>) -> [Double] {
    var gradient = [Double](repeating: 0, count: 2 * cutoffs + others.columnCount)
    for cell in cells {
      var sum = 0.0
      for cutoff in 0..<cutoffs {
        let slope = derivatives.gradient[cell * cutoffs + cutoff]
        gradient[cutoff] += slope
        gradient[cutoffs + cutoff] -= column[cell] * slope
        sum += slope
      }
      for term in 0..<others.columnCount { gradient[2 * cutoffs + term] -= others[cell, term] * sum }
    }
    return gradient
  }

  /// Sums over the cells of *J_kᵀ N_kl J_l*, where *J_k* has 1 at *θ_k*, *−z* at *α_k* and *−x* at *β*.
  private func information(_ derivatives: CutoffKernel.Derivatives) -> SymmetricMatrix {
    var information = SymmetricMatrix(order: 2 * cutoffs + others.columnCount)
    var totals = [Double](repeating: 0, count: kernel.cellCount)
    for k in 0..<cutoffs {
      var sums = [Double](repeating: 0, count: kernel.cellCount)
      for l in max(0, k - 1)...min(cutoffs - 1, k + 1) {
        let mixed = (0..<kernel.cellCount).map { cell in
          let first = cell * cutoffs
          return k == l ? derivatives.diagonal[first + k] : derivatives.offDiagonal[first + min(k, l)]
        }
        for cell in sums.indices { sums[cell] += mixed[cell] }
        information[l, k] = mixed.reduce(0, +)
        information[cutoffs + l, k] = -dot(column, mixed)
        information[cutoffs + l, cutoffs + k] = zip(column, mixed).reduce(0) { $0 + $1.0 * $1.0 * $1.1 }
      }
      let threshold = others.transposeMultiplied(by: sums)
      let own = others.transposeMultiplied(by: zip(column, sums).map { $0 * $1 })
      for term in 0..<others.columnCount {
        information[2 * cutoffs + term, k] = -threshold[term]
        information[2 * cutoffs + term, cutoffs + k] = own[term]
      }
      for cell in totals.indices { totals[cell] += sums[cell] }
    }
    let block = SymmetricMatrix.gram(others.scalingRows(by: totals.map { max(0, $0).squareRoot() }))
    for a in 0..<others.columnCount {
      for b in a..<others.columnCount { information[2 * cutoffs + b, 2 * cutoffs + a] = block[b, a] }
    }
    return information
  }
}
