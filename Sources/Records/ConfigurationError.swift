/// All problems found in one configuration file and the files it names.
public struct ConfigurationError: Error, Sendable, Equatable {
  /// In the order of the file; never empty.
  public let problems: [ConfigurationProblem]

  /// Creates an error from its problems.
  public init(problems: [ConfigurationProblem]) { self.problems = problems }
}

/// One problem of a YAML file, with its place and its facts.
public struct ConfigurationProblem: Sendable, Equatable, Codable {
  /// Name of the file as the caller gave it.
  public let file: String
  /// 1-based line.
  public let line: Int
  /// 1-based column, counted in characters.
  public let column: Int
  /// Dotted path of the key such as `waves[2].role`, elements counted from 1; empty for the whole file.
  public let key: String
  public let reason: Reason

  /// Creates a problem at a place.
  public init(file: String, line: Int, column: Int, key: String, reason: Reason) {
    self.file = file
    self.line = line
    self.column = column
    self.key = key
    self.reason = reason
  }

  /// What a value should have been.
  public enum Kind: String, Sendable, Codable {
    case text, number
    case wholeNumber = "whole_number"
    case trueOrFalse = "true_or_false"
    /// `2026-01-31`.
    case date
    case list, mapping
    /// `2025-26`.
    case schoolYear = "school_year"
    /// Lower-case Latin letters, digits and underscores, beginning with a letter.
    case identifier
  }

  /// The set a number must lie in.
  public enum Range: Sendable, Equatable, Codable {
    case positive
    /// 0 or above.
    case notNegative
    /// (0, 1).
    case openUnit
    /// (0, 1].
    case unitAboveZero
    case between(Double, Double)
    /// A whole number from `minimum` upwards.
    case atLeast(Int)
  }

  /// What is wrong, with the facts that say so.
  public enum Reason: Sendable, Equatable, Codable {
    /// The text is not YAML; the message is the parser's.
    case notYAML(message: String)
    case emptyFile
    /// A file that the key names could not be read.
    case cannotRead(path: String)
    case duplicateKeys([String])
    case unknownKey(allowed: [String])
    case missingKey(String)
    case wrongKind(expected: Kind)
    case notAllowed(value: String, allowed: [String])
    /// The key belongs to a later version of the engine.
    case notAvailable
    case outOfRange(value: String, range: Range)
    case duplicateValue(String)
    case emptyList
    /// The wave does not come after the one listed before it.
    case waveOutOfOrder(previous: String)
    case noWaveAfterTreatment
    /// The primary estimator is named again among the others.
    case repeatsPrimary(String)
    /// Grouping factors must be listed outermost first.
    case notOutermostFirst(expected: [String])
    case equalGoalposts(Double)
    /// The stated direction is not that of the goalposts.
    case againstGoalposts(String)
    /// Amber does not come before red in the direction of risk.
    case thresholdsOutOfOrder(amber: Double, red: Double)
    /// No member of the list has a weight above 0.
    case weightsSumToZero
    /// A smallest value that is not below the largest.
    case emptyRange(minimum: Double, maximum: Double)
    case cutsNotIncreasing
    /// An instrument without items and without continuous outcomes.
    case nothingMeasured
  }
}
