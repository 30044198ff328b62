internal import Findings
internal import LinearAlgebra

/// The expected information about the variance parameters under REML, and its inverse.
struct ExpectedInformation {
  /// Twice the inverse; a direction without information counts as all but unknown.
  let uncertainty: SymmetricMatrix
  /// Twice the inverse over the directions that the data say something about.
  let knownUncertainty: SymmetricMatrix

  /// Information relative to that of known fixed effects below which a direction counts as one without.
  ///
  /// Rounding leaves about 1e-13 where variances are confounded with fixed effects or with each other.
  private static let flatInformation = 1e-10

  /// Works out *K_ij − 2 tr(Φ Q_ij) + tr(Φ P_i Φ P_j)* and inverts it.
  ///
  /// - Throws: `EstimationError.singularSystem` when it is not a number.
  init(_ system: VarianceDerivatives, phi: SymmetricMatrix) throws(EstimationError) {
    let count = system.parameterCount
    let weighted = system.first.map { phi.multiplied(by: $0.asMatrix) }
    let scales = system.traces.diagonal.map { $0 > 0 ? 1 / $0.squareRoot() : 1 }
    var information = SymmetricMatrix(order: count)
    for i in 0..<count {
      for j in 0...i {
        let value =
          system.traces[i, j] - traceOfProduct(phi.asMatrix, system.second(i, j).asMatrix)
          + traceOfProduct(weighted[i], weighted[j])
        information[i, j] = scales[i] * scales[j] * value
      }
    }
    do {
      let eigen = try SymmetricEigen(information)
      let scaling = SymmetricMatrix(diagonal: scales).asMatrix
      uncertainty = eigen.applying { 2 / max($0, Self.flatInformation) }.congruence(scaling)
      knownUncertainty = eigen.applying { $0 > Self.flatInformation ? 2 / $0 : 0 }.congruence(scaling)
    } catch {
      throw .singularSystem(step: "information about the variances")
    }
  }
}

/// *tr(AB)*.
private func traceOfProduct(_ left: Matrix, _ right: Matrix) -> Double {
  zip(left.transposed().elements, right.elements).reduce(0) { $0 + $1.0 * $1.1 }
}
