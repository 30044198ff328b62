/// Finds the model variance *A* ≥ 0 that maximises the (restricted) likelihood of a Fay–Herriot model.
///
/// The likelihood of *A* may have more than one top. It is evaluated at 0 and on a geometric grid that ends where it
/// falls, and the best point's neighbourhood is searched for the zero of the score by Newton steps, replaced by a
/// bisection whenever one leaves the bracket. When the best point is 0 and the score there is not positive, the answer
/// is exactly 0. An adjusted criterion is −∞ at 0, and its answer positive.
struct ModelVarianceSearch {
  /// What the search found.
  struct Outcome {
    var modelVariance: Double
    var evaluationCount: Int
    var isAtBoundary: Bool { modelVariance == 0 }
  }

  let design: AreaDesign
  let criterion: FayHerriot.Criterion

  /// Halvings of the grid: variances down to 2^−40 of the largest are looked at.
  private static let gridSize = 40
  private static let stepLimit = 200

  /// Runs the search.
  func run() throws(SmallAreaError) -> Outcome {
    var grid = [0.0]
    let largest = try upperLimit()
    grid += (0..<Self.gridSize).map { largest / Double(1 << (Self.gridSize - 1 - $0)) }
    var best = 0
    var bestValue = -Double.infinity
    for (index, variance) in grid.enumerated() {
      let value = try logLikelihood(variance)
      if value > bestValue { (best, bestValue) = (index, value) }
    }
    if best == 0 {
      let slopeAtZero = try score(0).value
      if slopeAtZero <= 0 { return Outcome(modelVariance: 0, evaluationCount: grid.count + 1) }
    }
    let root = try zeroOfScore(
      between: grid[max(0, best - 1)], and: grid[min(grid.count - 1, best + 1)], from: grid[best])
    return Outcome(modelVariance: root.variance, evaluationCount: grid.count + root.steps)
  }

  /// A variance at which the likelihood already falls.
  private func upperLimit() throws(SmallAreaError) -> Double {
    let spread = try AreaLikelihood(design, modelVariance: 0).residuals.reduce(0) { $0 + $1 * $1 }
    var limit = max(spread, design.variances.reduce(0, max))
    while try score(limit).value > 0 { limit *= 2 }
    return limit
  }

  private func zeroOfScore(
    between lower: Double, and upper: Double, from start: Double
  ) throws(SmallAreaError) -> (variance: Double, steps: Int) {
    var (lower, upper, current) = (lower, upper, start)
    for step in 1...Self.stepLimit {
      let (value, slope) = try score(current)
      if value == 0 { return (current, step) }
      if value > 0 { lower = current } else { upper = current }
      let newton = current - value / slope
      let next = newton > lower && newton < upper ? newton : (lower + upper) / 2
      if abs(next - current) <= 2 * current.ulp { return (next, step) }
      current = next
    }
    return (current, Self.stepLimit)
  }

  private func logLikelihood(_ variance: Double) throws(SmallAreaError) -> Double {
    let likelihood = try AreaLikelihood(design, modelVariance: variance)
    let value = criterion.isRestricted ? likelihood.restrictedLogLikelihood() : likelihood.logLikelihood
    return criterion.unadjusted == nil ? value : value + likelihood.adjustment(modelVariance: variance).value
  }

  /// Twice the derivative of the criterion's logarithm by *A*, and its own derivative.
  private func score(_ variance: Double) throws(SmallAreaError) -> (value: Double, slope: Double) {
    let likelihood = try AreaLikelihood(design, modelVariance: variance)
    let Py = likelihood.projected(design.direct)
    let PPy = likelihood.projected(Py)
    var value = Py.reduce(0) { $0 + $1 * $1 }
    var slope = -2 * zip(Py, PPy).reduce(0) { $0 + $1.0 * $1.1 }
    if criterion.isRestricted {
      value -= likelihood.projectionTrace
      slope += likelihood.squaredProjectionTrace
    } else {
      value -= likelihood.inverseVariancePowerSum(1)
      slope += likelihood.inverseVariancePowerSum(2)
    }
    guard criterion.unadjusted != nil else { return (value, slope) }
    let adjustment = likelihood.adjustment(modelVariance: variance)
    return (value + 2 * adjustment.slope, slope + 2 * adjustment.curvature)
  }
}
