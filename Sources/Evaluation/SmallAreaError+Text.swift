internal import SmallArea

extension SmallAreaError {
  /// What happened and what to do, in English.
  var text: String {
    switch self {
    case .tooFewAreas(let found, let required):
      "\(found) row\(found == 1 ? "" : "s") with values, and the model needs at least \(required)"
    case .variance(let area, let value): "\(area): the sampling variance is \(value); it must be positive"
    case .notFinite(let area): "\(area): a value is infinite"
    case .covariateCount(let area, let found, let required):
      "\(area): \(found) covariates, others have \(required)"
    case .rankDeficient(let rank, let count):
      "only \(rank) of the \(count) columns of the model are independent, or variances differ too much to be weighed"
    case .invalidSums(let area, let cluster): "\(area), \(cluster): the sums are not finite, negative, or no share"
    case .extremeValues: "values are too large or too small to be squared; change their unit"
    case .duplicateArea(let area): "\(area) occurs twice"
    case .noPopulationMeans(let area): "\(area) has units in the sample and no row in the file of population means"
    case .missingPopulationMean(let area, let term): "\(area): the population mean of \(term) is missing"
    case .populationSize(let area, let size, let sampleSize):
      "\(area): a population of \(size) for a sample of \(sampleSize)"
    case .notAShare(let area): "\(area): not a share between 0 and 1 with a positive sample size"
    case .benchmarkOutOfReach(let target): "no adjustment makes the areas add up to \(target)"
    case .noResidualVariance:
      "units of an area do not differ but for the columns of the model, so that nothing tells how sure a mean is; "
        + "with one estimate per area use `tarazy fit area`"
    case .unitModel(let error): error.text
    case .noVariation(let count): "none of the \(count) areas varies between its clusters"
    }
  }
}
