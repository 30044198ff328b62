import Findings
import Foundation
import GRDB
import Intake
import RecordStore
import Records
import Testing

/// The path of a store that holds the sample pilot.
private func importedStore(in folder: TemporaryFolder) throws -> String {
  try PilotFolder.write(SamplePilot.records(), to: folder.path)
  let path = folder.file("pilot.db")
  _ = try Importer.importFolder(folder.path, intoStoreAt: path)
  return path
}

@Test func viewUnpacksMarks() throws {
  let folder = try TemporaryFolder()
  let queue = try DatabaseQueue(path: try importedStore(in: folder))
  let forms = SamplePilot.instrument(itemsPerArea: 2).forms
  let expected = SamplePilot.records().assessments.flatMap { sheet in
    let items = forms.first { $0.key == sheet.form }?.items ?? []
    return zip(items, sheet.marks).map { item, mark -> [String?] in
      [sheet.child, sheet.form, item, mark == .notApplicable ? "na" : mark.points.map(String.init)]
    }
  }
  let rows = try queue.read { database in
    try Row.fetchAll(
      database, sql: "SELECT child, form, item, CAST(mark AS TEXT) FROM item_marks ORDER BY assessment, position")
  }
  #expect(rows.map { row in (0..<4).map { row[$0] as String? } } == expected)
}

@Test(arguments: ["UPDATE runs SET plan_text = ''", "DELETE FROM runs"]) func ledgerRefusesChanges(sql: String) throws {
  let folder = try TemporaryFolder()
  let path = try importedStore(in: folder)
  let queue = try DatabaseQueue(path: path)
  try queue.write { database in
    try database.execute(
      sql: "INSERT INTO runs VALUES ('a', '2026', 'p', 1, NULL, 'd', 'e', 'not findings', 'plan', NULL)")
  }
  #expect(throws: DatabaseError.self) { try queue.write { try $0.execute(sql: sql) } }
  let store = try RecordStore(path: path, mode: .readOnly)
  #expect(throws: RecordStoreError.corrupt(table: "runs", column: "findings")) { try store.findings(run: "a") }
}

@Test func aRunWithoutAFormatIsOfTheFirst() throws {
  let folder = try TemporaryFolder()
  let path = try importedStore(in: folder)
  try DatabaseQueue(path: path).write { database in
    try database.execute(
      sql: """
        INSERT INTO runs VALUES ('a', '2026', 'p', 1, NULL, 'd', 'e', '{"run": "a", "effects": []}', 'plan', NULL)
        """)
  }
  let refusal = RecordStoreError.otherRunFormat(run: "a", found: 1, readable: RunFindings.currentFormat)
  let store = try RecordStore(path: path, mode: .readOnly)
  #expect(throws: refusal) { try store.findings(run: "a") }
}

@Test(arguments: [
  "INSERT INTO enrolments (child, group_id, entered) VALUES (999, 1, '2026-01-01')",
  "INSERT INTO preschools (code, name, region, locality) VALUES ('x', 'x', 1, 'sea')",
  "INSERT INTO children (pseudonym, sex, consent) VALUES ('x', 'f', 'maybe')",
  "INSERT INTO assessments SELECT NULL, child, school_year, official_wave, observed_on, '', form, marks FROM assessments",
])
func schemaRefusesWhatTheRulesRefuse(sql: String) throws {
  let folder = try TemporaryFolder()
  let queue = try DatabaseQueue(path: try importedStore(in: folder))
  #expect(throws: DatabaseError.self) { try queue.write { try $0.execute(sql: sql) } }
}

@Test func recordsTheSchemaRefusesLeaveTheStoreAsItWas() throws {
  let folder = try TemporaryFolder()
  let store = try RecordStore(path: try importedStore(in: folder), mode: .existing)
  let before = try store.cohort().records
  var records = before
  records.assessments[40].child = "nobody"
  #expect(throws: RecordStoreError.self) {
    try store.replaceRecords(records, source: ImportSource(label: "x", files: [], dataSHA256: "x"))
  }
  #expect(try store.cohort().records == before)
}

@Test(arguments: [RecordStore.Mode.create, .existing, .readOnly]) func storeOfALaterVersionIsRefused(
  mode: RecordStore.Mode
) throws {
  let folder = try TemporaryFolder()
  let path = try importedStore(in: folder)
  let queue = try DatabaseQueue(path: path)
  try queue.write { try $0.execute(sql: "INSERT INTO grdb_migrations VALUES ('9 of the future')") }
  #expect(throws: RecordStoreError.newerSchema(migrations: ["9 of the future"])) {
    try RecordStore(path: path, mode: mode)
  }
}

@Test func databaseOfAnotherProgramIsRefused() throws {
  let folder = try TemporaryFolder()
  let path = folder.file("other.db")
  let queue = try DatabaseQueue(path: path)
  try queue.write { try $0.execute(sql: "CREATE TABLE t (a)") }
  #expect(throws: RecordStoreError.notAStore(path: path)) { try RecordStore(path: path, mode: .create) }
}

@Test func openReaderSeesTheNextImport() throws {
  let folder = try TemporaryFolder()
  let path = try importedStore(in: folder)
  let (reader, writer) = (try RecordStore(path: path, mode: .readOnly), try RecordStore(path: path, mode: .existing))
  #expect(try reader.cohort().records.preschools.count == 3)
  let records = SamplePilot.records(preschoolCount: 1)
  try writer.replaceRecords(records, source: ImportSource(label: "b", files: [], dataSHA256: "b"))
  #expect(try reader.cohort().records.preschools.count == 1)
  #expect(try reader.cohort().dataSHA256 == "b")
}
