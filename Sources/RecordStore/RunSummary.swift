/// A run of the ledger, without its findings.
public struct RunSummary: Sendable, Equatable, Codable {
  /// Identifier of the run.
  public let run: String
  /// Time the run was made, ISO 8601 in UTC.
  public let createdAt: String
  /// Name of the pilot in the plan.
  public let pilot: String
  public let isSynthetic: Bool
  /// Hexadecimal SHA-256 of the plan.
  public let planSHA256: String?
  /// Hexadecimal SHA-256 of the data.
  public let dataSHA256: String
  /// Name and version of the engine.
  public let engine: String
}
