internal import Findings

/// What was left out or held when a slope model was estimated.
extension FindingWarning {
  static func emptyCategories(_ items: [(item: String, categories: [Int])]) -> FindingWarning {
    let names = items.map { "\($0.item) (\($0.categories.map(String.init).joined(separator: ", ")))" }
      .joined(separator: "; ")
    return FindingWarning(
      .emptyCategory, "categories that nobody used have no step of their own: \(names)",
      facts: ["items": names, "count": String(items.count)])
  }

  static func groupsAnsweringAlike(_ groups: [String]) -> FindingWarning {
    let names = groups.joined(separator: ", ")
    return FindingWarning(
      .groupOfOne, "one person, or the same answers from all: the variance of \(names) is held at 1",
      facts: ["groups": names])
  }

  static func heldVariances(_ groups: [String]) -> FindingWarning {
    let names = groups.joined(separator: ", ")
    return FindingWarning(
      .boundaryVariance, "the likelihood rises as these variances fall to zero; they are held at 0.01: \(names)",
      facts: ["variances": names])
  }

  static func negativeSlopes(_ items: [String]) -> FindingWarning {
    let names = items.joined(separator: ", ")
    return FindingWarning(
      .negativeSlope, "higher abilities go with lower marks; coded the other way round? \(names)",
      facts: ["items": names])
  }

  static func unboundedSlopes(_ items: [String]) -> FindingWarning {
    let names = items.joined(separator: ", ")
    return FindingWarning(
      .unboundedSlope, "slopes that run to infinity are not estimated and held at 20: \(names)",
      facts: ["items": names])
  }
}
