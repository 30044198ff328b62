import Foundation
import GRDB

/// The pilot's records and the ledger of evaluations in one SQLite file.
///
/// Holds one pilot: an import replaces the records of the import before it, runs stay. Reads see one snapshot and do
/// not wait for a write. All SQL of the engine is in this room.
public final class RecordStore: Sendable {
  /// How a store is opened.
  public enum Mode: Sendable {
    /// Made when there is none, else opened.
    case create
    /// Must exist; brought to the schema of this version.
    case existing
    /// Must exist; never changed.
    case readOnly
  }

  let pool: DatabasePool

  /// Opens a store.
  ///
  /// - Parameters:
  ///   - path: Path of the SQLite file.
  ///   - mode: Whether the file may be made or changed.
  /// - Throws: `.noSuchStore`, `.notAStore`, `.newerSchema`, `.olderSchema`, or `.database`; a file that is not a
  ///   store is left as it is.
  public init(path: String, mode: Mode) throws(RecordStoreError) {
    try Self.inspect(path: path, mode: mode)
    pool = try translating { try DatabasePool(path: path, configuration: Self.configuration(mode)) }
    if mode != .readOnly { try translating { try RecordStoreSchema.migrator.migrate(pool) } }
  }

  private static func configuration(_ mode: Mode) -> Configuration {
    var configuration = Configuration()
    configuration.readonly = mode == .readOnly
    configuration.busyMode = .timeout(5)
    configuration.prepareDatabase { database in
      try database.execute(sql: "PRAGMA synchronous = NORMAL; PRAGMA cache_size = -65536")
    }
    return configuration
  }

  /// Looks at an existing file without changing it.
  private static func inspect(path: String, mode: Mode) throws(RecordStoreError) {
    var isDirectory: ObjCBool = false
    guard FileManager.default.fileExists(atPath: path, isDirectory: &isDirectory) else {
      if mode == .create { return }
      throw .noSuchStore(path: path)
    }
    guard !isDirectory.boolValue else { throw .notAStore(path: path) }
    do {
      let queue = try DatabaseQueue(path: path, configuration: configuration(.readOnly))
      try queue.read { try RecordStoreSchema.check($0, path: path, mode: mode) }
    } catch let error as DatabaseError where error.resultCode == .SQLITE_NOTADB {
      throw .notAStore(path: path)
    } catch {
      throw RecordStoreError(error)
    }
  }
}

/// Runs `body` and gives every error as a `RecordStoreError`.
func translating<Value>(_ body: () throws -> Value) throws(RecordStoreError) -> Value {
  do {
    return try body()
  } catch {
    throw RecordStoreError(error)
  }
}

extension RecordStoreError {
  /// Translates an error of the database or of the JSON writer.
  init(_ error: any Error) {
    switch error {
    case let error as RecordStoreError: self = error
    case let error as DatabaseError:
      self = .database(code: Int(error.extendedResultCode.rawValue), message: error.message ?? "")
    case EncodingError.invalidValue(_, let context):
      self = .notStorable(keyPath: context.codingPath.map(\.stringValue).joined(separator: "."))
    default: self = .database(code: 0, message: "\(error)")
    }
  }
}
