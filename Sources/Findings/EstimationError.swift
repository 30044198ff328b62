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
  /// A binary response is 0 and 1, or a text column with two levels; these are the first of its values.
  case responseNotBinary(response: String, values: [String])
  /// An ordinal response is whole numbers or text; this value is neither.
  case responseNotOrdinal(response: String, value: String)
  /// The named terms tell categories of the response apart without error: their coefficients are infinite.
  case separated(terms: [String])
  /// Neither a maximum nor a proof that there is none was found.
  case notConverged(iterationCount: Int)
  /// The optimiser found no finite value of the objective.
  case noFiniteObjective
}
