/// Why a composite index cannot be formed.
public enum CompositeIndexError: Error, Equatable, Sendable {
  /// The two goalposts of an indicator are equal or not finite.
  case goalposts(noRisk: Double, fullRisk: Double)
  /// The framework, or one of its blocks, holds no indicator.
  case emptyFramework
  /// The weight of an indicator or block is negative or not finite.
  case weight(member: String, value: Double)
  /// All weights of a block are 0, or their sum is infinite; the key is empty for the whole index.
  case weightsSumToZero(block: String)
  /// Two indicators, or two blocks, have the same key.
  case duplicateKey(String)
  /// The limit of a flag is not finite.
  case flagLimit(flag: String, value: Double)
  /// The normalisation needs goalposts that the indicator does not have.
  case goalpostsRequired(indicator: String, normalisation: Normalisation)
  /// An area reports an indicator that the framework does not have.
  case unknownIndicator(area: String, indicator: String)
  /// A value or its standard error is not finite, or the standard error is negative.
  case notANumber(area: String, indicator: String)
  /// The parameters of a beta distribution are not positive, or the value does not lie in [0, 1].
  case notAShare(area: String, indicator: String)
  /// Two areas have the same name.
  case duplicateArea(String)
  /// Draws supplied for an indicator of an area are too few, or not finite.
  case suppliedDraws(area: String, indicator: String, found: Int, required: Int)
  /// A harmonic block has too many members for its contributions to be enumerated.
  case tooManyMembers(block: String, found: Int, limit: Int)
}
