/// Minimisation of a smooth function of a few parameters in a box, with or without given derivatives.
///
/// Powell's BOBYQA finds the neighbourhood of the minimum, damped Newton steps with given or numerical derivatives on
/// the coordinates off their bounds then remove what its tolerance leaves. The minimum found is a local one.
public struct BoundConstrainedMinimizer: Sendable {
  /// Relative change of the objective at which the search ends.
  public var functionTolerance: Double
  /// Relative change of the coordinates at which the search ends.
  public var parameterTolerance: Double
  /// Evaluations permitted to the search; those of the Newton steps come on top.
  public var maximumEvaluationCount: Int
  /// First step in every coordinate, in its own units; nil means a quarter of max(|start|, 1).
  public var initialStep: Double?

  /// Creates a minimiser with its options.
  public init(
    functionTolerance: Double = 1e-10, parameterTolerance: Double = 1e-6, maximumEvaluationCount: Int = 10_000,
    initialStep: Double? = nil
  ) {
    self.functionTolerance = functionTolerance
    self.parameterTolerance = parameterTolerance
    self.maximumEvaluationCount = maximumEvaluationCount
    self.initialStep = initialStep
  }

  /// Searches for a minimum.
  ///
  /// - Parameters:
  ///   - start: One value per coordinate; moved into the bounds.
  ///   - lowerBounds: One per coordinate, −∞ where there is none.
  ///   - upperBounds: One per coordinate, +∞ where there is none; nil when no coordinate has one.
  ///   - derivatives: First and second derivatives of the function, when they are known; `nil` where it has none.
  ///   - objective: The function; where it is NaN or infinite the search turns back.
  /// - Returns: The point, the objective there, and how it was reached.
  /// - Throws: `.invalidBounds`, `.startNotFinite`, `.objectiveNotFiniteAtStart`, `.solverFailed`.
  public func minimize(
    from start: [Double], lowerBounds: [Double], upperBounds: [Double]? = nil,
    derivatives: (([Double]) -> ObjectiveDerivatives?)? = nil, _ objective: ([Double]) -> Double
  ) throws(OptimizationError) -> OptimizationRecord {
    precondition(start.count == lowerBounds.count, "\(start.count) coordinates, \(lowerBounds.count) lower bounds")
    precondition(maximumEvaluationCount > 0, "\(maximumEvaluationCount) evaluations permitted")
    let noUpperBounds = [Double](repeating: .infinity, count: start.count)
    let bounds = try Bounds(lower: lowerBounds, upper: upperBounds ?? noUpperBounds)
    if let coordinate = start.firstIndex(where: { !$0.isFinite }) { throw .startNotFinite(coordinate: coordinate) }
    return try withoutActuallyEscaping(objective) { (function) throws(OptimizationError) in
      try minimize(Objective(function, derivatives: derivatives), from: bounds.clamped(start), bounds)
    }
  }

  private func minimize(
    _ objective: Objective, from start: [Double], _ bounds: Bounds
  ) throws(OptimizationError) -> OptimizationRecord {
    let startValue = objective.value(at: start)
    guard startValue.isFinite else { throw .objectiveNotFiniteAtStart(value: startValue) }
    let search = try QuadraticModelSearch(options: self, bounds: bounds).run(objective, from: start)
    let polished = NewtonPolish(objective: objective, bounds: bounds).run(from: search.point)
    return OptimizationRecord(
      start: start, minimizer: polished.point, minimum: polished.value,
      evaluationCount: objective.evaluationCount, nonFiniteEvaluationCount: objective.nonFiniteEvaluationCount,
      stopReason: search.reason, polishOutcome: polished.outcome, gradientNorm: polished.gradientNorm)
  }
}
