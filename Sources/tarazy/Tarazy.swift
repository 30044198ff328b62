import ArgumentParser
import Evaluation

/// The command line of Tarazy.
@main
struct Tarazy: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "tarazy",
    abstract: "Evaluates the comparative monitoring of preschools: effects, levels, regional risk.",
    discussion: """
      Start with `tarazy demo`. Exit status: 0 done, 1 the answer is no, 64 usage, 65 data, 70 internal.
      """,
    version: Engine.name,
    subcommands: [
      Demo.self, Import.self, Validate.self, Design.self, Evaluate.self, Runs.self, Show.self, Explain.self, Fit.self,
      Impute.self, Report.self, Export.self, Risk.self, ValueAdded.self, Scores.self, Card.self, Serve.self,
      Simulate.self, Power.self,
      Index.self, Targets.self, Notebook.self,
    ])

  static func main() async {
    Engine.start()
    await main(nil)
  }
}
