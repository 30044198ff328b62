internal import LinearAlgebra

/// Exact derivatives of *XᵀV⁻¹X* and of *log |V|* in the variance parameters, at the estimate.
///
/// *V = Σ τ_i V_i* relative to the residual variance is linear in its parameters: the entries of each factor's
/// covariance matrix, from the innermost factor out, and last the residual variance, here 1. The entries come from the
/// differentiated elimination; the residual variance follows from them, because *V* is homogeneous of degree 1.
/// Random effects are taken about the means and in units of the spreads of their columns. What is derived from these
/// numbers does not depend on that choice, but its digits do.
struct VarianceDerivatives {
  /// *tr(V⁻¹V_i V⁻¹V_j)*, parameters × parameters.
  let traces: SymmetricMatrix
  /// *∂(XᵀV⁻¹X)/∂τ_i = −XᵀV⁻¹V_iV⁻¹X*.
  let first: [SymmetricMatrix]
  /// *∂²(XᵀV⁻¹X)/∂τ_i∂τ_j* for *j ≤ i*, row by row.
  private let second: [SymmetricMatrix]

  /// *∂²(XᵀV⁻¹X)/∂τ_i∂τ_j*.
  func second(_ i: Int, _ j: Int) -> SymmetricMatrix { second[max(i, j) * (max(i, j) + 1) / 2 + min(i, j)] }

  /// Number of variance parameters, the residual's included.
  var parameterCount: Int { first.count }

  init(_ estimate: VarianceEstimate) {
    let deviance = estimate.deviance
    let jet = deviance.elimination.remainderJet(deviance.factorParameters(theta: estimate.theta))
    let grams = jet.map { $0.gram(hasIntercept: deviance.hasIntercept) }
    let values = estimate.relativeEntries
    let entries = values.indices
    var traces = SymmetricMatrix(order: values.count + 1)
    for i in entries {
      for j in 0...i { traces[i, j] = -jet[ParameterJet.second(i, j)].logDeterminant }
    }
    let slopes = entries.map { jet[ParameterJet.first($0)].logDeterminant }
    let residual = values.count
    for i in entries { traces[residual, i] = entries.reduce(slopes[i]) { $0 - values[$1] * traces[$1, i] } }
    let inverseTrace = entries.reduce(Double(deviance.observationCount)) { $0 - values[$1] * slopes[$1] }
    traces[residual, residual] = entries.reduce(inverseTrace) { $0 - values[$1] * traces[$1, residual] }
    self.traces = traces

    let inner = entries.map { grams[ParameterJet.first($0)] }
    first = inner + [entries.reduce(-1 * grams[0]) { $0 - values[$1] * inner[$1] }]
    var second = entries.flatMap { i in (0...i).map { grams[ParameterJet.second(i, $0)] } }
    var last = entries.map { j in
      entries.reduce(-2 * inner[j]) { $0 - values[$1] * grams[ParameterJet.second(j, $1)] }
    }
    last.append(entries.reduce(-2 * first[residual]) { $0 - values[$1] * last[$1] })
    second += last
    self.second = second
  }
}

extension VarianceEstimate {
  /// The entries of *G̃* relative to the residual variance, in the order of the differentiated elimination.
  fileprivate var relativeEntries: [Double] {
    zip(parameters.relativeCovariances(theta), parameters.sizes).reversed().flatMap { matrix, size in
      (0..<size).flatMap { column in (column..<size).map { matrix[column * size + $0] } }
    }
  }
}
