import ArgumentParser
import Evaluation

/// How often to draw, and from which seed.
struct DrawOptions: ParsableArguments {
  @Option(help: "Draws; all signs or assignments are tried when there are no more of them.") var replications = 9999
  @Option(help: "Seed of the draws: the same seed gives the same answer.") var seed: UInt64 = 1

  /// Five numbers per draw are kept: 800 MB.
  static let largestCount = 20_000_000

  func validate() throws {
    guard (1...Self.largestCount).contains(replications) else {
      throw ValidationError("--replications must lie between 1 and \(Self.largestCount)")
    }
  }

  var draws: AdHocFit.Draws { AdHocFit.Draws(replications: replications, seed: seed) }
}

struct WildBootstrap: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "wild-bootstrap", abstract: "Wild cluster bootstrap test of one coefficient, with its interval.",
    discussion:
      "Example: tarazy fit wild-bootstrap --data star.csv --formula 'mathk ~ small' --cluster school --term small")

  @OptionGroup var options: FitOptions
  @OptionGroup var draws: DrawOptions
  @Option(help: "Column that says which cluster a row belongs to.") var cluster: String
  @Option(help: "The tested term, named as in the coefficient table of 'fit ols'.") var term: String
  @Option(
    help: """
      wcr imposes the null and wcu does not; then 1 or 3 (jackknife) for the errors and for the statistic: wcr11, wcr13, \
      wcr31, wcr33, wcu11, wcu13, wcu31 or wcu33.
      """)
  var type = AdHocFit.WildBootstrapType.wcr11
  @Option(help: "rademacher or webb (default: rademacher, and webb with 11 clusters or fewer).")
  var weightsDistribution: AdHocFit.WeightsDistribution?

  func run() async throws {
    try await reportingFailures {
      try options.show(
        options.request.wildBootstrap(
          cluster: cluster, term: term, type: type, weights: weightsDistribution, draws: draws.draws))
    }
  }
}

struct Permutation: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "permutation",
    abstract: "Randomization test of a treatment that was given to whole clusters, with its interval.",
    discussion:
      "Example: tarazy fit permutation --data trial.csv --formula 'y ~ arm + age' --cluster school --term arm "
      + "--strata region")

  @OptionGroup var options: FitOptions
  @OptionGroup var draws: DrawOptions
  @Option(help: "Column that says which cluster a row belongs to.") var cluster: String
  @Option(help: "The tested term, named as in the coefficient table of 'fit ols'; constant in every cluster.")
  var term: String
  @Option(help: "Column that says within which clusters the arms were dealt.") var strata: String?

  func run() async throws {
    try await reportingFailures {
      try options.show(
        options.request.permutation(cluster: cluster, term: term, strata: strata, draws: draws.draws))
    }
  }
}
