internal import LinearAlgebra

/// The log-likelihood of the proportional odds model: *logit P(Y ≤ k) = θ_k − xᵀβ*, in the coordinates *(θ, β)*.
///
/// **Source.** McCullagh (1980), JRSS B 42(2), 109–142.
struct CumulativeLikelihood: ConcaveLikelihood {
  /// Cells × terms.
  let design: Matrix
  let kernel: CutoffKernel
  let weightPerRow: Double

  /// *θ_k − xᵀβ* for every cell and cutoff, cell after cell.
  func predictors(at point: [Double]) -> [Double] {
    let cutoffs = kernel.cutoffCount
    let fitted = design.multiplied(by: Array(point[cutoffs...]))
    var predictors: [Double] = []
    predictors.reserveCapacity(fitted.count * cutoffs)
    for cell in fitted.indices {
      for cutoff in 0..<cutoffs { predictors.append(point[cutoff] - fitted[cell]) }
    }
    return predictors
  }

  func value(at point: [Double]) -> Double? {
    let value = kernel.value(predictors(at: point), range: 0..<kernel.cellCount)
    return value.isFinite ? value : nil
  }

  func derivatives(at point: [Double]) -> LikelihoodDerivatives? {
    guard let derivatives = kernel.derivatives(predictors(at: point)) else { return nil }
    return LikelihoodDerivatives(
      value: derivatives.value, gradient: gradient(derivatives), information: information(derivatives))
  }

  func isRecession(_ direction: [Double], tolerance: Double) -> Bool {
    kernel.isRecession(predictors(at: direction), tolerance: tolerance)
  }

  /// The gradient in *(θ, β)*.
  func gradient(_ derivatives: CutoffKernel.Derivatives) -> [Double] {
    let cutoffs = kernel.cutoffCount
    var gradient = [Double](repeating: 0, count: cutoffs)
    var sums = [Double](repeating: 0, count: kernel.cellCount)
    for cell in sums.indices {
      for cutoff in 0..<cutoffs {
        gradient[cutoff] += derivatives.gradient[cell * cutoffs + cutoff]
        sums[cell] += derivatives.gradient[cell * cutoffs + cutoff]
      }
    }
    return gradient + design.transposeMultiplied(by: sums).map { -$0 }
  }

  /// The negative second derivatives in *(θ, β)*.
  func information(_ derivatives: CutoffKernel.Derivatives) -> SymmetricMatrix {
    let cutoffs = kernel.cutoffCount
    var information = SymmetricMatrix(order: cutoffs + design.columnCount)
    let rows = rowSums(derivatives)
    for cutoff in 0..<cutoffs {
      let places = stride(from: cutoff, to: derivatives.diagonal.count, by: cutoffs)
      information[cutoff, cutoff] = places.reduce(0) { $0 + derivatives.diagonal[$1] }
      if cutoff + 1 < cutoffs {
        information[cutoff + 1, cutoff] = places.reduce(0) { $0 + derivatives.offDiagonal[$1] }
      }
      let cross = design.transposeMultiplied(by: places.map { rows[$0] })
      for term in cross.indices { information[cutoffs + term, cutoff] = -cross[term] }
    }
    let totals = (0..<kernel.cellCount).map { cell in
      rows[cell * cutoffs..<(cell + 1) * cutoffs].reduce(0, +)
    }
    let block = SymmetricMatrix.gram(design.scalingRows(by: totals.map { max(0, $0).squareRoot() }))
    for column in 0..<design.columnCount {
      for row in column..<design.columnCount { information[cutoffs + row, cutoffs + column] = block[row, column] }
    }
    return information
  }

  /// Row sums of each cell's tridiagonal matrix.
  private func rowSums(_ derivatives: CutoffKernel.Derivatives) -> [Double] {
    let cutoffs = kernel.cutoffCount
    return derivatives.diagonal.indices.map { place in
      var sum = derivatives.diagonal[place]
      if place % cutoffs + 1 < cutoffs { sum += derivatives.offDiagonal[place] }
      if place % cutoffs > 0 { sum += derivatives.offDiagonal[place - 1] }
      return sum
    }
  }
}
