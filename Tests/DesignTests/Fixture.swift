import Tabular

/// The folder of the reference results, found from this file's own place.
enum Fixture {
  static func path(_ name: String, source: String = #filePath) -> String {
    let tests = source.split(separator: "/", omittingEmptySubsequences: false).dropLast(2).joined(separator: "/")
    return "\(tests)/Fixtures/model_matrix/\(name)"
  }

  static func data() throws -> Frame { try CSVReader().read(path: path("data.csv")) }

  /// A table whose cells are separated by tabs.
  static func table(_ name: String) throws -> TextTable {
    try CSVReader(CSVOptions(delimiter: .tab)).readText(path: path(name))
  }
}

extension TextTable {
  /// The words of a cell.
  func words(_ row: Int, _ column: Int, separator: String = " ") -> [String] {
    let text = self[row, column].text
    return text.isEmpty ? [] : text.split(separator: separator, omittingEmptySubsequences: false).map(String.init)
  }
}
