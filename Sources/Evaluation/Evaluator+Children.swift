public import Findings
internal import Records
public import RecordStore

extension Evaluator {
  /// The sheets of one preschool's children, with scores from the calibration of all children of the cohort.
  ///
  /// All development areas of the instrument are scored, those too that the plan does not compare: a child's card has a row
  /// for each. What is returned is not released; `DisclosureRules.preschoolScope` says for whom it is.
  ///
  /// - Parameters:
  ///   - cohort: The children whose consent allows it; the scales are those of its run.
  ///   - preschool: Code; its sheets are those of children who were in its groups on the day of observation.
  ///   - method: How abilities are estimated.
  /// - Returns: One entry per sheet, by group, child and wave.
  /// - Throws: `EvaluationError.noSuchPreschool`, `.noSheets`, `.noScales` when the instrument has no items with levels.
  public func children(
    of cohort: Cohort, preschool: String, method: ItemResponseRequest.Scores = .wle
  ) throws -> ChildFindings {
    guard cohort.records.preschools.contains(where: { $0.code == preschool }) else {
      throw EvaluationError.noSuchPreschool(preschool)
    }
    var plan = plan
    plan.outcomes = cohort.records.instrument.developmentAreas.map(\.key)
    return try ChildAnalysis(Panel(plan: plan, cohort: cohort), preschool: preschool, method: method).findings()
  }
}
