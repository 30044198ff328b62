import Records
import Tabular

/// One CSV file of the folder: its cells, where its columns are, and the rows that could not be used.
struct FolderTable {
  /// Name of the file.
  let file: String
  let text: TextTable
  /// Position of each column by its name in canonical spelling.
  let positions: [String: Int]
  let issues: IssueList

  /// Finds the columns; reports missing, unknown, double and personal ones and is `nil` when there are any.
  ///
  /// Item codes may be columns beside `columns`.
  init?(_ file: String, _ text: TextTable, columns: FileColumns, items: Set<String>, issues: IssueList) {
    let before = issues.totalCount
    var positions: [String: Int] = [:]
    for (position, title) in text.header.enumerated() {
      let code = ItemCode.canonical(title)
      let name = items.contains(code) ? code : title
      let isKnown = columns.all.contains(name) || items.contains(name)
      let reason: IntakeIssue.Reason? =
        if !isKnown {
          PersonalData.isPersonal(column: title) ? .personalColumn : .unknownColumn(known: columns.all)
        } else {
          positions.updateValue(position, forKey: name) == nil ? nil : .duplicateColumn
        }
      if let reason {
        issues.append(
          IntakeIssue(file: file, line: 1, column: position + 1, columnName: title, reason: reason))
      }
    }
    for name in columns.required where positions[name] == nil {
      issues.append(IntakeIssue(file: file, line: 1, reason: .missingColumn(name: name)))
    }
    guard issues.totalCount == before else { return nil }
    self.file = file
    self.text = text
    self.positions = positions
    self.issues = issues
  }

  /// What `read` makes of each row; a row with a problem is left out and its key remembered.
  func records<Value>(key: String, _ read: (FolderRow) -> Value?) -> FolderRecords<Value> {
    var result = FolderRecords<Value>()
    result.values.reserveCapacity(text.rowCount)
    result.lines.reserveCapacity(text.rowCount)
    for index in 0..<text.rowCount {
      let row = FolderRow(table: self, index: index)
      let before = issues.totalCount
      if let value = read(row), issues.totalCount == before {
        result.values.append(value)
        result.lines.append(text.line(ofRow: index))
      } else {
        result.rejectedKeys.insert(positions[key].map { text[index, $0].trimmed.text } ?? "")
      }
    }
    return result
  }
}

/// The records of a file with the line of each, and the keys of the rows that are no records.
struct FolderRecords<Value> {
  var values: [Value] = []
  var lines: [Int] = []
  var rejectedKeys: Set<String> = []
}

/// The columns of a file: those it must have, and those that may be absent because their cells may be empty.
struct FileColumns {
  let required: [String]
  let optional: [String]

  /// All names, the required first.
  var all: [String] { required + optional }

  init(_ file: RecordFile) {
    switch file {
    case .regions: self.init(["region", "name_kk", "name_ru", "name_en", "kind"])
    case .preschools: self.init(["preschool", "name", "region"], ["district", "locality", "ownership"])
    case .groups:
      self.init(["group", "preschool", "school_year", "age_band", "language", "arm"], ["directions", "educator"])
    case .children: self.init(["child", "sex", "consent"], ["birth_month", "special_needs", "consent_date"])
    case .enrolments: self.init(["child", "group", "entered"], ["left"])
    case .assessments:
      self.init(["child", "school_year", "official_wave", "observed_on", "form"], ["assessor"])
    case .scores: self.init(["child", "school_year", "official_wave", "observed_on", "outcome", "value"])
    case .indicators: self.init(["preschool", "quarter", "indicator", "value"], ["denominator"])
    case .sessions: self.init(["group", "direction", "month", "planned", "held", "attended"])
    case .feedback: self.init(["educator", "quarter", "question", "score"])
    }
  }

  init(_ required: [String], _ optional: [String] = []) {
    self.required = required
    self.optional = optional
  }
}
