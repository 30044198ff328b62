import ArgumentParser
import Disclosure
import Evaluation
import Findings
import RecordStore
import Records

/// Of which store, by which plan and for which preschool the sheets of single children are read.
struct PreschoolOptions: ParsableArguments {
  @OptionGroup var store: StoreOption
  @Option(help: "Plan file.") var plan: String
  @Option(help: "Code of the preschool whose children they are; the file is for it alone.") var preschool: String

  /// The sheets of the preschool's children, with what is to be known of the scales on stderr.
  func findings(method: ItemResponseRequest.Scores = .wle) throws -> PreschoolScope<ChildFindings> {
    let cohort = try store.open().cohort()
    let file = try PlanFile(path: plan, instrument: cohort.records.instrument)
    let evaluator = Evaluator(plan: file.plan, planSHA256: file.sha256)
    let found = try evaluator.children(of: cohort, preschool: preschool, method: method)
    guard let own = DisclosureRules.preschoolScope(found, preschool: preschool) else {
      throw EvaluationError.noSheets(preschool: preschool)
    }
    for warning in own.value.warnings { printError("warning: \(warning.message)") }
    return own
  }

  /// Says for whom a file is that holds single children.
  func sayScope() { printError("for preschool \(preschool) alone; not for publication") }
}
