/// What a number was made from: the four facts that let anyone make it again.
public struct Provenance: Sendable, Codable, Equatable {
  /// Name and version of the engine such as `tarazy 0.1.0`.
  public var engine: String
  /// SHA-256 of the plan file, hexadecimal; `nil` for a fit outside a pilot.
  public var planSHA256: String?
  /// SHA-256 of the data, hexadecimal.
  public var dataSHA256: String
  /// Seed of every random number behind the result.
  public var seed: UInt64

  /// Creates a provenance from its four facts.
  public init(engine: String, planSHA256: String?, dataSHA256: String, seed: UInt64) {
    self.engine = engine
    self.planSHA256 = planSHA256
    self.dataSHA256 = dataSHA256
    self.seed = seed
  }
}
