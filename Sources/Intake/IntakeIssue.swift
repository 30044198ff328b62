public import Records

/// One problem of the files of a pilot folder, with its place and its facts.
public struct IntakeIssue: Sendable, Equatable {
  public let file: String
  /// 1-based line of the file; `nil` when the problem is of the whole file.
  public let line: Int?
  /// 1-based position of the cell in its row, or of the character in a line of YAML.
  public let column: Int?
  /// Name of the column, or path of the key in a YAML file.
  public let columnName: String?
  public let reason: Reason

  init(file: String, line: Int? = nil, column: Int? = nil, columnName: String? = nil, reason: Reason) {
    self.file = file
    self.line = line
    self.column = column
    self.columnName = columnName
    self.reason = reason
  }

  /// What is wrong, with the facts that say so.
  public enum Reason: Sendable, Equatable {
    // The file.
    case missingFile
    /// Neither observation sheets nor scores.
    case nothingObserved
    case cannotRead(reason: String)
    case emptyFile
    /// A table in neither UTF-8 nor Windows-1251, or YAML that is not in UTF-8.
    case notText
    case tooLarge
    /// A header and no row where a row is needed.
    case noRows
    /// The header is separated by this instead of commas.
    case wrongDelimiter(Delimiter)
    case raggedRow(expected: Int, found: Int)
    case unterminatedQuote
    case strayQuote

    // The header.
    case missingColumn(name: String)
    case unknownColumn(known: [String])
    case duplicateColumn
    /// The column holds personal data by its name.
    case personalColumn

    // A cell.
    case emptyCell
    case notAmong(found: String, allowed: [String])
    case wrongFormat(found: String, expected: Format)
    /// The cell looks like an identification number or a telephone number; its content is not repeated.
    case personalValue(PersonalValue)
    case notAMark(found: String)
    case itemNotOnForm(form: String)

    // A record, and the line of the record it contradicts.
    case record(RecordViolation.Reason, otherLine: Int?)

    // A YAML file.
    case configuration(ConfigurationProblem.Reason)
    /// The import was asked to read the scale the other way round than the instrument says.
    case directionContradicts(declared: ScaleDirection)
  }

  /// A delimiter that a pilot folder does not use.
  public enum Delimiter: String, Sendable { case semicolon, tab }

  /// What a cell should have held.
  public enum Format: String, Sendable {
    case date, month, quarter, number
    case schoolYear = "school_year"
    case wholeNumber = "whole_number"
  }

  /// What a cell that must not be imported looks like.
  public enum PersonalValue: String, Sendable {
    case identificationNumber = "identification_number"
    case telephoneNumber = "telephone_number"
  }
}
