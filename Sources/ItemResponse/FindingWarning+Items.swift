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
      .fewAnchorItems, "\(count) items in common, fewer than \(required): no item can be said to have moved",
      facts: ["items": String(count), "required": String(required)])
  }
}
