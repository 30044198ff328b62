/// Why a pilot cannot be simulated as asked; keys are those of `truth.json`.
public enum SimulationError: Error, Equatable, Sendable {
  /// There is no region to place preschools in.
  case noRegions
  /// A count lies outside the range that the simulator can make.
  case countOutOfRange(key: String, value: Int, allowed: ClosedRange<Int>)
  /// A share or rate lies outside [0, 1].
  case notAShare(key: String, value: Double)
  /// A variance, standard deviation or slope is negative or not finite.
  case notNonnegative(key: String, value: Double)
  /// An effect, threshold or mean is not a finite number.
  case notFinite(key: String, value: Double)
  /// The upper threshold of the items does not lie above the lower one.
  case thresholdsNotIncreasing(lower: Double, upper: Double)
  /// An effect is stated for a development area that the instrument does not have.
  case unknownDevelopmentArea(key: String)
}
