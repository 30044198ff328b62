/// Why levels or moves cannot be described.
public enum MovementError: Error, Equatable, Sendable {
  /// The stratum holds no child.
  case noObservations(stratum: String)
  /// No cluster's moves are out of balance, so that there is nothing to test.
  case noMovement(stratum: String)
  /// A test needs more clusters than it has degrees of freedom.
  case tooFewClusters(found: Int, required: Int)
  /// Both raters gave every child the same one level, or no child's scores differ from others': there is no correlation.
  case noVariation
  /// Fewer children, or fewer raters of each, than an agreement needs.
  case tooFewRatings(children: Int, raters: Int)
  /// A child has another number of ratings than the first, or a rating that is not a number.
  case incompleteRatings(row: Int)
  /// No comparison has as many reference children as a growth percentile needs.
  case tooFewReferences(found: Int, required: Int)
}
