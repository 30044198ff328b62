internal import Findings

extension FindingWarning {
  /// A test that never rejects on one side has no interval.
  static func unboundedInterval(term: String, level: Double) -> FindingWarning {
    FindingWarning(
      .unboundedInterval,
      "the interval of \(term) has no bound: the test rejects no effect, however large, at this level",
      facts: ["term": term, "level": String(level)])
  }
}
