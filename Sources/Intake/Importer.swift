public import RecordStore
public import Records

/// Brings pilot folders into stores.
public enum Importer {
  /// What an import did, or would do.
  public struct Summary: Sendable, Equatable {
    public let counts: RecordCounts
    public let source: ImportSource
    public let notes: [IntakeNote]
    /// Whether the records were stored.
    public let isStored: Bool
  }

  /// Reads and checks a pilot folder, then puts its records in place of those in the store, in one transaction.
  ///
  /// - Parameters:
  ///   - path: Path of the folder.
  ///   - storePath: Path of the store; made when there is none, but only for a folder without faults.
  ///   - direction: Which end of the marks is the best, where the instrument does not say; `nil` means 3.
  ///   - dryRun: Whether to stop after the checks.
  ///   - issueLimit: How many problems are kept; all are counted.
  /// - Throws: `IntakeError`; the store is then as it was, and none was made for a folder with faults.
  /// - Returns: What was, or would be, imported.
  public static func importFolder(
    _ path: String, intoStoreAt storePath: String, direction: ScaleDirection? = nil, dryRun: Bool = false,
    issueLimit: Int = 100
  ) throws(IntakeError) -> Summary {
    let folder = try PilotFolder.read(path, direction: direction, issueLimit: issueLimit)
    if !dryRun {
      do throws(RecordStoreError) {
        let store = try RecordStore(path: storePath, mode: .create)
        try store.replaceRecords(folder.records, source: folder.source)
      } catch {
        throw .store(error)
      }
    }
    return Summary(
      counts: RecordCounts(of: folder.records), source: folder.source, notes: folder.notes, isStored: !dryRun)
  }
}
