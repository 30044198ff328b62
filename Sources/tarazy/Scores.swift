import ArgumentParser
import Evaluation
import Reporting

struct Scores: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Write the scores of one preschool's children on the scales of the pilot, for the preschool alone.",
    discussion: """
      Example: tarazy scores --store pilot.db --plan datasets/pilot-2026/plan.yml --preschool P-001 -o scores.csv

      A row per child (pseudonym), wave and development area, by group, child and wave: items answered, mean points, level, \
      and the score on the scale of all children with its standard error. The unit is that of the report: the standard \
      deviation of the control children at the first wave. eap is shrunken towards the mean of the child's arm and wave; \
      wle and eap are finite for every child with a mark; ml is infinite where all marks are the lowest or the highest: \
      the cell is then empty, and the column mark says why.
      """)

  @OptionGroup var options: PreschoolOptions
  @Option(help: "eap, wle or ml.") var method = ItemResponseRequest.Scores.wle
  @Option(name: .short, help: "CSV file to write.") var output: String

  func run() async throws {
    try await reportingFailures {
      try writeText(ChildScoreExport(options.findings(method: method)).rendered(), to: output)
      options.sayScope()
      print(output)
    }
  }
}
