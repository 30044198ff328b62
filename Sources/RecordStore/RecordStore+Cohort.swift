public import Records
import Foundation
import GRDB

extension RecordStore {
  /// The records of all children whose consent allows processing.
  ///
  /// - Throws: `.noRecords` before the first import.
  /// - Returns: One snapshot of the store.
  /// - Complexity: O(records); one pass over each table.
  public func cohort() throws(RecordStoreError) -> Cohort {
    try translating {
      try pool.read { database in
        let dataSHA256 = try Self.dataSHA256(database)
        let reader = RecordReader(database: database)
        let records = try reader.consentedRecords(instrument: Self.instrument(database))
        return Cohort(
          records: records, excludedChildren: try reader.excludedChildren(groups: records.groups),
          dataSHA256: dataSHA256)
      }
    }
  }

  /// The instrument of the imported pilot.
  public func instrument() throws(RecordStoreError) -> Instrument {
    try translating { try pool.read(Self.instrument) }
  }

  /// Hexadecimal SHA-256 of the imported data.
  public func dataSHA256() throws(RecordStoreError) -> String {
    try translating { try pool.read(Self.dataSHA256) }
  }

  /// Where the records came from.
  public func importSource() throws(RecordStoreError) -> ImportSource {
    try translating {
      try pool.read { database in
        let dataSHA256 = try Self.dataSHA256(database)
        let label = try String.fetchOne(database, sql: "SELECT label FROM import_source") ?? ""
        let files = try Row.fetchAll(database, sql: "SELECT name, sha256 FROM import_files ORDER BY id")
        return ImportSource(
          label: label, files: files.map { ImportSource.File(name: $0[0], sha256: $0[1]) }, dataSHA256: dataSHA256)
      }
    }
  }

  /// How many records of each kind the store holds, children without consent included.
  public func recordCounts() throws(RecordStoreError) -> RecordCounts {
    try translating {
      try pool.read { database in
        func count(_ table: String) throws -> Int {
          try Int.fetchOne(database, sql: "SELECT count(*) FROM \(table)") ?? 0
        }
        return RecordCounts(
          regions: try count("regions"), preschools: try count("preschools"), groups: try count("groups"),
          children: try count("children"),
          consentedChildren: try count("children WHERE consent IN ('granted', 'not_applicable')"),
          enrolments: try count("enrolments"), assessments: try count("assessments"), scores: try count("scores"),
          indicators: try count("indicators"), sessions: try count("sessions"), feedback: try count("feedback"))
      }
    }
  }

  private static func dataSHA256(_ database: Database) throws -> String {
    guard let hash = try String.fetchOne(database, sql: "SELECT data_sha256 FROM import_source") else {
      throw RecordStoreError.noRecords
    }
    return hash
  }

  private static func instrument(_ database: Database) throws -> Instrument {
    guard let json = try String.fetchOne(database, sql: "SELECT definition FROM instrument") else {
      throw RecordStoreError.noRecords
    }
    do {
      return try JSONDecoder().decode(Instrument.self, from: Data(json.utf8))
    } catch {
      throw RecordStoreError.corrupt(table: "instrument", column: "definition")
    }
  }
}
