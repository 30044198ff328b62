public import RecordStore
public import Records

/// Why a pilot folder could not be read, imported or written.
public enum IntakeError: Error, Sendable, Equatable {
  case noSuchFolder(path: String)
  /// The files break rules; nothing was stored.
  case issues(IntakeIssues)
  /// The store refused; it is as it was before.
  case store(RecordStoreError)
  case cannotWrite(path: String, reason: String)
}

/// The problems of a pilot folder, as many as the limit allows.
public struct IntakeIssues: Sendable, Equatable {
  /// In the order of the files and lines.
  public let issues: [IntakeIssue]
  /// All problems, those beyond the limit included.
  public let totalCount: Int
}

/// Something about the files that a person should know, and that is no error.
public enum IntakeNote: Sendable, Equatable {
  /// The file is not UTF-8 and was read as Windows-1251.
  case readAsWindows1251(file: String)
  /// The folder holds a CSV file that is no part of a pilot folder.
  case unusedFile(file: String)
  /// The marks 1 and 3 changed places while they were read, because 1 is the best on the sheets.
  case turnedMarks
  /// Marks fall in every development area from the children's sheets before to those of a wave: the scale may be
  /// reversed. Without a group the children of all groups are meant.
  case fallingMarks(group: String?, schoolYear: SchoolYear, wave: OfficialWave, childCount: Int)
}
