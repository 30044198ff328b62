public import RecordStore
public import Records
import Foundation

/// A pilot folder that was read and found without fault.
public struct PilotFolder: Sendable {
  public let records: PilotRecords
  /// Label and fingerprints of the files that were read.
  public let source: ImportSource
  public let notes: [IntakeNote]

  /// Reads and checks all files of a pilot folder.
  ///
  /// - Parameters:
  ///   - path: Path of the folder.
  ///   - direction: Which end of the marks is the best, where the instrument does not say; `nil` means 3.
  ///   - issueLimit: How many problems are kept; all are counted.
  /// - Throws: `.noSuchFolder`, or `.issues` with every problem up to the limit.
  /// - Returns: Records that break no rule.
  /// - Complexity: O(size of the files).
  public static func read(
    _ path: String, direction: ScaleDirection? = nil, issueLimit: Int = 100
  ) throws(IntakeError) -> PilotFolder {
    var isDirectory: ObjCBool = false
    guard FileManager.default.fileExists(atPath: path, isDirectory: &isDirectory), isDirectory.boolValue else {
      throw .noSuchFolder(path: path)
    }
    return try FolderReader(path: path, direction: direction, issueLimit: issueLimit).read()
  }
}
