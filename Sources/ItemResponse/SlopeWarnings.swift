internal import Findings

extension SlopeMaximum {
  /// Slopes that are negative or ran to their bound, and variances that did.
  func warnings(_ problem: SlopeProblem) -> [FindingWarning] {
    let estimated = problem.coordinates
    let held = estimated.filter { !coordinates.contains($0) }
    let negative = problem.items.indices.filter { problem.items[$0].anchor == nil && point.items[$0].slope < 0 }
    let steep = problem.items.indices.filter { held.contains(.item($0, parameter: 0)) }
    let flat = problem.groups.indices.filter { held.contains(.deviation(group: $0)) }
    var warnings: [FindingWarning] = []
    if !negative.isEmpty { warnings.append(.negativeSlopes(negative.map { problem.items[$0].name })) }
    if !steep.isEmpty { warnings.append(.unboundedSlopes(steep.map { problem.items[$0].name })) }
    if !flat.isEmpty { warnings.append(.heldVariances(flat.map { problem.groups[$0] })) }
    return warnings
  }
}
