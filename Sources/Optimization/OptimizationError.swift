/// Why a minimisation could not start or go on.
public enum OptimizationError: Error, Equatable, Sendable {
  /// The lower bound of this coordinate lies above its upper bound, or one of them is NaN.
  case invalidBounds(coordinate: Int)
  /// This coordinate of the start is NaN or infinite.
  case startNotFinite(coordinate: Int)
  /// The objective is NaN or infinite at the start.
  case objectiveNotFiniteAtStart(value: Double)
  /// NLopt gave up with this status.
  case solverFailed(status: Int)
}
