import ArgumentParser
import Evaluation

struct Ordinal: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "ordinal",
    abstract: "Proportional odds regression with cluster-robust errors or a random intercept.",
    discussion: """
      The model is logit P(Y <= k) = threshold k - x'b: a positive coefficient means higher categories.
      Example: tarazy fit ordinal --data wine.csv --formula 'rating ~ temp + contact + (1 | judge)'
      """)

  @OptionGroup var options: FitOptions
  @Option(help: "Column that says which cluster a row belongs to.") var cluster: String?
  @Option(help: "classical, cr0, cr1 or cr1s (default: cr1 with --cluster, else classical).")
  var vcov: AdHocFit.OrdinalCovariance?
  @Option(help: "Column of prior weights: a row of weight 2 counts as two.") var weights: String?

  func run() async throws {
    try await reportingFailures {
      try options.show(options.request.ordinal(covariance: vcov, cluster: cluster, weights: weights))
    }
  }
}
