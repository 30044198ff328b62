public import Foundation

/// Files under `Tests/Fixtures`: data, expected values and the scripts that made them.
///
/// Each case is a folder with a `NOTE.md` that names the source, the licence and the tolerance.
public enum Fixture {
  /// The location of one file of a case.
  ///
  /// The folder is found from the place of this source file, so that tests run from any working directory.
  public static func url(_ caseName: String, _ fileName: String) -> URL {
    URL(filePath: #filePath, directoryHint: .notDirectory)
      .deletingLastPathComponent().deletingLastPathComponent()
      .appending(path: "Fixtures").appending(path: caseName).appending(path: fileName)
  }

  /// The file system path of one file of a case.
  public static func path(_ caseName: String, _ fileName: String) -> String {
    url(caseName, fileName).path(percentEncoded: false)
  }

  /// The bytes of one file of a case.
  ///
  /// - Throws: Foundation's reading error when the file is not there.
  public static func data(_ caseName: String, _ fileName: String) throws -> Data {
    try Data(contentsOf: url(caseName, fileName))
  }

  /// The text of one file of a case, read as UTF-8.
  ///
  /// - Throws: Foundation's reading error when the file is not there or is not UTF-8.
  public static func text(_ caseName: String, _ fileName: String) throws -> String {
    try String(contentsOf: url(caseName, fileName), encoding: .utf8)
  }

  /// The parsed JSON of one file of a case.
  ///
  /// - Throws: Foundation's reading error, or `DecodingError` when the file is not JSON.
  public static func json(_ caseName: String, _ fileName: String = "expected.json") throws -> JSONValue {
    try JSONDecoder().decode(JSONValue.self, from: data(caseName, fileName))
  }
}
