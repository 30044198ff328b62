/// Why the store could not answer.
public enum RecordStoreError: Error, Sendable, Equatable {
  /// There is no file at the path.
  case noSuchStore(path: String)
  /// The file is not a database, or the database of another program.
  case notAStore(path: String)
  /// The store was made by a later version: these migrations are unknown.
  case newerSchema(migrations: [String])
  /// The store was made by an earlier version and is open for reading only.
  case olderSchema
  /// Nothing has been imported yet.
  case noRecords
  case noSuchRun(String)
  /// The run was saved by a version of the program that shapes findings otherwise; format 1 had no number yet.
  case otherRunFormat(run: String, found: Int, readable: Int)
  /// Runs are immutable; a second one cannot be saved under the same identifier.
  case runExists(String)
  /// The findings hold a number that JSON cannot write such as infinity, at this key path.
  case notStorable(keyPath: String)
  /// A stored value cannot be read back; the store was changed by another program.
  case corrupt(table: String, column: String)
  /// SQLite refused: its result code and message.
  case database(code: Int, message: String)
}
