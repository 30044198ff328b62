internal import Findings
internal import Movement

extension MovementError {
  /// Why a description of moves is missing, as a caveat of its finding.
  var warning: FindingWarning {
    switch self {
    case .noMovement:
      FindingWarning(.noMovement, "no preschool's moves between levels are out of balance: there is nothing to test")
    case .tooFewClusters(let found, let required):
      FindingWarning(
        .fewClusters, "\(found) preschools where the test needs \(required)",
        facts: ["clusters": "\(found)", "required": "\(required)"])
    case .tooFewReferences(_, let required):
      FindingWarning(
        .fewReferences, "fewer than \(required) control children have the same two sheets",
        facts: ["required": "\(required)"])
    case .noObservations: .notEstimable("no child was observed at both waves")
    case .noVariation, .tooFewRatings, .incompleteRatings: .notEstimable("the ratings do not determine it")
    }
  }
}
