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
  /// Nothing that the error of a term is made of varies: there is nothing to resample.
  case noErrorVariation(term: String)
  /// A term that must be constant in every cluster takes two values in this one.
  case termVariesWithinCluster(term: String, cluster: String)
  /// A treatment takes another number of values than two.
  case notTwoArms(term: String, valueCount: Int)
  /// An arm has fewer clusters than the method needs.
  case tooFewClustersInArm(isExperimental: Bool, found: Int, required: Int)
  /// No stratum holds clusters of both arms: there is one assignment only.
  case noStratumWithBothArms
  /// A cluster of the moments has no arm.
  case armUnknown(cluster: String)
  /// The method is defined for restricted maximum likelihood only.
  case requiresRestrictedLikelihood
  /// No units of this name are kept apart in the moments.
  case unitsNotKept(grouping: String)
  /// Two fits cannot be compared by their likelihoods.
  case modelsNotComparable(ModelMismatch)
  /// The optimiser found no finite value of the objective.
  case noFiniteObjective
}
