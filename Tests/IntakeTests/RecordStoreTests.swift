import Findings
import Foundation
import RecordStore
import Testing

private func findings(_ run: String, at time: String) -> RunFindings {
  RunFindings(
    run: run, createdAt: time,
    provenance: Provenance(engine: "tarazy test", planSHA256: "ab", dataSHA256: "cd", seed: 7),
    pilot: PilotFacts(
      name: "Pilot", isSynthetic: true, assignmentUnit: "preschool", isRandomised: false, waves: [], outcomes: [],
      covariates: [], primaryEstimator: "mixed_model", otherEstimators: [], randomIntercepts: ["preschool"],
      waveSlopes: [],
      confidenceLevel: 0.95, multiplicity: "holm", smallestEffectOfInterest: nil, minimumCell: 10,
      minimumPreschools: 3, ownScopeMinimum: 5, levelRule: nil),
    flow: [], effects: [], levels: [], transitions: [], risk: RiskFindings(), quality: [],
    compression: [CompressionFact(moments: "mixed_model:physical", rows: 100, cells: 7)], warnings: [])
}

@Test func runsAreListedNewestFirst() throws {
  let folder = try TemporaryFolder()
  let store = try RecordStore(path: folder.file("a.db"), mode: .create)
  for (run, time) in [
    ("one", "2026-11-20T10:00:00Z"), ("two", "2026-11-21T09:00:00Z"), ("three", "2026-11-21T09:00:00Z"),
  ] {
    try store.save(run: findings(run, at: time), planText: "plan \(run)", riskText: nil)
  }
  #expect(try store.runs().map(\.run) == ["three", "two", "one"])
  #expect(try store.runs().first?.planSHA256 == "ab")
  #expect(try store.findings(run: "latest") == findings("three", at: "2026-11-21T09:00:00Z"))
  #expect(try store.findings(run: "one") == findings("one", at: "2026-11-20T10:00:00Z"))
  #expect(try store.planText(run: "two") == "plan two")
  #expect(try store.riskText(run: "latest") == nil)
  #expect(throws: RecordStoreError.noSuchRun("four")) { try store.findings(run: "four") }
}

@Test func runsAreImmutable() throws {
  let folder = try TemporaryFolder()
  let store = try RecordStore(path: folder.file("a.db"), mode: .create)
  try store.save(run: findings("one", at: "2026-11-20T10:00:00Z"), planText: "first", riskText: "risk")
  #expect(throws: RecordStoreError.runExists("one")) {
    try store.save(run: findings("one", at: "2026-11-22T10:00:00Z"), planText: "second", riskText: nil)
  }
  #expect(try store.planText(run: "one") == "first")
  #expect(try store.riskText(run: "one") == "risk")
}

@Test(arguments: [1, RunFindings.currentFormat + 1]) func aRunOfAnotherFormatIsRefusedWithBothNumbers(format: Int)
  throws
{
  let folder = try TemporaryFolder()
  let store = try RecordStore(path: folder.file("a.db"), mode: .create)
  var run = findings("one", at: "2026-11-20T10:00:00Z")
  run.format = format
  try store.save(run: run, planText: "", riskText: nil)
  let refusal = RecordStoreError.otherRunFormat(run: "one", found: format, readable: RunFindings.currentFormat)
  #expect(throws: refusal) { try store.findings(run: "latest") }
  #expect(try store.runs().map(\.run) == ["one"])
}

@Test func findingsThatJSONCannotHoldAreRefused() throws {
  let folder = try TemporaryFolder()
  let store = try RecordStore(path: folder.file("a.db"), mode: .create)
  var run = findings("one", at: "2026-11-20T10:00:00Z")
  run.pilot.confidenceLevel = .infinity
  #expect(throws: RecordStoreError.notStorable(keyPath: "pilot.confidenceLevel")) {
    try store.save(run: run, planText: "", riskText: nil)
  }
  #expect(try store.runs().isEmpty)
}

@Test func emptyStoreSaysSo() throws {
  let folder = try TemporaryFolder()
  let store = try RecordStore(path: folder.file("a.db"), mode: .create)
  #expect(throws: RecordStoreError.noRecords) { try store.cohort() }
  #expect(throws: RecordStoreError.noRecords) { try store.dataSHA256() }
  #expect(throws: RecordStoreError.noRecords) { try store.instrument() }
  #expect(throws: RecordStoreError.noSuchRun("latest")) { try store.findings(run: "latest") }
}

@Test(arguments: [RecordStore.Mode.existing, .readOnly]) func missingStoreIsNamed(mode: RecordStore.Mode) throws {
  let folder = try TemporaryFolder()
  let path = folder.file("none.db")
  #expect(throws: RecordStoreError.noSuchStore(path: path)) { try RecordStore(path: path, mode: mode) }
  #expect(!FileManager.default.fileExists(atPath: path))
}

@Test(arguments: [RecordStore.Mode.create, .existing, .readOnly]) func otherFilesAreNoStores(
  mode: RecordStore.Mode
) throws {
  let folder = try TemporaryFolder()
  let bytes = (0..<20_000).map { UInt8(truncatingIfNeeded: $0 &* 2_654_435_761 >> 7) }
  try folder.write(bytes, to: "random.db")
  let path = folder.file("random.db")
  #expect(throws: RecordStoreError.notAStore(path: path)) { try RecordStore(path: path, mode: mode) }
  #expect(try folder.bytes("random.db") == Data(bytes))
  #expect(throws: RecordStoreError.notAStore(path: folder.path)) { try RecordStore(path: folder.path, mode: mode) }
}
