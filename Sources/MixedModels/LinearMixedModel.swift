public import Findings
internal import LinearAlgebra
public import Moments
internal import Optimization

/// A linear mixed model with nested grouping factors, any number of them, each with a random intercept, slopes or both.
///
/// The random effects of one unit have an unstructured covariance; residuals are independent with equal variance.
/// Fitted from `NestedMoments`: after the pass over the rows, cost does not depend on their number.
///
/// **Source.** Bates, Mächler, Bolker & Walker (2015), doi:10.18637/jss.v067.i01.
public struct LinearMixedModel: Sendable, Equatable {
  /// What is maximised.
  public enum Criterion: String, Sendable, Codable, CaseIterable {
    case restrictedMaximumLikelihood = "reml"
    case maximumLikelihood = "ml"
  }

  /// Degrees of freedom of the fixed effects.
  public enum DegreesOfFreedom: String, Sendable, Codable, CaseIterable {
    case satterthwaite
    /// With the standard errors corrected for the estimation of the variances; needs REML.
    case kenwardRoger = "kenward-roger"
    case none
  }

  public var criterion: Criterion
  public var degreesOfFreedom: DegreesOfFreedom

  /// Creates a specification.
  public init(criterion: Criterion = .restrictedMaximumLikelihood, degreesOfFreedom: DegreesOfFreedom = .satterthwaite)
  {
    self.criterion = criterion
    self.degreesOfFreedom = degreesOfFreedom
  }

  /// Fits the model.
  ///
  /// The relative covariance factor θ is found by BOBYQA under its bounds and polished by Newton steps. A variance that
  /// ends at 0 stays 0 and is said in a warning; its factor is held fixed when degrees of freedom are computed.
  ///
  /// - Throws: `EstimationError.requiresRestrictedLikelihood` for Kenward–Roger with maximum likelihood;
  ///   `.tooFewObservations`; `.groupingNotIdentified` when a factor has as many random effects as
  ///   rows; `.tooFewClusters` when a factor has one unit; `.singularSystem`, `.noFiniteObjective`.
  /// - Complexity: O(cells · *p q²*) per evaluation, 50 to 500 evaluations.
  public func fit(_ moments: NestedMoments) throws(EstimationError) -> LinearMixedModelFit {
    guard degreesOfFreedom != .kenwardRoger || criterion == .restrictedMaximumLikelihood else {
      throw .requiresRestrictedLikelihood
    }
    let terms = moments.columns.terms.indices
    let kept = moments.total.independentColumns(Array(terms), hasIntercept: moments.hasIntercept)
    let deviance = NestedDeviance(moments, columns: kept, criterion: criterion)
    try check(moments, termCount: deviance.termCount)
    let parameters = RelativeFactorParameters(sizes: moments.groupings.map(\.columns.count))
    let record = try minimize(deviance, parameters)
    let estimate = try VarianceEstimate(deviance, theta: record.minimizer, parameters: parameters)
    return LinearMixedModelFit(
      specification: self, moments: moments, kept: kept, estimate: estimate, record: record,
      inference: try inference(estimate, centring(moments, kept: kept)), centring: centring(moments, kept: kept))
  }

  private func inference(
    _ estimate: VarianceEstimate, _ centring: Centring
  ) throws(EstimationError) -> FixedEffectsInference {
    switch degreesOfFreedom {
    case .none: FixedEffectsInference()
    case .satterthwaite:
      FixedEffectsInference(
        degreesOfFreedom: try satterthwaiteDegreesOfFreedom(estimate, contrasts: centring.transformation))
    case .kenwardRoger: try FixedEffectsInference(kenwardRoger: estimate, transformation: centring.transformation)
    }
  }

  private func check(_ moments: NestedMoments, termCount: Int) throws(EstimationError) {
    guard termCount > 0 else { throw .noEstimableTerm }
    guard moments.rowCount > termCount else {
      throw .tooFewObservations(found: moments.rowCount, required: termCount + 1)
    }
    guard moments.responseVaries else { throw .constantResponse }
    for (grouping, count) in zip(moments.groupings, moments.unitCounts) {
      guard count > 1 else { throw .tooFewClusters(found: count, required: 2) }
      let effectCount = count * grouping.columns.count
      guard effectCount < moments.rowCount else {
        throw .groupingNotIdentified(
          grouping: grouping.name, randomEffectCount: effectCount, observationCount: moments.rowCount)
      }
    }
  }

  private func minimize(
    _ deviance: NestedDeviance, _ parameters: RelativeFactorParameters
  ) throws(EstimationError) -> OptimizationRecord {
    do {
      return try BoundConstrainedMinimizer().minimize(
        from: parameters.start, lowerBounds: parameters.lowerBounds,
        derivatives: { deviance.derivatives(theta: $0, parameters) }
      ) { deviance.profiled(theta: $0) }
    } catch {
      throw .noFiniteObjective
    }
  }

  /// How coefficients about the centre become those of the columns as given.
  private func centring(_ moments: NestedMoments, kept: [Int]) -> Centring {
    let first = moments.hasIntercept ? 1 : 0
    var transformation = Matrix.identity(first + kept.count)
    guard moments.hasIntercept else { return Centring(transformation: transformation, offset: 0) }
    for (position, column) in kept.enumerated() { transformation[0, position + 1] = -moments.centre[column] }
    return Centring(transformation: transformation, offset: moments.centre[moments.columns.terms.count])
  }
}

/// The map from coefficients about the centre to those of the columns as given: *β = T β̃ + offset·e₁*.
struct Centring {
  var transformation: Matrix
  /// Mean of the response, which the intercept takes up; 0 without an intercept.
  var offset: Double
}
