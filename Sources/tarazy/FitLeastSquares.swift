import ArgumentParser
import Evaluation
import Foundation

struct LeastSquares: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "ols", abstract: "Least squares with classical, heteroscedasticity- or cluster-robust errors.",
    discussion: """
      Example: tarazy fit ols --data star.csv --formula 'mathk ~ small + female' --cluster school --wald small,female
      """)

  @OptionGroup var options: FitOptions
  @Option(help: "Column that says which cluster a row belongs to.") var cluster: String?
  @Option(help: "classical, hc1, hc2, hc3, cr0, cr1, cr1s, cr2 or cr3 (default: cr2 with --cluster, else hc2).")
  var vcov: LeastSquaresRequest.Covariance?
  @Option(help: "Columns, joined by commas, whose levels have effects that are not reported (fixed effects).")
  var absorb: String?
  @Option(help: "Column of analytic weights (inverse variances).") var weights: String?
  @Option(
    help: """
      Coefficients or terms, joined by commas, to test together; a factor stands for all its columns. May be repeated.
      """)
  var wald: [String] = []

  func run() async throws {
    let request = LeastSquaresRequest(
      covariance: vcov, cluster: cluster, weights: weights, absorbing: absorb.map(names) ?? [],
      jointTests: wald.map(names))
    try await reportingFailures { try options.show(options.request.leastSquares(request)) }
  }

  func validate() throws {
    for (option, list) in wald.map({ ("--wald", $0) }) + [absorb].compactMap(\.self).map({ ("--absorb", $0) }) {
      if names(list).isEmpty { throw ValidationError("\(option) needs at least one name") }
    }
  }

  private func names(_ list: String) -> [String] {
    list.split(separator: ",").map { $0.trimmingCharacters(in: .whitespaces) }.filter { !$0.isEmpty }
  }
}
