import CNLopt

/// Powell's BOBYQA through NLopt: minimisation in a box by quadratic models, without derivatives.
///
/// **Source.** Powell (2009), The BOBYQA algorithm for bound constrained optimization without derivatives, DAMTP
/// 2009/NA06.
struct QuadraticModelSearch {
  let options: BoundConstrainedMinimizer
  let bounds: Bounds

  /// Searches over the movable coordinates; the others keep their value.
  func run(
    _ objective: Objective, from start: [Double]
  ) throws(OptimizationError) -> (point: [Double], reason: OptimizationRecord.StopReason) {
    let movable = bounds.movable
    guard !movable.isEmpty else { return (start, .nothingFree) }
    let reduced = ReducedObjective(objective: objective, base: start, movable: movable)
    var box = Box(
      start: movable.map { start[$0] }, lower: movable.map { bounds.lower[$0] },
      upper: movable.map { bounds.upper[$0] }, steps: movable.map { initialStep($0, start: start) })
    if movable.count == 1 { box.addCompanion() }
    let status = optimize(reduced, &box)
    guard let reason = Self.stopReason(status) else { throw .solverFailed(status: Int(status.rawValue)) }
    return (bounds.clamped(reduced.expanded(box.start)), reason)
  }

  /// What NLopt calls back: the objective and the coordinates that move.
  private final class ReducedObjective {
    let objective: Objective
    let base: [Double]
    let movable: [Int]

    init(objective: Objective, base: [Double], movable: [Int]) {
      self.objective = objective
      self.base = base
      self.movable = movable
    }

    func expanded(_ moved: [Double]) -> [Double] {
      var point = base
      for (position, coordinate) in movable.enumerated() { point[coordinate] = moved[position] }
      return point
    }

    /// The objective; a companion coordinate adds its square.
    func value(at moved: UnsafeBufferPointer<Double>) -> Double {
      let value = objective.finiteValue(at: expanded(Array(moved.prefix(movable.count))))
      return moved.dropFirst(movable.count).reduce(value) { $0 + $1 * $1 }
    }
  }

  /// The search region in the movable coordinates.
  private struct Box {
    var start: [Double]
    var lower: [Double]
    var upper: [Double]
    var steps: [Double]

    /// BOBYQA needs two coordinates: a single one gets a companion whose square is added to the objective.
    mutating func addCompanion() {
      start.append(0)
      lower.append(-1)
      upper.append(1)
      steps.append(0.25)
    }
  }

  private func initialStep(_ coordinate: Int, start: [Double]) -> Double {
    let wanted = options.initialStep ?? 0.25 * max(1, abs(start[coordinate]))
    return min(wanted, 0.4 * (bounds.upper[coordinate] - bounds.lower[coordinate]))
  }

  private func optimize(_ reduced: ReducedObjective, _ box: inout Box) -> nlopt_result {
    guard let solver = nlopt_create(NLOPT_LN_BOBYQA, UInt32(box.start.count)) else { return NLOPT_OUT_OF_MEMORY }
    defer { nlopt_destroy(solver) }
    nlopt_set_min_objective(
      solver,
      { count, coordinates, _, context in
        guard let coordinates, let context else { return .nan }
        let reduced = Unmanaged<ReducedObjective>.fromOpaque(context).takeUnretainedValue()
        return reduced.value(at: UnsafeBufferPointer(start: coordinates, count: Int(count)))
      }, Unmanaged.passUnretained(reduced).toOpaque())
    nlopt_set_lower_bounds(solver, box.lower)
    nlopt_set_upper_bounds(solver, box.upper)
    nlopt_set_initial_step(solver, box.steps)
    nlopt_set_ftol_rel(solver, options.functionTolerance)
    nlopt_set_xtol_rel(solver, options.parameterTolerance)
    nlopt_set_maxeval(solver, Int32(clamping: options.maximumEvaluationCount))
    var minimum = 0.0
    return withExtendedLifetime(reduced) { nlopt_optimize(solver, &box.start, &minimum) }
  }

  private static func stopReason(_ status: nlopt_result) -> OptimizationRecord.StopReason? {
    switch status {
    case NLOPT_FTOL_REACHED: .functionTolerance
    case NLOPT_XTOL_REACHED, NLOPT_SUCCESS: .parameterTolerance
    case NLOPT_MAXEVAL_REACHED: .evaluationLimit
    case NLOPT_ROUNDOFF_LIMITED: .roundingLimit
    default: nil
    }
  }
}
