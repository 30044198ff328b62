import Foundation
import Intake
import RecordStore
import Records
import Testing

@Test func importedRecordsComeBackAsACohort() throws {
  let folder = try TemporaryFolder.withPilot()
  let store = folder.file("pilot.db")
  let summary = try Importer.importFolder(folder.path, intoStoreAt: store)
  #expect(summary.isStored)
  #expect(summary.counts.children == 30)
  #expect(summary.counts.consentedChildren == 27)
  let opened = try RecordStore(path: store, mode: .readOnly)
  #expect(try opened.recordCounts() == summary.counts)
  #expect(try opened.importSource() == summary.source)
  #expect(try opened.dataSHA256() == summary.source.dataSHA256)
  #expect(try opened.instrument() == SamplePilot.records().instrument)
}

@Test(arguments: [Child.Consent.refused, .withdrawn]) func unconsentedChildrenNeverReachACohort(
  consent: Child.Consent
) throws {
  let folder = try TemporaryFolder()
  var records = SamplePilot.records()
  for index in records.children.indices where records.children[index].consent == .refused {
    records.children[index].consent = consent
  }
  try PilotFolder.write(records, to: folder.path)
  _ = try Importer.importFolder(folder.path, intoStoreAt: folder.file("pilot.db"))
  let cohort = try RecordStore(path: folder.file("pilot.db"), mode: .existing).cohort()
  let excluded = Set(records.children.filter { $0.consent == consent }.map(\.pseudonym))
  records.children.removeAll { excluded.contains($0.pseudonym) }
  records.enrolments.removeAll { excluded.contains($0.child) }
  records.assessments.removeAll { excluded.contains($0.child) }
  records.scores.removeAll { excluded.contains($0.child) }
  #expect(excluded.count == 3)
  #expect(cohort.records == records)
  #expect(cohort.excludedChildren.total == 3)
  #expect(cohort.excludedChildren[.control] == 3)
}

@Test func faultyFolderLeavesTheStoreUntouched() throws {
  let folder = try TemporaryFolder.withPilot()
  let path = folder.file("pilot.db")
  let before = try Importer.importFolder(folder.path, intoStoreAt: path)
  let bytes = try folder.bytes("pilot.db")
  try folder.edit("assessments.csv") { replaceCell(7, of: &$0[2], with: "4") }
  #expect(throws: IntakeError.self) { try Importer.importFolder(folder.path, intoStoreAt: path) }
  #expect(try folder.bytes("pilot.db") == bytes)
  let store = try RecordStore(path: path, mode: .readOnly)
  #expect(try store.dataSHA256() == before.source.dataSHA256)
  #expect(try store.recordCounts() == before.counts)
}

@Test func faultyFolderMakesNoStore() throws {
  let folder = try TemporaryFolder.withPilot()
  try folder.edit("children.csv") { $0[31] = $0[1] }
  #expect(throws: IntakeError.self) {
    try Importer.importFolder(folder.path, intoStoreAt: folder.file("pilot.db"))
  }
  #expect(!FileManager.default.fileExists(atPath: folder.file("pilot.db")))
}

@Test func dryRunMakesNoStore() throws {
  let folder = try TemporaryFolder.withPilot()
  let summary = try Importer.importFolder(folder.path, intoStoreAt: folder.file("pilot.db"), dryRun: true)
  #expect(!summary.isStored)
  #expect(summary.counts.assessments == 90)
  #expect(!FileManager.default.fileExists(atPath: folder.file("pilot.db")))
}

@Test func secondImportReplacesTheFirst() throws {
  let folder = try TemporaryFolder.withPilot()
  let path = folder.file("pilot.db")
  _ = try Importer.importFolder(folder.path, intoStoreAt: path)
  try PilotFolder.write(SamplePilot.records(preschoolCount: 2), to: folder.path)
  let second = try Importer.importFolder(folder.path, intoStoreAt: path)
  #expect(second.counts.children == 20)
  #expect(try RecordStore(path: path, mode: .readOnly).recordCounts() == second.counts)
}

@Test func importIntoAFileThatIsNoStoreIsRefused() throws {
  let folder = try TemporaryFolder.withPilot()
  let path = folder.file("notes.txt")
  try folder.write("these are my notes, do not touch them".utf8, to: "notes.txt")
  #expect(throws: IntakeError.store(.notAStore(path: path))) {
    try Importer.importFolder(folder.path, intoStoreAt: path)
  }
  #expect(try folder.bytes("notes.txt") == Data("these are my notes, do not touch them".utf8))
}
