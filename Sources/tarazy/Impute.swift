import ArgumentParser
import Evaluation
import Foundation

/// Fills missing values in several times.
struct Impute: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Impute the missing values of a CSV file several times, with random intercepts of the clusters.",
    discussion: """
      Every variable is predicted from all others and their cluster means. The file that is written has the completed
      data sets one below the other, in the columns imputation, row and the variables.
      Example: tarazy impute --data panel.csv --continuous y1,y2 --binary female --cluster preschool -o completed.csv
      """)

  @Option(help: "CSV file with a header line; an empty cell is a missing value.") var data: String
  @Option(help: "Columns of numbers, joined by commas.") var continuous: String?
  @Option(help: "Columns of 0 and 1, joined by commas.") var binary: String?
  @Option(help: "Columns of 1, 2 and 3, joined by commas.") var threeLevel: String?
  @Option(help: "Column that says which cluster a row belongs to.") var cluster: String
  @Option(help: "Number of completed data sets.") var imputations = 20
  @Option(help: "Rounds over the variables before a data set is taken.") var iterations = 10
  @Option(help: "Seed of the draws: the same seed gives the same values.") var seed: UInt64 = 1
  @Option(name: .shortAndLong, help: "CSV file to write; without it only the summary is printed.") var output: String?
  @Option(help: "text or json, of the summary.") var format = AnswerFormat.text
  @Flag(help: "Print the seconds of each step to stderr, as JSON.") var timings = false

  func validate() throws {
    guard imputations >= 1 else { throw ValidationError("--imputations must be at least 1") }
    guard iterations >= 1 else { throw ValidationError("--iterations must be at least 1") }
  }

  func run() async throws {
    try await reportingFailures {
      let answer = try request.run()
      if let output { try write(answer, to: output) }
      print(try summary(answer))
      if timings { answer.timings.report() }
    }
  }

  private var request: AdHocImputation {
    AdHocImputation(
      path: data, continuous: names(continuous), binary: names(binary), threeLevel: names(threeLevel),
      cluster: cluster, imputationCount: imputations, iterationCount: iterations, seed: seed)
  }

  private func names(_ list: String?) -> [String] {
    (list ?? "").split(separator: ",").map { $0.trimmingCharacters(in: .whitespaces) }
  }

  private func summary(_ answer: ImputationAnswer) throws -> String {
    switch format {
    case .json:
      return try prettyJSON(
        ImputationSummary(
          nObs: answer.rowCount, imputations: answer.imputationCount, iterations: iterations, seed: seed,
          variables: answer.variables))
    case .text:
      let rows = answer.variables.map { variable in
        "  \(variable.name) (\(variable.kind)): \(variable.missingCount) missing, mean \(variable.mean), "
          + "standard deviation \(variable.standardDeviation)"
      }
      let head = "\(answer.imputationCount) completed data sets of \(answer.rowCount) rows, seed \(seed)"
      return ([head] + rows).joined(separator: "\n")
    }
  }

  /// Writes beside the file first, so that a failure leaves nothing half-written.
  private func write(_ answer: ImputationAnswer, to path: String) throws {
    let part = path + ".part"
    do {
      try FileManager.default.createDirectory(
        at: URL(fileURLWithPath: path).deletingLastPathComponent(), withIntermediateDirectories: true)
      try Data().write(to: URL(fileURLWithPath: part))
      let file = try FileHandle(forWritingTo: URL(fileURLWithPath: part))
      try answer.writeCSV { try file.write(contentsOf: Data($0)) }
      try file.close()
      guard rename(part, path) == 0 else { throw CocoaError(.fileWriteUnknown) }
    } catch {
      try? FileManager.default.removeItem(atPath: part)
      throw Failure(status: .data, message: "cannot write \(path): \(error.localizedDescription)")
    }
  }
}

/// The JSON of an imputation's summary.
private struct ImputationSummary: Encodable {
  let nObs: Int
  let imputations: Int
  let iterations: Int
  let seed: UInt64
  let variables: [ImputationAnswer.Variable]
}
