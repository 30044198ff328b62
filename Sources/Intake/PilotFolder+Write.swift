public import Records
import Foundation
import Tabular

extension PilotFolder {
  /// Writes records as a pilot folder: reading it gives equal records, and equal records give equal bytes.
  ///
  /// Rows keep the order of the lists. Lists of optional files that are empty are not written, except over a file
  /// of an earlier pilot, which becomes a header line.
  ///
  /// - Parameters:
  ///   - records: Records without violations.
  ///   - path: Path of the folder; made when there is none.
  /// - Throws: `.cannotWrite`.
  public static func write(_ records: PilotRecords, to path: String) throws(IntakeError) {
    do {
      try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
      try write(Array(records.instrument.yaml.utf8), "instrument.yml", in: path)
      for file in RecordFile.allCases {
        let table = FolderTableText(records: records, file: file)
        let destination = path + "/" + file.fileName
        guard file.isRequired || table.rowCount > 0 || FileManager.default.fileExists(atPath: destination)
        else { continue }
        try write(table.bytes, file.fileName, in: path)
      }
    } catch {
      throw .cannotWrite(path: path, reason: error.localizedDescription)
    }
  }

  private static func write(_ bytes: [UInt8], _ name: String, in path: String) throws {
    try Data(bytes).write(to: URL(fileURLWithPath: path + "/" + name), options: .atomic)
  }
}

extension RecordFile {
  /// Whether every pilot folder has the file.
  var isRequired: Bool {
    switch self {
    case .regions, .preschools, .groups, .children, .enrolments: true
    case .assessments, .scores, .indicators, .sessions, .feedback: false
    }
  }
}
