import LinearAlgebra

/// Direct estimates, their variances and the design matrix of a Fay–Herriot model, checked.
struct AreaDesign {
  /// Areas × coefficients.
  let x: Matrix
  let direct: [Double]
  let variances: [Double]
  /// Number of linearly independent columns.
  let rank: Int
  /// log|XᵀX|.
  let gramLogDeterminant: Double

  var areaCount: Int { direct.count }
  var coefficientCount: Int { x.columnCount }

  /// Checks and gathers the observations.
  init(_ areas: [AreaObservation], covariateCount: Int) throws(SmallAreaError) {
    guard areas.count > covariateCount + 1 else {
      throw .tooFewAreas(found: areas.count, required: covariateCount + 2)
    }
    var names: Set<String> = []
    for area in areas {
      guard names.insert(area.area).inserted else { throw .duplicateArea(area.area) }
      try Self.check(area, covariateCount: covariateCount)
    }
    var x = Matrix(rowCount: areas.count, columnCount: covariateCount + 1)
    for (row, area) in areas.enumerated() {
      x[row, 0] = 1
      for (column, value) in area.covariates.enumerated() { x[row, column + 1] = value }
    }
    let gram = SymmetricMatrix.gram(x)
    rank = gram.independentColumns().count
    guard rank == x.columnCount, let factor = try? Cholesky(gram) else {
      throw .rankDeficient(rank: rank, coefficientCount: x.columnCount)
    }
    gramLogDeterminant = factor.logDeterminant
    self.x = x
    direct = areas.map(\.direct)
    variances = areas.map(\.variance)
  }

  /// A design of orthonormal columns.
  init(orthonormal x: Matrix, direct: [Double], variances: [Double]) {
    self.x = x
    self.direct = direct
    self.variances = variances
    rank = x.columnCount
    gramLogDeterminant = 0
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

  private static func check(_ area: AreaObservation, covariateCount: Int) throws(SmallAreaError) {
    guard area.covariates.count == covariateCount else {
      throw .covariateCount(area: area.area, found: area.covariates.count, required: covariateCount)
    }
    guard area.variance.isFinite, area.variance > 0 else { throw .variance(area: area.area, value: area.variance) }
    guard area.direct.isFinite, area.covariates.allSatisfy(\.isFinite) else { throw .notFinite(area: area.area) }
  }
}
