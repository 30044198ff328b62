import Foundation
import RecordStore
import Tabular

/// The files of one folder as they are read: fingerprints, notes, and problems of whole files.
final class FolderFiles {
  let path: String
  let issues: IssueList
  private(set) var fingerprints: [ImportSource.File] = []
  private(set) var notes: [IntakeNote] = []
  /// Whether a file is missing or is no table, so that rules between files would only repeat it.
  private(set) var isIncomplete = false

  init(path: String, issues: IssueList) {
    self.path = path
    self.issues = issues
  }

  func exists(_ name: String) -> Bool { FileManager.default.fileExists(atPath: path + "/" + name) }

  /// Reports a problem that makes a whole file unusable.
  func reportUnusable(_ issue: IntakeIssue) {
    issues.append(issue)
    isIncomplete = true
  }

  private func fail<Value>(_ issue: IntakeIssue) -> Value? {
    reportUnusable(issue)
    return nil
  }

  /// The bytes of a file, after its fingerprint was kept.
  func load(_ name: String) -> SourceFile? {
    do {
      guard let file = try SourceFile(folder: path, name: name) else {
        return fail(IntakeIssue(file: name, reason: .missingFile))
      }
      fingerprints.append(file.fingerprint)
      return file
    } catch {
      return fail(IntakeIssue(file: name, reason: .cannotRead(reason: error.localizedDescription)))
    }
  }

  /// The text of a file in UTF-8.
  func text(_ name: String) -> String? {
    guard let file = load(name) else { return nil }
    guard let text = String(validating: file.bytes, as: UTF8.self), !file.bytes.contains(0) else {
      return fail(IntakeIssue(file: name, reason: .notText))
    }
    return text
  }

  /// The cells of a CSV file in UTF-8, or else in Windows-1251.
  func cells(_ name: String) -> TextTable? {
    guard let file = load(name) else { return nil }
    if let delimiter = file.foreignDelimiter {
      return fail(IntakeIssue(file: name, line: 1, reason: .wrongDelimiter(delimiter)))
    }
    do throws(TabularError) {
      return try CSVReader(CSVOptions(delimiter: .comma)).readText(bytes: file.bytes)
    } catch .invalidEncoding {
      return cellsInWindows1251(file)
    } catch {
      return fail(IntakeIssue(file: name, error))
    }
  }

  private func cellsInWindows1251(_ file: SourceFile) -> TextTable? {
    do throws(TabularError) {
      let text = try CSVReader(CSVOptions(delimiter: .comma, encoding: .windows1251)).readText(bytes: file.bytes)
      notes.append(.readAsWindows1251(file: file.name))
      return text
    } catch {
      return fail(IntakeIssue(file: file.name, error))
    }
  }

  /// Notes the CSV files of the folder that are not among `known`.
  func noteUnusedFiles(known: Set<String>) {
    let names = (try? FileManager.default.contentsOfDirectory(atPath: path)) ?? []
    for name in names.sorted() where name.hasSuffix(".csv") && !known.contains(name) {
      notes.append(.unusedFile(file: name))
    }
  }
}

extension IntakeIssue {
  /// Places an error of the table reader.
  fileprivate init(file: String, _ error: TabularError) {
    switch error {
    case .cannotRead(_, let reason): self.init(file: file, reason: .cannotRead(reason: reason))
    case .empty: self.init(file: file, reason: .emptyFile)
    case .tooLarge, .columnLengthMismatch: self.init(file: file, reason: .tooLarge)
    case .raggedRow(let line, let expected, let found):
      self.init(file: file, line: line, column: found, reason: .raggedRow(expected: expected, found: found))
    case .unterminatedQuote(let line, let column):
      self.init(file: file, line: line, column: column, reason: .unterminatedQuote)
    case .strayQuote(let line, let column): self.init(file: file, line: line, column: column, reason: .strayQuote)
    case .invalidEncoding(let line, _), .nulByte(let line): self.init(file: file, line: line, reason: .notText)
    case .encodingUnavailable: self.init(file: file, reason: .notText)
    case .duplicateColumn(let name):
      self.init(file: file, line: 1, columnName: name, reason: .duplicateColumn)
    }
  }
}
