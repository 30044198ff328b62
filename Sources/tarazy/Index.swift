import ArgumentParser
import Evaluation
import Foundation
import Records

/// Forms a composite index of any CSV file.
struct Index: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Composite index of areas from a CSV file, with intervals, ranks and contributions.",
    discussion: """
      The file has one row per area and one column per indicator, named by its key in the framework; beside it KEY_se may \
      hold standard errors and KEY_n numbers of observations. The index runs from 0 to 100, 100 = most support needed. \
      The framework is YAML: blocks of indicators with names, goalposts, weights and thresholds, and the choices of \
      method that are varied. --standard prints the one that comes with the program, as a start for your own; it is \
      used when no --framework is given.

      Example: tarazy index --framework framework.yml --data regions.csv
      Example: tarazy index --data regions.csv --ignore name,population --resolve 0.9 --format json
      """)

  @Option(help: "YAML file of the framework (default: the standard one).") var framework: String?
  @Option(help: "CSV file with one row per area.") var data: String?
  @Flag(help: "Print the standard framework and end.") var standard = false
  @Option(help: "Column that names the areas.") var area = "area"
  @Option(help: "Columns that are no indicators, joined by commas.") var ignore: String?
  @Option(help: "Number of draws, at least 100.") var draws = 2000
  @Option(help: "Seed of the draws: the same seed gives the same digits.") var seed: UInt64 = 1
  @Option(help: "Confidence level of the intervals, between 0 and 1.") var confidence = 0.95
  @Option(help: "How many areas count as the highest (default: a fifth).") var highest: Int?
  @Option(help: "Ask how many more observations make the order of neighbours as probable as this.")
  var resolve: Double?
  @Flag(help: "Count contributions from the mean of the areas instead of from no risk.") var againstMean = false
  @Option(help: "text or json.") var format = AnswerFormat.text
  @Flag(help: "Print the seconds of each step to stderr, as JSON.") var timings = false

  func validate() throws {
    guard standard || data != nil else { throw ValidationError("--data FILE is missing") }
    guard draws >= 100 else { throw ValidationError("--draws must be at least 100") }
    guard confidence > 0, confidence < 1 else { throw ValidationError("--confidence must lie between 0 and 1") }
    guard highest.map({ $0 >= 1 }) ?? true else { throw ValidationError("--highest must be at least 1") }
    guard resolve.map({ $0 > 0.5 && $0 < 1 }) ?? true else {
      throw ValidationError("--resolve must lie between 0.5 and 1")
    }
  }

  func run() async throws {
    try await reportingFailures {
      guard let data, !standard else { return print(RiskFramework.standardText, terminator: "") }
      var request = AdHocIndex(
        framework: try frameworkText(), path: data, areaColumn: area, drawCount: draws, seed: seed,
        confidenceLevel: confidence)
      request.ignoredColumns = (ignore ?? "").split(separator: ",").map { $0.trimmingCharacters(in: .whitespaces) }
      request.highestCount = highest
      request.resolutionProbability = resolve
      request.comparesWithMean = againstMean
      let (answer, seconds) = try request.timedRun()
      switch format {
      case .json: print(try prettyJSON(answer))
      case .text: print(IndexAnswerText(answer).text)
      }
      if timings { seconds.report() }
    }
  }

  private func frameworkText() throws -> (text: String, file: String) {
    guard let framework else { return (RiskFramework.standardText, "standard framework") }
    do {
      return (try String(contentsOfFile: framework, encoding: .utf8), framework)
    } catch {
      throw Failure(status: .data, message: "cannot read \(framework): \(error.localizedDescription)")
    }
  }
}
