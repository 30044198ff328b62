import ArgumentParser
import Evaluation
import Findings
import Foundation

/// Fits a model to any CSV file.
struct Fit: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Fit a model to any CSV file, outside the pilot too.",
    subcommands: [LeastSquares.self, MixedModel.self, WildBootstrap.self, Permutation.self])
}

/// What every fit asks for.
struct FitOptions: ParsableArguments {
  @Option(help: "CSV file with a header line.") var data: String
  @Option(help: "Model in R's notation, such as 'y ~ x + g'.") var formula: String
  @Option(help: "Confidence level of the intervals, between 0 and 1.") var confidence = 0.95
  @Option(help: "text or json.") var format = AnswerFormat.text
  @Flag(help: "Print the seconds of each step to stderr, as JSON.") var timings = false

  func validate() throws {
    guard confidence > 0, confidence < 1 else { throw ValidationError("--confidence must lie between 0 and 1") }
  }

  var request: AdHocFit { AdHocFit(path: data, formula: formula, confidenceLevel: confidence) }

  func show(_ answer: AdHocFit.Answer) throws {
    switch format {
    case .json: print(try ModelFindingJSON(answer.finding).text)
    case .text: print(ModelFindingText(answer.finding).text)
    }
    guard timings else { return }
    let seconds = answer.timings
    let line = #"{"read_s": \#(seconds.read), "collect_s": \#(seconds.collect), "estimate_s": \#(seconds.estimate)}"#
    FileHandle.standardError.write(Data((line + "\n").utf8))
  }
}

/// How an answer is printed.
enum AnswerFormat: String, ExpressibleByArgument, CaseIterable { case text, json }

struct MixedModel: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "lmm", abstract: "Nested linear mixed model by REML or maximum likelihood.",
    discussion: "Example: tarazy fit lmm --data star.csv --formula 'mathk ~ small + (1 | school)'")

  @OptionGroup var options: FitOptions
  @Option(help: "reml or ml.") var method = AdHocFit.MixedModelCriterion.reml
  @Option(name: .customLong("df"), help: "satterthwaite or none.")
  var degreesOfFreedom = AdHocFit.MixedModelDegreesOfFreedom.satterthwaite

  func run() async throws {
    try await reportingFailures {
      try options.show(options.request.mixedModel(method, degreesOfFreedom: degreesOfFreedom))
struct LeastSquares: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "ols", abstract: "Least squares with classical, heteroscedasticity- or cluster-robust errors.",
    discussion: "Example: tarazy fit ols --data star.csv --formula 'mathk ~ small + female' --cluster school")

  @OptionGroup var options: FitOptions
  @Option(help: "Column that says which cluster a row belongs to.") var cluster: String?
  @Option(help: "classical, hc1, hc2, hc3, cr0, cr1, cr1s, cr2 or cr3 (default: cr2 with --cluster, else hc2).")
  var vcov: AdHocFit.LeastSquaresCovariance?
  @Option(help: "Column of analytic weights (inverse variances).") var weights: String?

  func run() async throws {
    try await reportingFailures {
      try options.show(options.request.leastSquares(covariance: vcov, cluster: cluster, weights: weights))
    }
  }
}
