/// Why a composite index cannot be formed.
public enum CompositeIndexError: Error, Equatable, Sendable {
  /// The two goalposts of an indicator are equal or not finite.
  case goalposts(noRisk: Double, fullRisk: Double)
  /// The framework, or one of its blocks, holds no indicator.
  case emptyFramework
  /// An indicator's weight is not positive and finite.
  case weight(indicator: String, value: Double)
  /// Two indicators, or two blocks, have the same key.
  case duplicateKey(String)
  /// An area reports an indicator that the framework does not have.
  case unknownIndicator(area: String, indicator: String)
  /// A value or its standard error is not finite, or the standard error is negative.
  case notANumber(area: String, indicator: String)
  /// Two areas have the same name.
  case duplicateArea(String)
}
