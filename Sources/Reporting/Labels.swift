import Tabular

/// The words of one language, from `Resources/labels.csv`.
///
/// A label may hold places such as `{wave}` that ``text(_:_:)`` fills. Names are put into places as they stand:
/// no suffix is ever glued to them.
package struct Labels: Sendable {
  package let language: Language
  private let texts: [String: String]

  /// The words of a language.
  package init(_ language: Language) {
    self.language = language
    texts = Self.table[language] ?? [:]
  }

  /// The label of a key; a key without a label is shown in brackets, which tests and readers notice.
  package subscript(_ key: String) -> String { texts[key] ?? "⟦\(key)⟧" }

  /// The label of a key, or `nil` for keys that come from a plan and may be unknown.
  package func optional(_ key: String) -> String? { texts[key] }

  /// A label with its places filled.
  package func text(_ key: String, _ places: [String: String]) -> String {
    places.reduce(self[key]) { $0.replacing("{\($1.key)}", with: $1.value) }
  }

  /// A label that depends on a number: `key_one`, `key_few` or `key_many` by the language's plural rule.
  package func counted(_ key: String, _ count: Int, written: String) -> String {
    text("\(key)_\(pluralForm(count))", ["count": written])
  }

  private func pluralForm(_ count: Int) -> String {
    switch language {
    case .kk: return "many"
    case .en: return count == 1 ? "one" : "many"
    case .ru:
      let (tens, ones) = (count % 100, count % 10)
      if (11...14).contains(tens) { return "many" }
      return ones == 1 ? "one" : (2...4).contains(ones) ? "few" : "many"
    }
  }

  /// Every key of the label file.
  package static var keys: [String] { table[.en].map { $0.keys.sorted() } ?? [] }

  /// The file is part of the program; were it unreadable, every label would show in brackets.
  private static let table: [Language: [String: String]] = {
    guard let file = try? CSVReader(CSVOptions(delimiter: .comma)).readText(bytes: PackageResources.labels_csv),
      let keyColumn = file.columnIndex(named: "key")
    else { return [:] }
    var result: [Language: [String: String]] = [:]
    for language in Language.allCases {
      guard let column = file.columnIndex(named: language.rawValue) else { continue }
      for row in 0..<file.rowCount {
        let text = file[row, column].text
        if !text.isEmpty { result[language, default: [:]][file[row, keyColumn].text] = text }
      }
    }
    return result
  }()
}
