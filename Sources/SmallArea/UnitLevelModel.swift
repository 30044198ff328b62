import Findings
public import MixedModels
public import Moments

/// The nested error regression: means of areas from units, with what is known of the areas' whole populations.
///
/// A unit's response is xᵀβ + u + e, u being the effect of its area. The mean of an area is predicted as X̄ᵀβ + û with
/// the population's means X̄; where the population's size *N* is given, the sampled units count as observed and only the
/// others are predicted. û is the area's mean residual, shrunken by γ = σu² / (σu² + σe²/n). An area without a sample
/// gets the synthetic estimate X̄ᵀβ, and the warning `syntheticEstimate` names it. The model is a mixed model with one
/// random intercept and is fitted as one.
///
/// **Source.** Battese, Harter & Fuller (1988), doi:10.1080/01621459.1988.10478561; Prasad & Rao (1990); Datta & Lahiri
/// (2000); Rao & Molina (2015), ch. 7. Estimates and analytic errors verified to 1e-8 relative against an independent
/// solution in forty digits.
public struct UnitLevelModel: Sendable, Equatable {
  /// How the mean squared errors are found.
  public enum ErrorEstimate: Sendable, Equatable {
    /// By the second-order formula, the bias of maximum likelihood corrected.
    case analytic
    /// By the parametric bootstrap: no formula, but a Monte Carlo error that is stated.
    case bootstrap(replications: Int, seed: UInt64)
  }

  /// Residual variance relative to the response's that is rounding.
  private static let roundingShare = 1e-12

  public var criterion: LinearMixedModel.Criterion
  public var errorEstimate: ErrorEstimate

  /// Creates a specification; a bootstrap has at least one replication.
  public init(
    criterion: LinearMixedModel.Criterion = .restrictedMaximumLikelihood, errorEstimate: ErrorEstimate = .analytic
  ) {
    if case .bootstrap(let replications, _) = errorEstimate { precondition(replications > 0, "no replication") }
    self.criterion = criterion
    self.errorEstimate = errorEstimate
  }

  /// Fits the model and predicts the mean of each area.
  ///
  /// - Parameters:
  ///   - moments: Of a model whose one random term is the intercept of the areas, collected with
  ///     `keepsInnermostUnits`.
  ///   - populations: One per area wanted, in any order, all sampled areas among them; means of columns that the model
  ///     drops are not needed.
  /// - Returns: The mixed model and one estimate per population, in the order given.
  /// - Throws: `SmallAreaError` for an area that is missing or occurs twice, a mean that is missing or not finite, a
  ///   population smaller than its sample; `.noResidualVariance` when the model leaves nothing but rounding within areas;
  ///   `.unitModel` when the mixed model has no answer.
  /// - Complexity: That of the mixed model, once more for each replication.
  public func fit(
    _ moments: NestedMoments, populations: [AreaPopulation]
  ) throws(SmallAreaError) -> UnitLevelFit {
    let model = try mixedModel(moments, LinearMixedModel(criterion: criterion))
    let kept = moments.columns.terms.indices.filter { model.terms.contains(moments.columns.terms[$0].name) }
    let sample = NestedErrorSample(moments, kept: kept)
    let positions = try positions(populations, among: sample.names)
    var places: [AreaPlace] = []
    for (population, position) in zip(populations, positions) {
      places.append(try place(population, position, sample, terms: model.terms))
    }
    let predictor = NestedErrorPredictor(model)
    guard predictor.withinVariance > Self.roundingShare * sample.responseVariance else { throw .noResidualVariance }
    let errors = try meanSquaredErrors(model, predictor, moments, sample, places, positions)
    let estimates = zip(populations, places).enumerated().map { index, area in
      UnitLevelFit.AreaEstimate(
        area: area.0.area, observationCount: Int(area.1.count), direct: area.1.direct,
        synthetic: predictor.fitted(area.1.population), estimate: predictor.mean(area.1),
        effect: predictor.effect(area.1), shrinkage: predictor.shrinkage(area.1),
        meanSquaredError: errors?[index].mean, monteCarloError: errors?[index].error)
    }
    return UnitLevelFit(
      model: model, betweenVariance: predictor.betweenVariance, areaEstimates: estimates,
      warnings: warnings(model, estimates))
  }

  private func mixedModel(
    _ moments: NestedMoments, _ model: LinearMixedModel
  ) throws(SmallAreaError) -> LinearMixedModelFit {
    do throws(EstimationError) {
      return try model.fit(moments)
    } catch {
      throw .unitModel(error)
    }
  }

  private func positions(
    _ populations: [AreaPopulation], among names: [String]
  ) throws(SmallAreaError) -> [Int?] {
    var known: Set<String> = []
    for population in populations {
      guard known.insert(population.area).inserted else { throw .duplicateArea(population.area) }
    }
    if let missing = names.first(where: { !known.contains($0) }) { throw .noPopulationMeans(area: missing) }
    let positions = Dictionary(uniqueKeysWithValues: names.enumerated().map { ($1, $0) })
    return populations.map { positions[$0.area] }
  }

  private func place(
    _ population: AreaPopulation, _ position: Int?, _ sample: NestedErrorSample, terms: [String]
  ) throws(SmallAreaError) -> AreaPlace {
    var means: [Double] = sample.hasIntercept ? [1] : []
    for term in terms.dropFirst(means.count) {
      guard let mean = population.means[term] else { throw .missingPopulationMean(area: population.area, term: term) }
      guard mean.isFinite else { throw .notFinite(area: population.area) }
      means.append(mean)
    }
    let count = position.map { sample.counts[$0] } ?? 0
    if let size = population.size, !(size >= max(1, count) && size.isFinite) {
      throw .populationSize(area: population.area, size: size, sampleSize: Int(count))
    }
    guard let position else { return AreaPlace(population: means, size: population.size) }
    return AreaPlace(
      population: means, size: population.size, count: count, direct: sample.responseMeans[position],
      sample: sample.columnMeans[position])
  }

  /// Mean squared errors with their Monte Carlo errors where there are any; `nil` when the model leaves no residual.
  private func meanSquaredErrors(
    _ model: LinearMixedModelFit, _ predictor: NestedErrorPredictor, _ moments: NestedMoments,
    _ sample: NestedErrorSample, _ places: [AreaPlace], _ positions: [Int?]
  ) throws(SmallAreaError) -> [(mean: Double, error: Double?)]? {
    switch errorEstimate {
    case .analytic:
      let formula = NestedErrorPredictionError(
        predictor, covariance: model.covariance, sample: sample,
        isRestricted: criterion == .restrictedMaximumLikelihood)
      let errors = places.compactMap { formula?.meanSquaredError($0) }
      return errors.count == places.count && errors.allSatisfy(\.isFinite) ? errors.map { ($0, nil) } : nil
    case .bootstrap(let replications, let seed):
      let bootstrap = NestedErrorBootstrap(
        model: LinearMixedModel(criterion: criterion, degreesOfFreedom: .none), predictor: predictor,
        draws: NestedErrorDraws(moments, sample, predictor), places: places, positions: positions)
      do throws(EstimationError) {
        return try bootstrap.run(replications: replications, seed: seed).map { ($0.mean, $0.error) }
      } catch {
        throw .unitModel(error)
      }
    }
  }

  private func warnings(
    _ model: LinearMixedModelFit, _ estimates: [UnitLevelFit.AreaEstimate]
  ) -> [FindingWarning] {
    var warnings = model.warnings.filter { $0.code != .singularFit }
    if model.isSingular { warnings.append(.boundaryVariance(areaCount: model.groups[0].count)) }
    let synthetic = estimates.filter { $0.direct == nil }.map(\.area)
    if !synthetic.isEmpty {
      warnings.append(
        FindingWarning(
          .syntheticEstimate,
          "\(synthetic.count) areas have no sample and get what the model expects of an area like them: "
            + synthetic.joined(separator: ", "),
          facts: ["areas": synthetic.joined(separator: ", "), "count": "\(synthetic.count)"]))
    }
    if estimates.contains(where: { $0.meanSquaredError == nil }) {
      warnings.append(
        FindingWarning(.notEstimable, "no mean squared errors: the model leaves no differences between units"))
    }
    return warnings
  }
}
