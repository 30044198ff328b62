internal import Foundation
internal import LinearAlgebra

/// How alike the two arms are in each covariate, as they are or under weights.
public struct BalanceTable: Sendable, Codable, Equatable {
  /// One covariate.
  public struct Row: Sendable, Codable, Equatable {
    public let covariate: String
    public let treatedMean: Double
    public let controlMean: Double
    /// Difference of the means over the standard deviation of the treated before weighting; `nil` when that is zero.
    public let differenceInTreatedDeviations: Double?
    /// The same over the root of the arms' mean variance before weighting.
    public let differenceInPooledDeviations: Double?
    /// Variance of the treated over that of the controls, both weighted; `nil` when the controls do not vary.
    public let varianceRatio: Double?
    /// Largest distance of the arms' weighted distribution functions, in [0, 1].
    public let kolmogorovSmirnov: Double

    /// Difference of the means, in units of the covariate.
    public var difference: Double { treatedMean - controlMean }
  }

  /// What the weights are, such as `unweighted` or `entropy_balancing`.
  public let label: String
  public let rows: [Row]
  public let weights: WeightDiagnostics

  /// Compares the arms.
  ///
  /// - Parameters:
  ///   - sample: Arms and covariates.
  ///   - weights: One per row, not negative; `nil` for the arms as they are.
  ///   - label: What the weights are.
  /// - Throws: `BalancingError.lengthMismatch`; `.notFinite` when a weight is negative, not finite, or an arm has none.
  /// - Complexity: O(*p n* log *n*).
  public init(_ sample: ComparisonSample, weights: [Double]? = nil, label: String) throws(BalancingError) {
    let weights = weights ?? [Double](repeating: 1, count: sample.observationCount)
    try checkLength(weights.count, of: "weights", sample.observationCount)
    guard weights.allSatisfy({ $0 >= 0 && $0.isFinite }) else { throw .notFinite(role: "weights") }
    let arms = [true, false].map { sample.rows(isTreated: $0) }
    for rows in arms where !rows.contains(where: { weights[$0] > 0 }) { throw .notFinite(role: "weights") }
    self.label = label
    self.weights = WeightDiagnostics(weights: weights, sample: sample)
    rows = sample.covariateNames.indices.map { column in
      let values = sample.covariates.column(column)
      let parts = arms.map { rows in
        WeightedValues(values: rows.map { values[$0] }, weights: rows.map { weights[$0] })
      }
      return Row(covariate: sample.covariateNames[column], treated: parts[0], control: parts[1])
    }
  }

  /// The largest absolute difference in pooled deviations.
  public var largestDifference: Double {
    rows.reduce(0) { max($0, abs($1.differenceInPooledDeviations ?? 0)) }
  }
}

extension BalanceTable.Row {
  fileprivate init(covariate: String, treated: WeightedValues, control: WeightedValues) {
    let (treatedVariance, controlVariance) = (treated.plainVariance, control.plainVariance)
    let difference = treated.mean - control.mean
    func standardized(_ variance: Double) -> Double? { variance > 0 ? difference / variance.squareRoot() : nil }
    self.covariate = covariate
    treatedMean = treated.mean
    controlMean = control.mean
    differenceInTreatedDeviations = standardized(treatedVariance)
    differenceInPooledDeviations = standardized((treatedVariance + controlVariance) / 2)
    let weighted = control.variance
    varianceRatio = weighted > 0 ? treated.variance / weighted : nil
    kolmogorovSmirnov = treated.largestDistance(from: control)
  }
}

/// A covariate in one arm with its weights.
private struct WeightedValues {
  let values: [Double]
  let weights: [Double]
  let total: Double
  let mean: Double

  init(values: [Double], weights: [Double]) {
    self.values = values
    self.weights = weights
    total = weights.reduce(0, +)
    mean = zip(values, weights).reduce(0) { $0 + $1.0 * $1.1 } / total
  }

  /// With divisor *n − 1*, without weights.
  var plainVariance: Double {
    let mean = values.reduce(0, +) / Double(values.count)
    return values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Double(values.count - 1)
  }

  /// *Σ w (x − x̄)² / (Σw − Σw² / Σw)*: equal weights give the divisor *n − 1*; 0 when one row has all the weight.
  var variance: Double {
    let squares = zip(values, weights).reduce(0) { $0 + $1.1 * ($1.0 - mean) * ($1.0 - mean) }
    let divisor = total - weights.reduce(0) { $0 + $1 * $1 } / total
    return divisor > 1e-12 * total ? squares / divisor : 0
  }

  func largestDistance(from other: WeightedValues) -> Double {
    let steps =
      zip(values, weights).map { (value: $0, rise: $1 / total) }
      + zip(other.values, other.weights).map { (value: $0, rise: -$1 / other.total) }
    let sorted = steps.sorted { $0.value < $1.value }
    var (height, largest) = (0.0, 0.0)
    for (position, step) in sorted.enumerated() {
      height += step.rise
      let isLastOfTies = position + 1 == sorted.count || sorted[position + 1].value > step.value
      if isLastOfTies { largest = max(largest, abs(height)) }
    }
    return largest
  }
}
