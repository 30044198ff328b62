/// Why levels or moves cannot be described.
public enum MovementError: Error, Equatable, Sendable {
  /// The stratum holds no child.
  case noObservations(stratum: String)
}
