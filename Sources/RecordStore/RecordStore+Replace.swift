public import Records
import Foundation
import GRDB

extension RecordStore {
  /// Puts a whole pilot in place of the records that are there, in one transaction; runs stay.
  ///
  /// - Parameters:
  ///   - records: Records without violations.
  ///   - source: Where they came from.
  /// - Throws: `.database` when a record breaks a rule of the schema; the store is then as it was.
  public func replaceRecords(_ records: PilotRecords, source: ImportSource) throws(RecordStoreError) {
    try translating {
      try pool.write { database in
        try Self.deleteRecords(database)
        try RecordWriter(database: database).write(records)
        try Self.write(source, to: database)
      }
    }
  }

  private static func deleteRecords(_ database: Database) throws {
    let tables = [
      "import_files", "import_source", "feedback", "sessions", "indicators", "scores", "assessments", "form_items",
      "forms", "instrument", "enrolments", "children", "group_years", "groups", "preschools", "regions",
    ]
    for table in tables { try database.execute(sql: "DELETE FROM \(table)") }
  }

  private static func write(_ source: ImportSource, to database: Database) throws {
    try database.execute(
      sql: "INSERT INTO import_source (id, label, data_sha256) VALUES (1, ?, ?)",
      arguments: [source.label, source.dataSHA256])
    for file in source.files {
      try database.execute(
        sql: "INSERT INTO import_files (name, sha256) VALUES (?, ?)", arguments: [file.name, file.sha256])
    }
  }
}
