import Foundation

/// A temporary folder that lives as long as the value.
final class Folder: Sendable {
  let url: URL

  /// Holds all folders of this run of the tests, and goes with it: folders that tests share are never released.
  private static let root: URL = {
    atexit { try? FileManager.default.removeItem(at: Folder.root) }
    return FileManager.default.temporaryDirectory.appending(path: "tarazy-\(UUID().uuidString)")
  }()

  init() throws {
    url = Self.root.appending(path: UUID().uuidString)
    try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
  }

  deinit { try? FileManager.default.removeItem(at: url) }

  func path(_ name: String) -> String { url.appending(path: name).path(percentEncoded: false) }

  func exists(_ name: String) -> Bool { FileManager.default.fileExists(atPath: path(name)) }

  func names(_ name: String = "") throws -> [String] {
    try FileManager.default.contentsOfDirectory(atPath: path(name)).sorted()
  }

  func bytes(_ name: String) throws -> Data { try Data(contentsOf: url.appending(path: name)) }

  func text(_ name: String) throws -> String { String(decoding: try bytes(name), as: UTF8.self) }

  func write(_ text: String, to name: String) throws { try write(Data(text.utf8), to: name) }

  func write(_ data: Data, to name: String) throws { try data.write(to: url.appending(path: name)) }

  func remove(_ name: String) throws { try FileManager.default.removeItem(at: url.appending(path: name)) }

  /// Copies a file or folder from elsewhere.
  func copy(_ source: URL, as name: String) throws {
    try FileManager.default.copyItem(at: source, to: url.appending(path: name))
  }

  func newFile(_ name: String) throws -> FileHandle {
    try write(Data(), to: name)
    return try FileHandle(forWritingTo: url.appending(path: name))
  }

  /// Changes the lines of a text file; the first line is at position 0.
  func edit(_ name: String, _ change: (inout [String]) throws -> Void) throws {
    var lines = try text(name).components(separatedBy: "\n")
    try change(&lines)
    try write(lines.joined(separator: "\n"), to: name)
  }
}

/// Replaces the cell at a position (from 0) of a line whose cells hold no commas.
func replaceCell(_ position: Int, of line: inout String, with text: String) {
  var cells = line.components(separatedBy: ",")
  cells[position] = text
  line = cells.joined(separator: ",")
}

/// Bytes that are no text, the same in every run.
func randomBytes(count: Int) -> Data {
  var state: UInt64 = 2026
  var bytes = [UInt64](repeating: 0, count: count / 8)
  for index in bytes.indices {
    state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
    bytes[index] = state ^ (state >> 29)
  }
  return bytes.withUnsafeBytes { Data($0) }
}
