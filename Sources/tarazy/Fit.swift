import ArgumentParser
import Evaluation
import Findings
import Foundation

/// Fits a model to any CSV file.
struct Fit: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Fit a model to any CSV file, outside the pilot too.",
    subcommands: [
      LeastSquares.self, MixedModel.self, Logistic.self, Ordinal.self, WildBootstrap.self, Permutation.self,
      MetaAnalysis.self, ItemResponse.self, AreaLevel.self, UnitLevel.self,
    ])
}

/// What a fit with a response in its formula asks for.
struct FitOptions: ParsableArguments {
  @OptionGroup var file: FitFileOptions
  @Option(help: "Model in R's notation, such as 'y ~ x + g'.") var formula: String

  var request: AdHocFit { file.request(formula) }

  func show(_ answer: AdHocFit.Answer) throws { try file.show(answer) }
}

/// What every fit asks for.
struct FitFileOptions: ParsableArguments {
  @Option(help: "CSV file with a header line.") var data: String
  @Option(help: "Confidence level of the intervals, between 0 and 1.") var confidence = 0.95
  @Option(help: "text or json.") var format = AnswerFormat.text
  @Flag(help: "Print the seconds of each step to stderr, as JSON.") var timings = false

  func validate() throws {
    guard confidence > 0, confidence < 1 else { throw ValidationError("--confidence must lie between 0 and 1") }
  }

  func request(_ formula: String) -> AdHocFit {
    AdHocFit(path: data, formula: formula, confidenceLevel: confidence)
  }

  func show(_ answer: AdHocFit.Answer) throws {
    switch format {
    case .json: print(try ModelFindingJSON(answer.finding).text)
    case .text: print(ModelFindingText(answer.finding).text)
    }
    if timings { answer.timings.report() }
  }
}

extension AdHocFit.Timings {
  /// Prints the seconds of each step to stderr, as JSON.
  func report() {
    let score = score.map { #", "score_s": \#($0)"# } ?? ""
    let line = #"{"read_s": \#(read), "collect_s": \#(collect), "estimate_s": \#(estimate)\#(score)}"#
    FileHandle.standardError.write(Data((line + "\n").utf8))
  }
}

/// How an answer is printed.
enum AnswerFormat: String, ExpressibleByArgument, CaseIterable { case text, json }
