import Records

extension IntakeIssue: Encodable {
  private enum Key: String, CodingKey {
    case file, line, column, code, message
    case columnName = "column_name"
  }

  /// Writes the place, a code that programs can rely on, and the text for people.
  public func encode(to encoder: any Encoder) throws {
    var object = encoder.container(keyedBy: Key.self)
    try object.encode(file, forKey: .file)
    try object.encodeIfPresent(line, forKey: .line)
    try object.encodeIfPresent(column, forKey: .column)
    try object.encodeIfPresent(columnName, forKey: .columnName)
    try object.encode(reason.code, forKey: .code)
    try object.encode(reason.text, forKey: .message)
  }
}

extension IntakeIssues: Encodable {
  private enum Key: String, CodingKey {
    case issues
    case totalCount = "total_count"
  }

  /// Writes the issues and how many there are in all.
  public func encode(to encoder: any Encoder) throws {
    var object = encoder.container(keyedBy: Key.self)
    try object.encode(issues, forKey: .issues)
    try object.encode(totalCount, forKey: .totalCount)
  }
}

extension IntakeIssue.Reason {
  /// A stable word for programs.
  public var code: String {
    switch self {
    case .missingFile: "missing_file"
    case .nothingObserved: "nothing_observed"
    case .cannotRead: "cannot_read"
    case .emptyFile: "empty_file"
    case .notText: "not_text"
    case .tooLarge: "too_large"
    case .noRows: "no_rows"
    case .wrongDelimiter: "wrong_delimiter"
    case .raggedRow: "ragged_row"
    case .unterminatedQuote: "unterminated_quote"
    case .strayQuote: "stray_quote"
    case .missingColumn: "missing_column"
    case .unknownColumn: "unknown_column"
    case .duplicateColumn: "duplicate_column"
    case .personalColumn: "personal_column"
    case .emptyCell: "empty_cell"
    case .notAmong: "not_among"
    case .wrongFormat: "wrong_format"
    case .personalValue: "personal_value"
    case .notAMark: "not_a_mark"
    case .itemNotOnForm: "item_not_on_form"
    case .record(let reason, _): reason.code
    case .configuration: "configuration"
    case .directionContradicts: "direction_contradicts"
    }
  }
}

extension RecordViolation.Reason {
  fileprivate var code: String {
    switch self {
    case .unknown(let referent, _): "unknown_\(referent.rawValue)"
    case .duplicate: "duplicate"
    case .overlappingEnrolment: "overlapping_enrolment"
    case .leftBeforeEntered: "left_before_entered"
    case .differentPreschool: "different_preschool"
    case .consentWithoutDate: "consent_without_date"
    case .notEnrolled: "not_enrolled"
    case .groupWithoutYear: "group_without_year"
    case .wrongAgeBand: "wrong_age_band"
    case .wrongWave: "wrong_wave"
    case .outsideSchoolYear: "outside_school_year"
    case .waveOutOfOrder: "wave_out_of_order"
    case .wrongMarkCount: "wrong_mark_count"
    case .outOfRange: "out_of_range"
    case .negative: "negative"
    }
  }
}
