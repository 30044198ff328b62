import Foundation
import RecordStore
import Records

/// Reads the files of one folder in turn, applies the rules between them, and gathers what is wrong.
final class FolderReader {
  private let files: FolderFiles
  private let issues: IssueList
  /// By file, where its columns are, the line of each record, and the keys of rows that had problems.
  private var places: [RecordFile: RecordPlaces] = [:]
  /// What the import was asked for; `nil` leaves it to the instrument.
  private let direction: ScaleDirection?

  init(path: String, direction: ScaleDirection?, issueLimit: Int) {
    self.direction = direction
    issues = IssueList(limit: issueLimit)
    files = FolderFiles(path: path, issues: issues)
  }

  func read() throws(IntakeError) -> PilotFolder {
    var records = readRecords()
    let declared = records.instrument.direction
    // The marks of records always have 3 as the best, whatever the files had.
    if declared != nil { records.instrument.direction = .bestIsThree }
    if !files.isIncomplete { report(records.violations()) }
    if let error = issues.error { throw error }
    files.noteUnusedFiles(known: Set(RecordFile.allCases.map(\.fileName)))
    let source = ImportSource(
      label: URL(fileURLWithPath: files.path).standardizedFileURL.lastPathComponent, files: files.fingerprints,
      dataSHA256: folderFingerprint(files.fingerprints, turnsMarks: direction == .bestIsOne && declared == nil))
    let turned = (direction ?? declared) == .bestIsOne ? [IntakeNote.turnedMarks] : []
    return PilotFolder(records: records, source: source, notes: files.notes + turned + records.scaleNotes)
  }

  private func readRecords() -> PilotRecords {
    let instrument = readInstrument()
    var records = PilotRecords(instrument: instrument ?? .empty)
    records.regions = read(.regions, key: "region", readRegion)
    records.preschools = read(.preschools, key: "preschool", readPreschool)
    records.groups = read(.groups, key: "group", readGroup)
    records.children = read(.children, key: "child", readChild)
    records.enrolments = read(.enrolments, key: "child", readEnrolment)
    if !exists(.assessments) && !exists(.scores) {
      issues.append(IntakeIssue(file: RecordFile.assessments.fileName, reason: .nothingObserved))
    }
    if let instrument { records.assessments = readSheets(instrument) }
    if exists(.scores) { records.scores = read(.scores, key: "child", readScore) }
    if exists(.indicators) { records.indicators = read(.indicators, key: "preschool", readIndicator) }
    if exists(.sessions) { records.sessions = read(.sessions, key: "group", readSession) }
    if exists(.feedback) { records.feedback = read(.feedback, key: "educator", readFeedback) }
    return records
  }

  private func exists(_ file: RecordFile) -> Bool { files.exists(file.fileName) }

  private func readInstrument() -> Instrument? {
    let name = "instrument.yml"
    guard let yaml = files.text(name) else { return nil }
    do throws(ConfigurationError) {
      let instrument = try Instrument(yaml: yaml, file: name)
      if let direction, let declared = instrument.direction, direction != declared {
        files.reportUnusable(
          IntakeIssue(file: name, columnName: "levels.direction", reason: .directionContradicts(declared: declared)))
      }
      return instrument
    } catch {
      for problem in error.problems { files.reportUnusable(IntakeIssue(problem)) }
      return nil
    }
  }

  private func readSheets(_ instrument: Instrument) -> [Assessment] {
    guard exists(.assessments), let table = table(.assessments, items: Set(instrument.items.map(\.code)))
    else { return [] }
    let reader = SheetReader(
      table: table, instrument: instrument, direction: direction ?? instrument.direction ?? .bestIsThree)
    return keep(table.records(key: "child", reader.read), of: table, .assessments)
  }

  private func read<Value>(_ file: RecordFile, key: String, _ row: (FolderRow) -> Value?) -> [Value] {
    guard let table = table(file, items: []) else { return [] }
    return keep(table.records(key: key, row), of: table, file)
  }

  private func table(_ file: RecordFile, items: Set<String>) -> FolderTable? {
    guard let text = files.cells(file.fileName) else { return nil }
    return FolderTable(file.fileName, text, columns: FileColumns(file), items: items, issues: issues)
  }

  private func keep<Value>(_ records: FolderRecords<Value>, of table: FolderTable, _ file: RecordFile) -> [Value] {
    places[file] = RecordPlaces(
      positions: table.positions, lines: records.lines, rejectedKeys: records.rejectedKeys)
    return records.values
  }

  /// Reports violations at the lines of their records, but not those that follow from a reported row or file.
  private func report(_ violations: [RecordViolation]) {
    for violation in violations where !followsFromOther(violation.reason) {
      guard let place = places[violation.file] else { continue }
      issues.append(
        IntakeIssue(
          file: violation.file.fileName, line: place.lines[violation.index],
          column: place.positions[violation.column].map { $0 + 1 }, columnName: violation.column,
          reason: .record(violation.reason, otherLine: violation.reason.otherIndex.map { place.lines[$0] })))
    }
  }

  private func followsFromOther(_ reason: RecordViolation.Reason) -> Bool {
    func isRejected(_ code: String, in file: RecordFile) -> Bool {
      places[file]?.rejectedKeys.contains(code) ?? true
    }
    return switch reason {
    case .unknown(.region, let code): isRejected(code, in: .regions)
    case .unknown(.preschool, let code): isRejected(code, in: .preschools)
    case .unknown(.group, let code): isRejected(code, in: .groups)
    case .unknown(.child, let code): isRejected(code, in: .children)
    case .notEnrolled(let child, _): isRejected(child, in: .enrolments)
    case .groupWithoutYear(let group, _): isRejected(group, in: .groups)
    default: false
    }
  }
}

/// Where the records of a file stand in it.
private struct RecordPlaces {
  let positions: [String: Int]
  let lines: [Int]
  let rejectedKeys: Set<String>
}

extension Instrument {
  fileprivate static let empty = Instrument(
    developmentAreas: [], items: [], forms: [], continuousOutcomes: [], levelRule: nil)
}

extension IntakeIssue {
  fileprivate init(_ problem: ConfigurationProblem) {
    self.init(
      file: problem.file, line: problem.line, column: problem.column, columnName: problem.key,
      reason: .configuration(problem.reason))
  }
}

extension RecordViolation.Reason {
  /// Position of the record that this one contradicts.
  fileprivate var otherIndex: Int? {
    switch self {
    case .duplicate(let index), .overlappingEnrolment(let index), .differentPreschool(let index): index
    default: nil
    }
  }
}
