internal import Findings

/// Whether a standard error knows that the weights were estimated from the same children.
public enum WeightUncertainty: String, Sendable, Codable, CaseIterable {
  /// The influence function stacks the equations of the weights with those of the effect.
  case estimated
  /// The weights count as fixed: the error of a weighted regression. For estimated weights it is usually too large for
  /// the average effect, and may be too small.
  case known

  var warnings: [FindingWarning] {
    guard self == .known else { return [] }
    return [
      FindingWarning(
        .weightsTakenAsKnown, "The standard error takes the weights as known, though they were estimated.")
    ]
  }
}
