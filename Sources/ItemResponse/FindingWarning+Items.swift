internal import Findings

extension FindingWarning {
  /// Says that pairs of items have no persons in common.
  static func itemsNeverTogether(_ first: String, _ second: String, count: Int) -> FindingWarning {
    FindingWarning(
      .itemsNeverTogether,
      "\(count) pairs of items, such as \(first) and \(second), were hardly ever answered together: no reliability",
      facts: ["pairs": String(count), "first": first, "second": second])
  }

  /// Names items that seem to have no variance of their own.
  static func heywoodCase(_ items: [String]) -> FindingWarning {
    let names = items.joined(separator: ", ")
    return FindingWarning(
      .heywoodCase, "the factor explains all of \(names): omega is uncertain", facts: ["items": names])
  }

  /// Names a quantity that has no estimate, and why.
  static func notEstimated(_ quantity: String, because reason: String) -> FindingWarning {
    FindingWarning(.notEstimable, "\(quantity) is not estimated: \(reason)", facts: ["terms": quantity])
  }

  /// Says that two calibrations share too few items to tell which of them moved.
  static func fewCommonItems(_ count: Int, required: Int) -> FindingWarning {
    FindingWarning(
      .fewCommonItems, "\(count) items in common, fewer than \(required): no item can be said to have moved",
      facts: ["items": String(count), "required": String(required)])
  }

  /// Says that tests took persons as independent.
  static var independenceAssumed: FindingWarning {
    FindingWarning(
      .independenceAssumed,
      "the tests take children as independent: children rated by one person may show differences that are the rater's")
  }

  /// Says that clusters are few; `nil` when there are enough.
  static func fewClusters(_ count: Int, limit: Int) -> FindingWarning? {
    guard count < limit else { return nil }
    return FindingWarning(
      .fewClusters, "\(count) clusters: below \(limit) the error may be understated", facts: ["clusters": String(count)]
    )
  }

  /// Names sides with few persons; `nil` when both have enough.
  static func smallSides(
    _ comparison: GroupComparison, _ persons: (reference: Int, focal: Int), limit: Int
  ) -> FindingWarning? {
    let sides = [(comparison.reference, persons.reference), (comparison.focal, persons.focal)]
    let small = sides.filter { $0.1 < limit }.map { "\($0.0) (\($0.1))" }.joined(separator: ", ")
    guard !small.isEmpty else { return nil }
    return FindingWarning(
      .sparseGroups, "fewer than \(limit) persons to compare: \(small)",
      facts: ["groups": small, "required": String(limit)])
  }

  /// Names items without a test, and why; `nil` when there are none.
  static func untestedItems(_ items: [String], _ reason: UntestedReason) -> FindingWarning? {
    guard !items.isEmpty else { return nil }
    let names = items.joined(separator: ", ")
    return FindingWarning(
      .untestedItems, "not tested: \(names): \(reason.message)",
      facts: ["items": names, "count": String(items.count), "reason": reason.rawValue])
  }

  /// Says that too few items are left to match by.
  static func fewAnchorItems(_ count: Int, required: Int) -> FindingWarning {
    FindingWarning(
      .fewAnchorItems,
      "\(count) items without a difference are left, fewer than \(required): flagged items stay among those matched by",
      facts: ["items": String(count), "required": String(required)])
  }
}

/// Why an item has no test of a difference; the fact `reason` of a warning.
enum UntestedReason: String {
  case noCommonScores = "no_common_scores"
  case noRegression = "no_regression"
  case noCalibration = "no_calibration"

  var message: String {
    switch self {
    case .noCommonScores: "no persons of both sides have the same score, or nothing varies among them"
    case .noRegression: "the ordinal regression has no answer"
    case .noCalibration: "a side has no answers in two categories, or the model has no maximum"
    }
  }
}
