internal import Foundation
internal import LinearAlgebra

/// The dual problem of entropy balancing: minimise *log Σ exp(zᵢᵀλ)*, whose gradient is the weighted mean of *z*.
///
/// At the minimum the weights *qᵢ ∝ exp(zᵢᵀλ)* sum to one, have mean deviation zero, and are the nearest to uniform ones
/// in Kullback–Leibler distance. The problem is convex; Newton's steps are halved until the objective falls.
struct EntropyDual {
  /// Rows of the source arm × columns: deviations from the target in standard deviations, independent columns.
  let deviations: Matrix

  struct Solution {
    var multipliers: [Double]
    /// One per row of the source arm, summing to one.
    var weights: [Double]
    /// Largest weighted mean deviation, and its column.
    var imbalance: Double
    var worstColumn: Int?
    var iterationCount: Int
  }

  private static let largestIterationCount = 200
  private static let gradientTolerance = 1e-14
  /// A change of the objective by less than this may be rounding of its sum over the rows, which for thousands of rows
  /// reaches 1e-14; the gradient then says whether a whole step leads on.
  private static let objectiveTolerance = 1e-12

  /// The point where no step lowers the objective any more; the imbalance tells whether it solves the problem.
  func solution() -> Solution {
    var multipliers = [Double](repeating: 0, count: deviations.columnCount)
    var state = evaluate(multipliers)
    var iteration = 0
    while iteration < Self.largestIterationCount, largest(state.gradient) > Self.gradientTolerance {
      iteration += 1
      guard let step = newtonStep(state), let next = descend(from: multipliers, along: step, state) else { break }
      (multipliers, state) = next
    }
    let worst = state.gradient.indices.max { abs(state.gradient[$0]) < abs(state.gradient[$1]) }
    return Solution(
      multipliers: multipliers, weights: state.weights, imbalance: largest(state.gradient), worstColumn: worst,
      iterationCount: iteration)
  }

  private struct State {
    var objective: Double
    var weights: [Double]
    var gradient: [Double]
  }

  private func evaluate(_ multipliers: [Double]) -> State {
    var weights = deviations.multiplied(by: multipliers)
    let top = weights.max() ?? 0
    var sum = 0.0
    for row in weights.indices {
      weights[row] = exp(weights[row] - top)
      sum += weights[row]
    }
    for row in weights.indices { weights[row] /= sum }
    return State(
      objective: top + log(sum), weights: weights, gradient: deviations.transposeMultiplied(by: weights))
  }

  /// *−H⁻¹g* with the weighted covariance *H* of the deviations; `nil` when the weights sit on too few rows.
  private func newtonStep(_ state: State) -> [Double]? {
    let hessian = weightedGram(deviations, weights: state.weights, about: state.gradient)
    guard let factor = try? Cholesky(hessian) else { return nil }
    return factor.solve(state.gradient).map { -$0 }
  }

  private func descend(from point: [Double], along step: [Double], _ state: State) -> ([Double], State)? {
    var length = 1.0
    while length > 1e-10 {
      let trial = zip(point, step).map { $0 + length * $1 }
      let next = evaluate(trial)
      if next.objective < state.objective - Self.objectiveTolerance { return (trial, next) }
      if length == 1, next.objective <= state.objective + Self.objectiveTolerance,
        largest(next.gradient) < largest(state.gradient)
      {
        return (trial, next)
      }
      length /= 2
    }
    return nil
  }

  private func largest(_ values: [Double]) -> Double { values.reduce(0) { max($0, abs($1)) } }
}

/// *Σ wᵢ (xᵢ − c)(xᵢ − c)ᵀ*.
///
/// - Parameters:
///   - rows: Rows × columns.
///   - weights: One non-negative weight per row.
///   - centre: One value per column.
/// - Returns: A columns × columns matrix.
func weightedGram(_ rows: Matrix, weights: [Double], about centre: [Double]) -> SymmetricMatrix {
  let (rowCount, columnCount) = (rows.rowCount, rows.columnCount)
  let roots = weights.map { $0.squareRoot() }
  var scaled = rows
  scaled.withUnsafeMutableElements { values in
    for column in 0..<columnCount {
      for row in 0..<rowCount {
        let position = column * rowCount + row
        values[position] = (values[position] - centre[column]) * roots[row]
      }
    }
  }
  return .gram(scaled)
}
