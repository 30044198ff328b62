/// Why levels or moves cannot be described.
public enum MovementError: Error, Equatable, Sendable {
  /// The stratum holds no child.
  case noObservations(stratum: String)
  /// No cluster's moves are out of balance, so that there is nothing to test.
  case noMovement(stratum: String)
  /// A test needs more clusters than it has degrees of freedom.
  case tooFewClusters(found: Int, required: Int)
}
