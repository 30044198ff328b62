/// A table before it is written: one layout for HTML, Markdown and CSV, so that their numbers cannot differ.
struct TableLayout: Sendable, Equatable {
  /// Where a column appears.
  enum Audience: Sendable, Equatable {
    /// On pages and in data files.
    case everyone
    /// On pages only: a wording of columns that data files hold one by one.
    case page
    /// In data files only.
    case data
  }

  /// A column with its two headings.
  struct Column: Sendable, Equatable {
    /// Heading in data files, in snake case and in no language.
    var key: String
    /// Heading on pages.
    var title: String
    var isNumeric: Bool
    var audience: Audience

    /// Creates a column.
    init(_ key: String, _ title: String, isNumeric: Bool = true, audience: Audience = .everyone) {
      self.key = key
      self.title = title
      self.isNumeric = isNumeric
      self.audience = audience
    }
  }

  /// A cell with the text that pages show and the value that data files hold.
  struct Cell: Sendable, Equatable {
    /// A value as a data file holds it.
    enum Value: Sendable, Equatable {
      case text(String)
      case number(Double)
      case suppressed
      case empty
    }

    var text: String
    var value: Value
    /// Address that the text leads to on a page of the service.
    var link: String?
    /// Whether the cell must be seen first.
    var isAlert = false

    /// Creates a cell.
    init(_ text: String, _ value: Value, link: String? = nil, isAlert: Bool = false) {
      self.text = text
      self.value = value
      self.link = link
      self.isAlert = isAlert
    }

    /// A cell whose text is its value.
    init(_ text: String) { self.init(text, .text(text)) }
  }

  var columns: [Column]
  /// Rows × columns.
  var rows: [[Cell]]

  /// Creates a table; every row has one cell per column.
  init(columns: [Column], rows: [[Cell]]) {
    precondition(rows.allSatisfy { $0.count == columns.count }, "a row has \(columns.count) cells")
    self.columns = columns
    self.rows = rows
  }

  /// The table with the columns of one audience only.
  func showing(_ audience: Audience) -> TableLayout {
    let kept = columns.indices.filter { columns[$0].audience == .everyone || columns[$0].audience == audience }
    return TableLayout(columns: kept.map { columns[$0] }, rows: rows.map { row in kept.map { row[$0] } })
  }
}
