public import Findings
public import LinearAlgebra
public import Moments

/// The predicted random effects of a grouping factor's units (conditional modes, also called BLUPs).
public struct ConditionalModes: Sendable, Codable, Equatable {
  /// One unit's prediction.
  public struct Unit: Sendable, Codable, Equatable {
    /// Name as the grouping factor gives it, such as `12:3`.
    public let name: String
    /// One per term, in units of the response per unit of the term.
    public let values: [Double]
    /// Terms × terms: the covariance of the random effects given the response.
    public let covariance: SymmetricMatrix

    /// One per term.
    public var standardDeviations: [Double] { covariance.diagonal.map { max(0, $0).squareRoot() } }
  }

  /// Name of the grouping factor.
  public let group: String
  /// The random terms of the factor.
  public let terms: [String]
  /// In the order of the factor's units.
  public let units: [Unit]
}

extension LinearMixedModelFit {
  /// The conditional modes of a grouping factor with their conditional covariances.
  ///
  /// Variances and fixed effects are taken as known, as lme4's `ranef(condVar = TRUE)` does: the standard deviations
  /// say nothing about the uncertainty of the estimates themselves.
  ///
  /// - Parameters:
  ///   - group: Name of the factor.
  ///   - moments: Moments of the rows that the model was fitted to. For the innermost factor they must have been
  ///     collected with `keepsInnermostUnits`.
  /// - Returns: One prediction per unit.
  /// - Throws: `EstimationError.unitsNotKept` when the moments do not tell the units of the factor apart.
  /// - Complexity: One elimination and O(units · *q³*) for *q* random columns.
  public func conditionalModes(
    of group: String, in moments: NestedMoments
  ) throws(EstimationError) -> ConditionalModes {
    guard let level = moments.groupings.dropLast().firstIndex(where: { $0.name == group && !$0.columns.isEmpty }) else {
      throw .unitsNotKept(grouping: group)
    }
    let kept = moments.columns.terms.indices.filter { terms.contains(moments.columns.terms[$0].name) }
    precondition(
      kept.count + (moments.hasIntercept ? 1 : 0) == terms.count, "moments of other columns than \(terms)")
    let slopes = Array(coefficients.suffix(kept.count))
    var intercept = 0.0
    if moments.hasIntercept {
      let centre = zip(kept, slopes).reduce(0) { $0 + moments.centre[$1.0] * $1.1 }
      intercept = coefficients[0] + centre - moments.centre[moments.columns.terms.count]
    }
    let posteriors = NestedElimination(moments, columns: kept).posteriors(
      level: level, theta: theta, weights: slopes.map { -$0 } + [1], intercept: intercept)
    let size = moments.groupings[level].columns.count
    return ConditionalModes(
      group: group, terms: moments.groupings[level].columns.map { moments.randomColumns[$0] },
      units: zip(moments.units[level], posteriors).map { unit, posterior in
        ConditionalModes.Unit(
          name: unit.name, values: posterior.mean,
          covariance: sigma * sigma * SymmetricMatrix(order: size, elements: posterior.covariance))
      })
  }
}
