internal import Findings

extension FindingWarning {
  /// A test that never rejects on one side has no interval.
  static func unboundedInterval(term: String, level: Double) -> FindingWarning {
    FindingWarning(
      .unboundedInterval,
      "the interval of \(term) has no bound: the test rejects no effect, however large, at this level",
      facts: ["term": term, "level": String(level)])
  }

  /// Strata whose clusters are all in one arm.
  static func oneArmStrata(_ names: [String]) -> FindingWarning {
    FindingWarning(
      .oneArmStratum, "one arm only, so nothing to compare: \(names.joined(separator: ", "))",
      facts: ["strata": names.joined(separator: ", "), "count": String(names.count)])
  }

  /// The design cannot give a small p-value.
  static func coarsePValue(_ smallest: Double) -> FindingWarning {
    let rounded = String((smallest * 1e4).rounded() / 1e4)
    return FindingWarning(
      .coarsePValue, "the smallest p-value that this design can give is \(rounded)", facts: ["smallest": rounded])
  }

  /// Columns that follow from others.
  static func droppedColumns(_ names: [String]) -> FindingWarning {
    FindingWarning(
      .droppedColumns, "dropped, because they follow from other columns: \(names.joined(separator: ", "))",
      facts: ["columns": names.joined(separator: ", ")])
  }
}
