import ArgumentParser
import Evaluation

/// Answers what a planned trial can find.
struct Power: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Minimum detectable effect, power or number of units of a planned trial.",
    discussion: """
      Levels are given from the children up: NAME=COUNT is the mean number in a unit of the level above (at the top, \
      how many there are), followed by what is known of the level: icc (share of the variance within arms), r2 (part \
      of it that covariates explain), cv (variation of the number), tau2 (variance of the effect between blocks). \
      Levels above the assigned one are blocks. Leave out the assigned level's count to ask how many an --effect needs.

      Example: tarazy power --level child=20,cv=0.3 --level group=2,icc=0.05 --level preschool=100,icc=0.12,r2=0.5
      Example: tarazy power --level child=20 --level preschool,icc=0.15 --effect 0.25
      """)

  @Option(help: "NAME=COUNT[,icc=…][,r2=…][,cv=…][,tau2=…]; repeat it for each level.") var level: [LevelOption]
  @Option(help: "Name of the level that is assigned to the arms (default: the highest).") var assigned: String?
  @Option(help: "Share of the assigned units that are experimental.") var share = 0.5
  @Option(help: "Covariates of the assigned units.") var covariates = 0
  @Option(help: "Level of the two-sided test.") var alpha = 0.05
  @Option(help: "Wanted probability of finding the effect.") var power = 0.8
  @Option(help: "Effect in standard deviations of the outcome.") var effect: Double?
  @Option(help: "Number of trials to simulate, to check the formula.") var simulate: Int?
  @Option(help: "Seed of the simulated trials.") var seed: UInt64 = 1
  @Option(help: "text or json.") var format = AnswerFormat.text

  func run() async throws {
    try await reportingFailures {
      var analysis = PowerAnalysis(levels: level.map(\.level))
      analysis.assignedLevel = assigned
      analysis.experimentalShare = share
      analysis.covariateCount = covariates
      analysis.significanceLevel = alpha
      analysis.power = power
      analysis.effect = effect
      analysis.simulation = simulate.map { ($0, seed) }
      let answer = try analysis.answer()
      switch format {
      case .json: print(try prettyJSON(answer))
      case .text: print(PowerAnswerText(answer).text)
      }
    }
  }
}

/// One level on the command line.
struct LevelOption: ExpressibleByArgument {
  let level: PowerAnalysis.Level

  init?(argument: String) {
    let parts = argument.split(separator: ",", omittingEmptySubsequences: false)
    let head = parts[0].split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
    guard let name = head.first, !name.isEmpty else { return nil }
    var level = PowerAnalysis.Level(name: String(name), unitCount: nil)
    if head.count == 2 {
      guard let count = Double(head[1]) else { return nil }
      level.unitCount = count
    }
    for part in parts.dropFirst() {
      let pair = part.split(separator: "=", maxSplits: 1)
      guard pair.count == 2, let key = Self.keys[String(pair[0])], let value = Double(pair[1]) else { return nil }
      level[keyPath: key] = value
    }
    self.level = level
  }

  private static var keys: [String: WritableKeyPath<PowerAnalysis.Level, Double>] {
    [
      "icc": \.intraclassCorrelation, "r2": \.explainedShare, "cv": \.sizeVariation, "tau2": \.effectVariance,
    ]
  }
}
