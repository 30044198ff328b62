import Foundation
import Intake

/// A folder that lives as long as the value.
final class TemporaryFolder: Sendable {
  let path: String

  init() throws {
    let url = FileManager.default.temporaryDirectory.appending(path: "tarazy-intake-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
    path = url.path(percentEncoded: false)
  }

  deinit { try? FileManager.default.removeItem(atPath: path) }

  /// A folder that holds the sample pilot.
  static func withPilot() throws -> TemporaryFolder {
    let folder = try TemporaryFolder()
    try PilotFolder.write(SamplePilot.records(), to: folder.path)
    return folder
  }

  func file(_ name: String) -> String { path + "/" + name }

  func bytes(_ name: String) throws -> Data { try Data(contentsOf: URL(filePath: file(name))) }

  func write(_ bytes: some Sequence<UInt8>, to name: String) throws {
    try Data(bytes).write(to: URL(filePath: file(name)))
  }

  /// Changes the lines of a text file; the first line is at position 0.
  func edit(_ name: String, _ change: (inout [String]) throws -> Void) throws {
    var lines = String(decoding: try bytes(name), as: UTF8.self).components(separatedBy: "\n")
    try change(&lines)
    try write(lines.joined(separator: "\n").utf8, to: name)
  }

  /// What reading the folder reports, as text.
  func issues(limit: Int = 100) -> [String] {
    do throws(IntakeError) {
      _ = try PilotFolder.read(path, issueLimit: limit)
      return []
    } catch .issues(let found) {
      return found.issues.map(\.text)
    } catch {
      return ["\(error)"]
    }
  }
}

/// Replaces the cell at a position (from 0) of a line whose cells hold no commas.
func replaceCell(_ position: Int, of line: inout String, with text: String) {
  var cells = line.components(separatedBy: ",")
  cells[position] = text
  line = cells.joined(separator: ",")
}
