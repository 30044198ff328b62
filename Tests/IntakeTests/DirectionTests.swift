import Foundation
import Intake
import RecordStore
import Records
import Testing

/// Sheets that mark the best with 1: turned by request or by the instrument, noticed otherwise, never turned silently.
@Suite struct DirectionTests {
  /// A pilot whose children gain on every item from sheet to sheet.
  private func growingRecords() -> PilotRecords {
    var records = SamplePilot.records()
    for index in records.assessments.indices {
      let sheet = records.assessments[index]
      let mark: Mark = sheet.schoolYear.startYear == 2026 || sheet.officialWave == .final ? .high : .medium
      records.assessments[index].marks = sheet.marks.map { $0.points == nil ? $0 : mark }
    }
    return records
  }

  private func turned(_ records: PilotRecords) -> PilotRecords {
    var result = records
    for index in result.assessments.indices {
      result.assessments[index].marks = result.assessments[index].marks.map(\.turned)
    }
    return result
  }

  @Test func marksAreTurnedByRequest() throws {
    let records = growingRecords()
    let folder = try TemporaryFolder()
    try PilotFolder.write(turned(records), to: folder.path)
    let read = try PilotFolder.read(folder.path, direction: .bestIsOne)
    #expect(read.records == records && read.notes == [.turnedMarks])
    let plain = try PilotFolder.read(folder.path, direction: .bestIsThree)
    #expect(plain.records == turned(records))
    #expect(plain.source.dataSHA256 == (try PilotFolder.read(folder.path)).source.dataSHA256)
    #expect(read.source.dataSHA256 != plain.source.dataSHA256, "other data, another fingerprint")
  }

  @Test func marksAreTurnedWhereTheInstrumentSaysSo() throws {
    let records = growingRecords()
    var file = turned(records)
    file.instrument.direction = .bestIsOne
    let folder = try TemporaryFolder()
    try PilotFolder.write(file, to: folder.path)
    let read = try PilotFolder.read(folder.path)
    #expect(read.records.assessments == records.assessments && read.notes == [.turnedMarks])
    #expect(read.records.instrument.direction == .bestIsThree, "what is kept has 3 as the best")
    // Written and read again nothing turns a second time.
    let again = try TemporaryFolder()
    try PilotFolder.write(read.records, to: again.path)
    #expect(try PilotFolder.read(again.path).records == read.records)
    #expect(throws: IntakeError.self) { try PilotFolder.read(folder.path, direction: .bestIsThree) }
  }

  @Test func aReversedPilotIsNoticedAndNotTurned() throws {
    let records = turned(growingRecords())
    let folder = try TemporaryFolder()
    try PilotFolder.write(records, to: folder.path)
    let read = try PilotFolder.read(folder.path)
    #expect(read.records == records)
    let falls = read.notes.contains {
      if case .fallingMarks(nil, _, .final, let count) = $0 { count >= 20 } else { false }
    }
    #expect(falls, "\(read.notes)")
    #expect(read.notes.contains { $0.text.contains("--direction") && $0.text.contains("nothing was turned") })
    #expect(try PilotFolder.read(folder.path, direction: .bestIsOne).notes == [.turnedMarks])
  }

  @Test func oneReversedGroupIsNamed() throws {
    var records = growingRecords()
    let own = Set(records.enrolments.filter { $0.group == "P-1-A" }.map(\.child))
    for index in records.assessments.indices where own.contains(records.assessments[index].child) {
      records.assessments[index].marks = records.assessments[index].marks.map(\.turned)
    }
    let groups = records.scaleNotes.compactMap { note -> String? in
      if case .fallingMarks(let group, _, _, _) = note { group } else { nil }
    }
    #expect(Set(groups) == ["P-1-A"])
  }
}
