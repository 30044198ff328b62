import Crypto
import Foundation
import RecordStore
import Records
import Tabular

/// A file of the folder in memory with its fingerprint.
struct SourceFile {
  let name: String
  let bytes: [UInt8]
  let fingerprint: ImportSource.File

  /// Reads a file; `nil` when there is none.
  ///
  /// - Throws: The system's error when the file is there and cannot be read.
  init?(folder: String, name: String) throws {
    let path = folder + "/" + name
    guard FileManager.default.fileExists(atPath: path) else { return nil }
    let data = try Data(contentsOf: URL(fileURLWithPath: path))
    self.name = name
    bytes = [UInt8](data)
    fingerprint = ImportSource.File(name: name, sha256: hexadecimal(SHA256.hash(data: data)))
  }

  /// The delimiter the header line uses instead of commas, if it does.
  var foreignDelimiter: IntakeIssue.Delimiter? {
    let header = bytes.prefix { $0 != UInt8(ascii: "\n") }
    let isText = header.allSatisfy { $0 >= 32 || $0 == UInt8(ascii: "\t") || $0 == UInt8(ascii: "\r") }
    if !isText || header.contains(UInt8(ascii: ",")) { return nil }
    if header.contains(UInt8(ascii: ";")) { return .semicolon }
    return header.contains(UInt8(ascii: "\t")) ? .tab : nil
  }
}

/// The fingerprint of a whole folder: SHA-256 over one line per file, its own SHA-256 and its name, sorted by name.
func folderFingerprint(_ files: [ImportSource.File], turnsMarks: Bool = false) -> String {
  var lines = files.sorted { $0.name < $1.name }.map { "\($0.sha256)  \($0.name)\n" }
  // Marks turned by request are other data than the same files as they are.
  if turnsMarks { lines.append("\(ScaleDirection.bestIsOne.rawValue)\n") }
  return hexadecimal(SHA256.hash(data: Data(lines.joined().utf8)))
}

private func hexadecimal(_ digest: SHA256Digest) -> String {
  digest.map { byte in
    let digits = String(byte, radix: 16)
    return digits.utf8.count == 1 ? "0" + digits : digits
  }.joined()
}
