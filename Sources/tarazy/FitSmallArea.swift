import ArgumentParser
import Evaluation

struct AreaLevel: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "area", abstract: "Fay–Herriot estimates of small areas, one per row, from their direct estimates.",
    discussion: "Example: tarazy fit area --data regions.csv --formula 'share ~ x' --area region --sampling-variance v")

  @OptionGroup var options: FitOptions
  @Option(help: "Column of the areas' names.") var area: String
  @Option(help: "Column of the direct estimates' sampling variances.") var samplingVariance: String
  @Option(help: "Variance between areas: reml, ml, adjusted-ml or adjusted-reml; the adjusted ones are never 0.")
  var method = AreaLevelRequest.Method.reml

  func run() async throws {
    let request = AreaLevelRequest(area: area, samplingVariance: samplingVariance, method: method)
    try await reportingFailures { try options.show(options.request.areaLevel(request)) }
  }
}

struct UnitLevel: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "unit-area", abstract: "Means of small areas from units, with known means of the whole populations.",
    discussion: "Example: tarazy fit unit-area --data children.csv --formula 'y ~ x' --area region "
      + "--population-means regions.csv")

  @OptionGroup var options: FitOptions
  @Option(help: "Column of the areas' names, in both files.") var area: String
  @Option(help: "CSV file with a row per area: its name, and the population mean of every column of the model.")
  var populationMeans: String
  @Option(help: "Column of that file with the populations' sizes, when samples are a part of them to reckon with.")
  var populationSize: String?
  @Option(help: "reml or ml.") var method = AdHocFit.MixedModelCriterion.reml
  @Option(help: "Replications of a parametric bootstrap of the mean squared errors, instead of the formula.")
  var bootstrap: Int?
  @Option(help: "Seed of the bootstrap.") var seed: UInt64 = 1

  func validate() throws {
    if let bootstrap, !(1...1_000_000).contains(bootstrap) {
      throw ValidationError("--bootstrap must lie between 1 and 1000000")
    }
  }

  func run() async throws {
    let request = UnitLevelRequest(
      area: area, populationMeans: populationMeans, populationSize: populationSize, method: method,
      bootstrapReplications: bootstrap, seed: seed)
    try await reportingFailures { try options.show(options.request.unitLevel(request)) }
  }
}
