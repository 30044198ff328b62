internal import Foundation

/// The log-likelihood of ordered categories in a cell's log odds at each cutoff.
///
/// With the log odds *a = logit P(Y ≤ k)* and *b = logit P(Y ≤ k − 1)* of a category *k*,
/// *P = σ(a) − σ(b) = σ(a) σ(−b) (1 − e^(b−a))*: no difference of near-equal numbers is taken. The log-likelihood is
/// concave in *(a, b)* (Pratt 1981, JASA 76(373)). Log odds are passed as cells × cutoffs, cell after cell.
struct CutoffKernel {
  let categoryCount: Int
  /// Cell after cell, the weight of each category.
  let weights: [Double]

  var cutoffCount: Int { categoryCount - 1 }
  var cellCount: Int { weights.count / categoryCount }

  /// Derivatives in the cutoffs' log odds, cell after cell.
  struct Derivatives {
    var value: Double
    /// Cells × cutoffs.
    var gradient: [Double]
    /// Negative second derivatives: cells × cutoffs.
    var diagonal: [Double]
    /// Negative mixed derivatives of a cutoff and the next one: cells × cutoffs, the last of each cell 0.
    var offDiagonal: [Double]
  }

  /// The log-likelihood of the cells in `range` with `shift` subtracted from every log odds; −∞ where cutoffs cross.
  func value(_ predictors: [Double], shift: Double = 0, range: Range<Int>) -> Double {
    var sum = 0.0
    for cell in range {
      for category in 0..<categoryCount {
        let weight = weights[cell * categoryCount + category]
        guard weight > 0 else { continue }
        let (upper, lower) = bounds(predictors, cell, category, shift)
        guard upper > lower else { return -.infinity }
        sum += weight * logProbability(upper, lower)
      }
    }
    return sum
  }

  /// The first derivative of the log-likelihood in a shift of all log odds, and the negative of the second.
  func shiftDerivatives(_ predictors: [Double], shift: Double) -> (slope: Double, curvature: Double) {
    var (slope, curvature) = (0.0, 0.0)
    for cell in 0..<cellCount {
      for category in 0..<categoryCount {
        let weight = weights[cell * categoryCount + category]
        guard weight > 0 else { continue }
        let (upper, lower) = bounds(predictors, cell, category, shift)
        let (above, below) = (1 / (1 + exp(upper)), 1 / (1 + exp(-lower)))
        slope -= weight * (above - below)
        curvature += weight * (above * (1 - above) + below * (1 - below))
      }
    }
    return (slope, curvature)
  }

  /// Adds value and derivatives of the cells in `range`, times `factor`, to `total`; false where cutoffs cross.
  func add(
    _ predictors: [Double], shift: Double = 0, range: Range<Int>, factor: Double = 1, to total: inout Derivatives
  ) -> Bool {
    for cell in range {
      for category in 0..<categoryCount {
        let weight = weights[cell * categoryCount + category]
        guard weight > 0 else { continue }
        let (upper, lower) = bounds(predictors, cell, category, shift)
        guard upper > lower else { return false }
        total.value += factor * weight * logProbability(upper, lower)
        add(cell, category, upper, lower, weight * factor, to: &total)
      }
    }
    return true
  }

  /// Derivatives of all cells; `nil` where cutoffs cross or the value is not finite.
  func derivatives(_ predictors: [Double]) -> Derivatives? {
    var total = empty
    guard add(predictors, range: 0..<cellCount, to: &total), total.value.isFinite else { return nil }
    return total
  }

  /// Derivatives of no cells.
  var empty: Derivatives {
    let zeros = [Double](repeating: 0, count: cellCount * cutoffCount)
    return Derivatives(value: 0, gradient: zeros, diagonal: zeros, offDiagonal: zeros)
  }

  /// Whether no observed category of a cell loses along moves of the log odds, by more than a share of the largest.
  func isRecession(_ moves: [Double], tolerance: Double) -> Bool {
    let largest = moves.reduce(0) { max($0, abs($1)) }
    guard largest > smallestEndlessMove, largest.isFinite else { return false }
    let slack = tolerance * largest
    for cell in 0..<cellCount {
      for category in 0..<categoryCount where weights[cell * categoryCount + category] > 0 {
        if category < cutoffCount, moves[cell * cutoffCount + category] < -slack { return false }
        if category > 0, moves[cell * cutoffCount + category - 1] > slack { return false }
      }
    }
    return true
  }

  /// The log odds above and below a category.
  private func bounds(
    _ predictors: [Double], _ cell: Int, _ category: Int, _ shift: Double
  ) -> (upper: Double, lower: Double) {
    let first = cell * cutoffCount
    return (
      category < cutoffCount ? predictors[first + category] - shift : .infinity,
      category > 0 ? predictors[first + category - 1] - shift : -.infinity
    )
  }

  private func logProbability(_ upper: Double, _ lower: Double) -> Double {
    var value = 0.0
    if upper < .infinity { value -= softplus(-upper) }
    if lower > -.infinity { value -= softplus(lower) }
    if upper < .infinity, lower > -.infinity { value += log(-expm1(lower - upper)) }
    return value
  }

  private func add(
    _ cell: Int, _ category: Int, _ upper: Double, _ lower: Double, _ weight: Double, to total: inout Derivatives
  ) {
    let place = cell * cutoffCount + category
    let isInner = upper < .infinity && lower > -.infinity
    let gap = isInner ? 1 / expm1(upper - lower) : 0
    let bend = gap * (1 + gap)
    if upper < .infinity {
      let above = 1 / (1 + exp(upper))
      total.gradient[place] += weight * (above + gap)
      total.diagonal[place] += weight * (above * (1 - above) + bend)
    }
    if lower > -.infinity {
      let below = 1 / (1 + exp(-lower))
      total.gradient[place - 1] -= weight * (below + gap)
      total.diagonal[place - 1] += weight * (below * (1 - below) + bend)
    }
    if isInner { total.offDiagonal[place - 1] -= weight * bend }
  }
}
