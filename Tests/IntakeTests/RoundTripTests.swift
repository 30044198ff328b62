import Foundation
import Intake
import RecordStore
import Records
import Testing

@Test func writtenRecordsReadBackEqual() throws {
  let folder = try TemporaryFolder.withPilot()
  let read = try PilotFolder.read(folder.path)
  #expect(read.records == SamplePilot.records())
  #expect(read.notes.isEmpty)
  #expect(read.source.files.count == 11)
}

@Test func equalRecordsGiveEqualBytes() throws {
  let (first, second) = (try TemporaryFolder.withPilot(), try TemporaryFolder.withPilot())
  for name in try FileManager.default.contentsOfDirectory(atPath: first.path) {
    #expect(try first.bytes(name) == second.bytes(name), "\(name)")
  }
  let fingerprint = try PilotFolder.read(first.path).source.dataSHA256
  #expect(try PilotFolder.read(second.path).source.dataSHA256 == fingerprint)
  try second.edit("regions.csv") { $0[1] = $0[1].replacingOccurrences(of: "oblast", with: "region") }
  #expect(try PilotFolder.read(second.path).source.dataSHA256 != fingerprint)
}

@Test func optionalFilesMayBeAbsent() throws {
  let folder = try TemporaryFolder()
  var records = SamplePilot.records()
  (records.assessments, records.indicators, records.sessions, records.feedback) = ([], [], [], [])
  try PilotFolder.write(records, to: folder.path)
  #expect(!FileManager.default.fileExists(atPath: folder.file("sessions.csv")))
  #expect(try PilotFolder.read(folder.path).records == records)
}

@Test func fileOfAnEarlierPilotDoesNotStay() throws {
  let folder = try TemporaryFolder.withPilot()
  var records = SamplePilot.records()
  records.scores = []
  try PilotFolder.write(records, to: folder.path)
  #expect(try PilotFolder.read(folder.path).records == records)
}

@Test func fingerprintOfAFileIsThatOfItsBytes() throws {
  let folder = try TemporaryFolder.withPilot()
  try folder.write("region,name_kk,name_ru,name_en,kind\n".utf8, to: "regions.csv")
  try folder.write("preschool,name,region\n".utf8, to: "preschools.csv")
  try folder.write("group,preschool,school_year,age_band,language,arm\n".utf8, to: "groups.csv")
  try folder.write("child,sex,consent\n".utf8, to: "children.csv")
  try folder.write("child,group,entered\n".utf8, to: "enrolments.csv")
  for name in ["assessments", "indicators", "sessions", "feedback"] {
    try FileManager.default.removeItem(atPath: folder.file(name + ".csv"))
  }
  try folder.write("child,school_year,official_wave,observed_on,outcome,value\n".utf8, to: "scores.csv")
  let files = try PilotFolder.read(folder.path).source.files
  // printf 'region,name_kk,name_ru,name_en,kind\n' | sha256sum
  #expect(files.contains(ImportSource.File(name: "regions.csv", sha256: regionsHeaderSHA256)))
}

private let regionsHeaderSHA256 = "9a4cefe0c68d2ee74c2fe3e16f83ddbf09681cdd2af09e4f3d476b7086bca477"

@Test func lookAlikesInItemColumnsAreFolded() throws {
  let folder = try TemporaryFolder.withPilot()
  try folder.edit("assessments.csv") { lines in
    lines[0] = lines[0].replacingOccurrences(of: "4-К.1", with: "4–K1")
      .replacingOccurrences(of: "4-\u{04D8}.2", with: "4-\u{018F}.2.")
  }
  #expect(try PilotFolder.read(folder.path).records == SamplePilot.records())
}

@Test func windows1251IsReadAndNoted() throws {
  let folder = try TemporaryFolder.withPilot()
  try folder.edit("preschools.csv") { $0[2] = "P-2,Детский сад,KZ-75,Уральск,rural,state" }
  let text = String(decoding: try folder.bytes("preschools.csv"), as: UTF8.self)
  try folder.write(windows1251(text), to: "preschools.csv")
  let read = try PilotFolder.read(folder.path)
  #expect(read.records.preschools[1].name == "Детский сад")
  #expect(read.notes == [.readAsWindows1251(file: "preschools.csv")])
}

/// The Russian alphabet without ё and ASCII, by the table of the code page.
private func windows1251(_ text: String) -> [UInt8] {
  text.unicodeScalars.map { $0.isASCII ? UInt8($0.value) : UInt8($0.value - 0x410 + 0xC0) }
}

@Test func unusedFilesAreNoted() throws {
  let folder = try TemporaryFolder.withPilot()
  try folder.write("a,b\n".utf8, to: "indicator.csv")
  #expect(
    try PilotFolder.read(folder.path).notes.map(\.text) == [
      "indicator.csv: not a file of a pilot folder; not read"
    ])
}
