import LinearAlgebra

/// Direct estimates, their variances and the design matrix of a model of areas.
struct AreaDesign {
  /// Areas × coefficients, with orthonormal columns.
  let x: Matrix
  let direct: [Double]
  let variances: [Double]

  var areaCount: Int { direct.count }
  var coefficientCount: Int { x.columnCount }

  /// A design of orthonormal columns.
  init(orthonormal x: Matrix, direct: [Double], variances: [Double]) {
    self.x = x
    self.direct = direct
    self.variances = variances
  }

  /// XᵀWX for weights per area.
  func weightedGram(_ weights: [Double]) -> SymmetricMatrix {
    var scaled = x
    for row in 0..<areaCount {
      let root = weights[row].squareRoot()
      for column in 0..<coefficientCount { scaled[row, column] *= root }
    }
    return SymmetricMatrix.gram(scaled)
  }

  /// XᵀWv for weights and values per area.
  func weightedProducts(_ weights: [Double], _ values: [Double]) -> [Double] {
    x.transposeMultiplied(by: zip(weights, values).map { $0 * $1 })
  }
}
