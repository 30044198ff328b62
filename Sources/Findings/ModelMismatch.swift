/// Why two fits cannot be compared by their likelihoods.
public enum ModelMismatch: Sendable, Equatable {
  /// They rest on different numbers of rows.
  case rows(larger: Int, smaller: Int)
  /// One maximises the restricted likelihood, the other the full one.
  case criterion(larger: String, smaller: String)
  /// Restricted likelihoods compare only with the same fixed effects; these terms are in one model only.
  case fixedEffects([String])
  /// The smaller model has terms that the larger one does not have.
  case notNested(smallerOnly: [String])
}
