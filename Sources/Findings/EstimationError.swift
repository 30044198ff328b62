/// Why the data or the request cannot give an answer; worded once per surface.
public enum EstimationError: Error, Sendable, Equatable {
  /// Fewer rows than the model needs.
  case tooFewObservations(found: Int, required: Int)
  /// Fewer clusters than the estimator needs.
  case tooFewClusters(found: Int, required: Int)
  /// A grouping factor with as many random effects as rows: their variance cannot be told from the residual's.
  case groupingNotIdentified(grouping: String, randomEffectCount: Int, observationCount: Int)
  /// Every column of the design is zero or a combination of others.
  case noEstimableTerm
  /// The named term is not in the design, or depends on others.
  case termNotEstimated(term: String)
  /// The response has the same value in every row.
  case constantResponse
  /// The system of the named step could not be solved.
  case singularSystem(step: String)
  /// The optimiser found no finite value of the objective.
  case noFiniteObjective
}
