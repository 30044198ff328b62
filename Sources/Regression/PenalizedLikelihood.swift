internal import Findings
internal import LinearAlgebra

/// Firth's penalised likelihood of a logistic regression: the log-likelihood plus *½ log det I(β)*.
///
/// Its maximum is finite whatever the data, and its first-order bias is 0. The gradient adds *h (½ − μ)* to each cell's
/// residual, with the leverage *h* of the cell in the weighted design.
///
/// **Source.** Firth (1993), Biometrika 80(1), 27–38; Heinze & Schemper (2002), doi:10.1002/sim.1047.
struct PenalizedLikelihood {
  let likelihood: BinomialLikelihood

  /// Everything about one point.
  struct State {
    var point: [Double]
    var logLikelihood: Double
    /// With the penalty.
    var value: Double
    /// Residuals of the cells, with the penalty's share.
    var residuals: [Double]
    var variances: [Double]
    var gradient: [Double]
    var factor: Cholesky
  }

  /// A linear function of the coefficients that is held at a value.
  struct Constraint {
    var contrast: [Double]
    var value: Double
  }

  /// The squared step, in units of one row's log-likelihood, that ends the iteration: it converges linearly.
  private static let exactDecrement = 1e-21
  private static let maximumIterationCount = 1000
  private static let maximumHalvingCount = 40

  /// The state at a point; `nil` where the information is singular.
  func state(at point: [Double]) -> State? {
    guard let value = likelihood.value(at: point) else { return nil }
    var cells = likelihood.cells(at: point)
    let scaled = likelihood.scaledDesign(cells.variances)
    guard let factor = try? Cholesky(.gram(scaled)) else { return nil }
    let basis = factor.solveLower(scaled.transposed())
    for cell in cells.residuals.indices {
      var leverage = 0.0
      for row in 0..<basis.rowCount { leverage += basis[row, cell] * basis[row, cell] }
      cells.residuals[cell] += leverage * (0.5 - cells.probabilities[cell])
    }
    return State(
      point: point, logLikelihood: value, value: value + 0.5 * factor.logDeterminant, residuals: cells.residuals,
      variances: cells.variances, gradient: likelihood.design.transposeMultiplied(by: cells.residuals), factor: factor)
  }

  /// The maximum, on the constraint if there is one.
  ///
  /// - Throws: `EstimationError.singularSystem`, `.notConverged`.
  func maximum(from start: [Double], subjectTo constraint: Constraint? = nil) throws(EstimationError) -> State {
    let feasible = constraint.map { moved(start, onto: $0) } ?? start
    guard var current = state(at: feasible) else { throw .singularSystem(step: "penalised likelihood") }
    for _ in 0..<Self.maximumIterationCount {
      let step = step(current, constraint)
      let decrement = zip(step, current.gradient).reduce(0) { $0 + $1.0 * $1.1 }
      guard let next = advanced(current, along: step) else { return current }
      current = next
      if decrement <= Self.exactDecrement * likelihood.weightPerRow { return current }
    }
    throw .notConverged(iterationCount: Self.maximumIterationCount)
  }

  /// The slope of the constrained maximum's value in the constraint's value.
  func slope(_ state: State, _ constraint: Constraint) -> Double {
    let direction = state.factor.solve(constraint.contrast)
    return dot(direction, state.gradient) / dot(direction, constraint.contrast)
  }

  /// *I⁻¹ U*, projected onto the directions that leave the constraint alone.
  private func step(_ state: State, _ constraint: Constraint?) -> [Double] {
    let free = state.factor.solve(state.gradient)
    guard let constraint else { return free }
    let direction = state.factor.solve(constraint.contrast)
    let excess = dot(constraint.contrast, free) / dot(constraint.contrast, direction)
    return zip(free, direction).map { $0 - excess * $1 }
  }

  private func moved(_ point: [Double], onto constraint: Constraint) -> [Double] {
    let gap = constraint.value - dot(constraint.contrast, point)
    let square = dot(constraint.contrast, constraint.contrast)
    return zip(point, constraint.contrast).map { $0 + gap / square * $1 }
  }

  /// The first state along halved steps whose value does not fall by more than rounding.
  private func advanced(_ state: State, along direction: [Double]) -> State? {
    let rounding = 64 * max(abs(state.value), likelihood.weightPerRow).ulp
    var factor = 1.0
    for _ in 0..<Self.maximumHalvingCount {
      let candidate = zip(state.point, direction).map { $0 + factor * $1 }
      if let moved = self.state(at: candidate), moved.value >= state.value - rounding { return moved }
      factor /= 2
    }
    return nil
  }
}
