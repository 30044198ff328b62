internal import Balancing
internal import Findings
internal import LinearAlgebra
internal import Moments
internal import Records
internal import Regression

/// Plausible values of one outcome over the rows of a panel, all scales of the outcome together.
///
/// Rows without a score in the outcome are left out, so that the same children stand behind an effect in points and the
/// effect on the latent scale.
struct LatentDraws: Sendable {
  let outcome: Int
  /// Draws × rows of the panel, in units of the scale; NaN where there is none.
  private(set) var abilities: [[Double]]
  /// Draws × rows: probability of level III on a complete sheet; NaN where there is none.
  private(set) var levelThree: [[Double]]

  init(_ panel: Panel, outcome: Int, scales: [MeasuredScale]) {
    self.outcome = outcome
    let count = panel.plan.progression.plausibleValues
    let nothing = [[Double]](repeating: [Double](repeating: .nan, count: panel.rows.count), count: count)
    abilities = nothing
    levelThree = nothing
    for measured in scales {
      for (person, row) in measured.scale.rows.enumerated() where !panel.scores[outcome][row].isNaN {
        for draw in 0..<count {
          abilities[draw][row] = measured.abilities[draw][person]
          levelThree[draw][row] = measured.levelThree[draw][person]
        }
      }
    }
  }

  /// The answer about one term, pooled over the draws by Rubin's rules.
  ///
  /// - Parameters:
  ///   - term: Column of the moments' design.
  ///   - fits: One fit per draw.
  ///   - level: Confidence level of the interval.
  /// - Returns: The pooled estimate and the share of its variance that is due to measurement.
  /// - Throws: `EstimationError.termNotEstimated` when a fit has no such term.
  static func pooled(
    _ term: String, fits: [LinearRegressionFit], level: Double
  ) throws -> (estimate: EffectFinding.Estimate?, measurementShare: Double) {
    let answers = try fits.map { fit in
      guard let row = fit.coefficientTable(level: level).first(where: { $0.term == term }), let value = row.estimate,
        let error = row.standardError
      else { throw EstimationError.termNotEstimated(term: term) }
      return CompletedEstimate(
        estimates: [value], covariance: SymmetricMatrix(diagonal: [error * error]),
        degreesOfFreedom: [row.degreesOfFreedom ?? .infinity])
    }
    let pooled = try RubinPooling.pool(answers)
    return (pooled.coefficientTable(terms: [term], level: level).first?.effectEstimate, pooled.lambdas[0])
  }
}
