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
    /// Of the information without the penalty.
    var factor: Cholesky
    /// Terms × cells: *V^½ X L⁻ᵀ*, transposed.
    var basis: Matrix
    var leverages: [Double]
    var probabilities: [Double]
  }

  /// A linear function of the coefficients that is held at a value.
  struct Constraint {
    var contrast: [Double]
    var value: Double
  }

  /// The squared step, in units of one row's log-likelihood, that ends the iteration.
  private static let exactDecrement = 1e-21
  /// The same where rounding stops the climb: far out on a profile the information is all but singular.
  private static let tolerableDecrement = 1e-6
  private static let maximumIterationCount = 200
  /// Steps by the information alone, before the penalty's second derivatives are worth their cost.
  private static let scoringStepCount = 8
  private static let maximumHalvingCount = 40

  /// The state at a point; `nil` where the information is singular.
  func state(at point: [Double]) -> State? {
    guard let value = likelihood.value(at: point) else { return nil }
    var cells = likelihood.cells(at: point)
    let scaled = likelihood.scaledDesign(cells.variances)
    guard let factor = try? Cholesky(.gram(scaled)) else { return nil }
    let basis = factor.solveLower(scaled.transposed())
    var leverages = [Double](repeating: 0, count: cells.residuals.count)
    for cell in leverages.indices {
      for row in 0..<basis.rowCount { leverages[cell] += basis[row, cell] * basis[row, cell] }
      cells.residuals[cell] += leverages[cell] * (0.5 - cells.probabilities[cell])
    }
    return State(
      point: point, logLikelihood: value, value: value + 0.5 * factor.logDeterminant, residuals: cells.residuals,
      variances: cells.variances, gradient: likelihood.design.transposeMultiplied(by: cells.residuals), factor: factor,
      basis: basis, leverages: leverages, probabilities: cells.probabilities)
  }

  /// The maximum, on the constraint if there is one.
  ///
  /// - Throws: `EstimationError.singularSystem`, `.notConverged`.
  func maximum(from start: [Double], subjectTo constraint: Constraint? = nil) throws(EstimationError) -> State {
    let feasible = constraint.map { moved(start, onto: $0) } ?? start
    guard var current = state(at: feasible) else { throw .singularSystem(step: "penalised likelihood") }
    var decrement = Double.infinity
    for iteration in 0..<Self.maximumIterationCount {
      let inverse = iteration < Self.scoringStepCount ? nil : inverseCurvature(current)
      let step = step(current, constraint, inverse ?? current.factor.inverse())
      decrement = dot(step, current.gradient)
      guard let next = advanced(current, along: step) else { return current }
      current = next
      if decrement <= Self.exactDecrement * likelihood.weightPerRow { return current }
    }
    guard decrement <= Self.tolerableDecrement * likelihood.weightPerRow else {
      throw .notConverged(iterationCount: Self.maximumIterationCount)
    }
    return current
  }

  /// The slope of the constrained maximum's value in the constraint's value.
  func slope(_ state: State, _ constraint: Constraint) -> Double {
    let direction = state.factor.solve(constraint.contrast)
    return dot(direction, state.gradient) / dot(direction, constraint.contrast)
  }

  /// A Newton step, projected onto the directions that leave the constraint alone.
  private func step(_ state: State, _ constraint: Constraint?, _ inverse: SymmetricMatrix) -> [Double] {
    let free = inverse.multiplied(by: state.gradient)
    guard let constraint else { return free }
    let direction = inverse.multiplied(by: constraint.contrast)
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
