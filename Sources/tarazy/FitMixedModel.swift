import ArgumentParser
import Evaluation

struct MixedModel: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "lmm", abstract: "Nested linear mixed model by REML or maximum likelihood.",
    discussion: "Example: tarazy fit lmm --data star.csv --formula 'mathk ~ small + (1 | school)' --df kenward-roger")

  @OptionGroup var options: FitOptions
  @Option(help: "reml or ml.") var method = AdHocFit.MixedModelCriterion.reml
  @Option(name: .customLong("df"), help: "satterthwaite, kenward-roger (with reml) or none.")
  var degreesOfFreedom = AdHocFit.MixedModelDegreesOfFreedom.satterthwaite
  @Option(help: "Intervals of the random effects' standard deviations and correlations: profile or wald.")
  var intervals: AdHocFit.VarianceIntervals?

  func run() async throws {
    try await reportingFailures {
      try options.show(
        options.request.mixedModel(method, degreesOfFreedom: degreesOfFreedom, intervals: intervals))
    }
  }
}
