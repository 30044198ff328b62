/// What happened during a minimisation, and where it ended.
public struct OptimizationRecord: Sendable, Codable, Equatable {
  /// Why the derivative-free search ended.
  public enum StopReason: String, Sendable, Codable {
    /// The objective changed less than its relative tolerance.
    case functionTolerance
    /// The coordinates changed less than their relative tolerance.
    case parameterTolerance
    /// Rounding allowed no further progress.
    case roundingLimit
    /// The permitted number of evaluations was used up; the minimum may be elsewhere.
    case evaluationLimit
    /// Every coordinate is fixed by equal bounds, so there was nothing to search.
    case nothingFree
  }

  /// How the Newton steps after the search ended.
  public enum PolishOutcome: String, Sendable, Codable {
    /// The last step was below 1e-10 of the coordinates.
    case converged
    /// The steps stopped shrinking: what is left is rounding in the objective.
    case noFurtherDecrease
    /// The curvature is not positive in every free direction; the search's point stands.
    case notConvex
    /// Steps were still being taken when their number ran out.
    case iterationLimit
    /// Every coordinate lies on a bound.
    case nothingFree
  }

  /// The point from which the search started, moved into the bounds.
  public let start: [Double]
  /// The point found.
  public let minimizer: [Double]
  /// The objective at `minimizer`.
  public let minimum: Double
  /// Evaluations of the objective, those for derivatives included.
  public let evaluationCount: Int
  /// How many of them gave NaN or infinity.
  public let nonFiniteEvaluationCount: Int
  /// Why the search ended.
  public let stopReason: StopReason
  /// How the Newton steps ended.
  public let polishOutcome: PolishOutcome
  /// Euclidean length of the gradient over the coordinates off their bounds; nil when there is none.
  public let gradientNorm: Double?
}
