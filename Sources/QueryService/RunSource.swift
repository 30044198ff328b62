public import Findings
public import RecordStore

/// Where the service gets its runs from.
///
/// What it gives is not released yet; the service releases it before anything else happens to it.
public struct RunSource: Sendable {
  /// A run without its findings.
  public struct Entry: Sendable, Equatable, Codable {
    /// Identifier of the run.
    public let run: String
    /// ISO 8601 in UTC.
    public let createdAt: String
    /// Name of the pilot.
    public let pilot: String
    public let isSynthetic: Bool
    public let engine: String
    public let planSHA256: String?
    public let dataSHA256: String

    /// Creates an entry.
    public init(
      run: String, createdAt: String, pilot: String, isSynthetic: Bool, engine: String, planSHA256: String?,
      dataSHA256: String
    ) {
      self.run = run
      self.createdAt = createdAt
      self.pilot = pilot
      self.isSynthetic = isSynthetic
      self.engine = engine
      self.planSHA256 = planSHA256
      self.dataSHA256 = dataSHA256
    }
  }

  /// All runs, newest first.
  let runs: @Sendable () throws -> [Entry]
  /// Findings of a run by its identifier.
  let findings: @Sendable (String) throws -> RunFindings

  /// A source made of two functions: all runs, newest first, and the findings of one.
  public init(
    runs: @escaping @Sendable () throws -> [Entry], findings: @escaping @Sendable (String) throws -> RunFindings
  ) {
    self.runs = runs
    self.findings = findings
  }

  /// The run ledger of a store.
  public init(_ store: RecordStore) {
    self.init(
      runs: {
        try store.runs().map { summary in
          Entry(
            run: summary.run, createdAt: summary.createdAt, pilot: summary.pilot, isSynthetic: summary.isSynthetic,
            engine: summary.engine, planSHA256: summary.planSHA256, dataSHA256: summary.dataSHA256)
        }
      },
      findings: { run in
        do throws(RecordStoreError) {
          return try store.findings(run: run)
        } catch .otherRunFormat(let run, let found, let readable) {
          throw QueryError.otherRunFormat(run: run, found: found, readable: readable)
        }
      })
  }
}
