/// Why the power of a design cannot be computed.
public enum PowerError: Error, Equatable, Sendable {
  /// A number of the design or the request lies outside its range, or says nothing at that level.
  case outOfRange(quantity: String, level: String?, value: Double)
  /// Assigned units are too few for the arms, blocks and covariates, or for so small a level of the test.
  case noDegreesOfFreedom(found: Double)
  /// Nothing varies, so that any effect would be found.
  case noVariation
  /// No number of units reaches the power: the effect differs too much between blocks, or the limit was reached.
  case unattainable(power: Double, unitLimit: Int, powerAtLimit: Double)
}
