import Records

extension IntakeIssue {
  /// The place, the column and the problem in English: `assessments.csv:17:9: 4-Ф.2: …`.
  public var text: String {
    let place = [file, line.map(String.init), column.map(String.init)].compactMap { $0 }.joined(separator: ":")
    let name = columnName.flatMap { $0.isEmpty ? nil : $0 + ": " } ?? ""
    return "\(place): \(name)\(reason.text)"
  }
}

extension IntakeNote {
  /// The note in English.
  public var text: String {
    switch self {
    case .readAsWindows1251(let file): "\(file): not UTF-8; read as Windows-1251"
    case .unusedFile(let file): "\(file): not a file of a pilot folder; not read"
    case .turnedMarks: "assessments.csv: 1 is the best mark on the sheets; 1 and 3 changed places while they were read"
    case .fallingMarks(let group, let year, let wave, let count):
      "assessments.csv: \(group.map { "group '\($0)'" } ?? "all groups together"), \(year) \(wave.rawValue): the marks "
        + "of \(count) children fall in every development area since their sheets before, on the items that both hold; "
        + "the scale may be reversed (see --direction) or the standard another; nothing was turned"
    }
  }
}

extension IntakeIssue.Reason {
  /// The problem in English, with what would be right.
  var text: String {
    switch self {
    case .missingFile: "the file is missing"
    case .nothingObserved: "the folder has neither assessments.csv nor scores.csv; one of them is needed"
    case .cannotRead(let reason): "cannot be read: \(reason)"
    case .emptyFile: "the file is empty; expected a header line"
    case .notText: "not a text file; save it as text in UTF-8"
    case .tooLarge: "the file is too large"
    case .noRows: "the file has a header and no rows"
    case .wrongDelimiter(let found): "the columns look separated by \(found.rawValue)s; save the file with commas"
    case .raggedRow(let expected, let found):
      "\(found) cells where the header has \(expected); the line may be cut off"
    case .unterminatedQuote: "a quoted cell begins here and never ends"
    case .strayQuote: "a quote inside a cell; write it twice and put the cell in quotes"
    case .missingColumn(let name): "the column '\(name)' is missing"
    case .unknownColumn(let known): "unknown column; known here: \(known.joined(separator: ", "))"
    case .duplicateColumn: "the column is there twice"
    case .personalColumn: "personal data must not be imported; remove the column"
    case .emptyCell: "the cell is empty"
    case .notAmong(let found, let allowed): "'\(found)' is not one of \(allowed.joined(separator: ", "))"
    case .wrongFormat(let found, let expected): "'\(found)' is not \(expected.wording)"
    case .personalValue(let kind): "looks like \(kind.wording); personal data must not be imported"
    case .notAMark(let found): "'\(found)' is not a mark; use 1, 2, 3, na or an empty cell"
    case .itemNotOnForm(let form): "the item is not on the form '\(form)' of this sheet; leave the cell empty"
    case .record(let reason, let otherLine): reason.text(otherLine: otherLine)
    case .configuration(let reason): reason.description
    case .directionContradicts(let declared):
      "the instrument says \(declared.rawValue), and the import was asked for the other; leave --direction out or "
        + "correct the file"
    }
  }
}

extension RecordViolation.Reason {
  fileprivate func text(otherLine: Int?) -> String {
    let other = otherLine.map { "line \($0)" } ?? "another record"
    return switch self {
    case .unknown(let referent, let code): "the \(referent.rawValue) '\(code)' does not exist"
    case .duplicate: "given already in \(other)"
    case .overlappingEnrolment: "the child had not left the group of \(other) yet"
    case .leftBeforeEntered: "the child left before it entered"
    case .differentPreschool: "the group lies in another preschool in \(other)"
    case .consentWithoutDate: "consent is granted but has no date"
    case .notEnrolled(let child, let date): "the child '\(child)' was in no group on \(date)"
    case .groupWithoutYear(let group, let year): "the child's group '\(group)' has no row for \(year)"
    case .wrongAgeBand(let form, let group): "the form is for age band \(form), the child's group has \(group)"
    case .wrongWave(let form, let sheet): "the form is for the \(form.rawValue) wave, the sheet for \(sheet.rawValue)"
    case .outsideSchoolYear(let year): "the day does not lie in the school year \(year)"
    case .waveOutOfOrder(let earlier, let date): "not after the \(earlier.rawValue) wave on \(date)"
    case .wrongMarkCount(let expected, let found): "\(found) marks for a form of \(expected) items"
    case .outOfRange(let value, let minimum, let maximum): "\(value) is outside \(minimum) … \(maximum)"
    case .negative(let value): "\(value) is negative"
    }
  }
}

extension IntakeIssue.Format {
  fileprivate var wording: String {
    switch self {
    case .date: "a date written YYYY-MM-DD"
    case .month: "a month written YYYY-MM"
    case .quarter: "a quarter written like 2026Q1"
    case .number: "a number with a decimal point"
    case .schoolYear: "a school year written like 2025-26"
    case .wholeNumber: "a whole number"
    }
  }
}

extension IntakeIssue.PersonalValue {
  fileprivate var wording: String {
    switch self {
    case .identificationNumber: "an individual identification number"
    case .telephoneNumber: "a telephone number"
    }
  }
}
