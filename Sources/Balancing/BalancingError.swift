public import Findings

/// Why groups cannot be balanced, missing values not be imputed, or answers not be pooled.
public enum BalancingError: Error, Sendable, Equatable {
  /// An arm has fewer observations than the method needs.
  case tooFewInArm(isTreated: Bool, found: Int, required: Int)
  /// Fewer clusters than the standard error needs.
  case tooFewClusters(found: Int, required: Int)
  /// A quantity of the named role holds a value that is not finite.
  case notFinite(role: String)
  /// A quantity of the named role has another length than the treatment.
  case lengthMismatch(role: String, found: Int, required: Int)
  /// No weights exist that balance the named covariate: the target lies outside what the source arm covers.
  case targetOutOfReach(covariate: String)
  /// A propensity is not strictly between 0 and 1 where the weights divide by it.
  case propensityOutOfRange(position: Int, value: Double)
  /// The propensity has no maximum likelihood estimate, for the reason that the regression gives.
  case propensityNotEstimable(EstimationError)
  /// The system of the named step could not be solved.
  case singularSystem(step: String)
  /// A variable to impute has no observed value.
  case nothingObserved(variable: String)
  /// A variable has fewer observed values than its regression needs.
  case tooFewObserved(variable: String, found: Int, required: Int)
  /// A variable holds a code that its kind does not have.
  case invalidCode(variable: String, value: Double)
  /// An incomplete variable has a level that no row was observed at, so that its probability cannot be learnt.
  case levelNotObserved(variable: String, level: Double)
  /// An option lies outside the values it may have.
  case optionOutOfRange(name: String, value: Double)
}
