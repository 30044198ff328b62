import ArgumentParser
import Evaluation

struct Logistic: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "logit",
    abstract: "Logistic regression with classical or cluster-robust errors; Firth's where the response is separated.",
    discussion: "Example: tarazy fit logit --data lalonde.csv --formula 'treat ~ age + race' --cluster site")

  @OptionGroup var options: FitOptions
  @Option(help: "Column that says which cluster a row belongs to.") var cluster: String?
  @Option(help: "classical, cr0, cr1, cr1s, cr2 or cr3 (default: cr2 with --cluster, else classical).")
  var vcov: AdHocFit.LogisticCovariance?
  @Option(help: "Column of prior weights: a row of weight 2 counts as two.") var weights: String?

  func run() async throws {
    try await reportingFailures {
      try options.show(options.request.logistic(covariance: vcov, cluster: cluster, weights: weights))
    }
  }
}
