public import Findings

/// Why areas cannot be estimated together.
public enum SmallAreaError: Error, Equatable, Sendable {
  /// Fewer areas than the model needs: more than it has coefficients.
  case tooFewAreas(found: Int, required: Int)
  /// An area's sampling variance is not positive and finite.
  case variance(area: String, value: Double)
  /// An area's direct estimate or one of its covariates is not finite.
  case notFinite(area: String)
  /// An area has another number of covariates than there are names.
  case covariateCount(area: String, found: Int, required: Int)
  /// The covariates, with the intercept, are linearly dependent over the areas.
  case rankDeficient(rank: Int, coefficientCount: Int)
  /// The sums of a cluster are not finite, its denominator is negative, or they are no share where one is needed.
  case invalidSums(area: String, cluster: String)
  /// Two areas have the same name.
  case duplicateArea(String)
  /// No area varies between its clusters, so that no sampling variance can be estimated or smoothed.
  case noVariation(areaCount: Int)
  /// Effects or variances are so large or so small that their squares or products are infinite.
  case extremeValues
  /// A sampled area is not among the populations.
  case noPopulationMeans(area: String)
  /// A population lacks the mean of a column of the model.
  case missingPopulationMean(area: String, term: String)
  /// A population's size is not positive and finite, or smaller than its sample.
  case populationSize(area: String, size: Double, sampleSize: Int)
  /// A share lies outside [0, 1], or its sample size is not positive and finite.
  case notAShare(area: String)
  /// No adjustment makes the areas add up to the country, not even with every area at its bound.
  case benchmarkOutOfReach(target: Double)
  /// Units of an area do not differ from what the model says of them: nothing tells how sure an area's mean is.
  case noResidualVariance
  /// The mixed model of the units has no answer.
  case unitModel(EstimationError)
}
