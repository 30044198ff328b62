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
  /// A term that is dealt again also stands in this interaction, which would keep the arms given.
  case termInInteraction(term: String, interaction: String)
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
  /// A binary response is 0 and 1, or a text column with two levels; these are the first of its values.
  case responseNotBinary(response: String, values: [String])
  /// An ordinal response is whole numbers or text; this value is neither.
  case responseNotOrdinal(response: String, value: String)
  /// The model has one random intercept at most, and no cluster-robust errors beside it.
  case randomTermsNotAvailable
  /// A product of a term whose other factor is no column of the model: its value for the other arm is unknown.
  case unknownInteraction(term: String, product: String)
  /// A category that the fitted response does not have, or its lowest, which everybody reaches.
  case categoryNotReachable(category: String)
  /// The named terms tell categories of the response apart without error: their coefficients are infinite.
  case separated(terms: [String])
  /// Neither a maximum nor a proof that there is none was found.
  case notConverged(iterationCount: Int)
  /// The optimiser found no finite value of the objective.
  case noFiniteObjective
}
