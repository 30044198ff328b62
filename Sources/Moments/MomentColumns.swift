/// The columns that moments were collected over: design terms, then responses.
public struct MomentColumns: Sendable, Equatable {
  /// One design column.
  public struct Term: Sendable, Hashable {
    /// Name as R's `model.matrix` gives it.
    public var name: String
    /// Whether the column marks a factor level, alone or in a product, and so is zero where the level does not occur.
    public var isIndicator: Bool

    /// Creates a term.
    public init(name: String, isIndicator: Bool) {
      self.name = name
      self.isIndicator = isIndicator
    }
  }

  public var terms: [Term]
  public var responses: [String]
  /// Reference level of every factor in the design, by factor name.
  public var referenceLevels: [String: String]

  /// Creates a description of columns.
  public init(terms: [Term], responses: [String], referenceLevels: [String: String] = [:]) {
    self.terms = terms
    self.responses = responses
    self.referenceLevels = referenceLevels
  }

  /// Position of the intercept among the terms, if the design has one.
  public var interceptPosition: Int? { terms.firstIndex { $0.name == "(Intercept)" } }

  /// The union of two sets of columns.
  ///
  /// A factor level that only one side has seen becomes a column that is zero on the other side.
  ///
  /// - Throws: `MomentsError.columnsDiffer` when a column that is no indicator is missing on one side, or the responses
  ///   differ; `.referenceLevelsDiffer` when a factor was coded against different levels.
  func union(_ other: MomentColumns) throws(MomentsError) -> MomentColumns {
    for (factor, level) in other.referenceLevels {
      if let own = referenceLevels[factor], own != level {
        throw .referenceLevelsDiffer(factor: factor, first: own, second: level)
      }
    }
    guard responses == other.responses else { throw .columnsDiffer(first: responses, second: other.responses) }
    let own = Set(terms)
    let others = Set(other.terms)
    guard own.symmetricDifference(others).allSatisfy(\.isIndicator) else {
      throw .columnsDiffer(first: terms.map(\.name), second: other.terms.map(\.name))
    }
    return MomentColumns(
      terms: terms + other.terms.filter { !own.contains($0) }, responses: responses,
      referenceLevels: referenceLevels.merging(other.referenceLevels) { own, _ in own })
  }
}

/// Why moments could not be merged or read.
public enum MomentsError: Error, Sendable, Equatable {
  /// The two states hold different columns.
  case columnsDiffer(first: [String], second: [String])
  /// The two states code a factor against different reference levels.
  case referenceLevelsDiffer(factor: String, first: String, second: String)
  /// The two states nest by different grouping factors.
  case groupingDiffers(first: [String], second: [String])
  /// A unit lies in one parent in the one state and in another in the other: the factors are not nested.
  case parentsDiffer(unit: String, grouping: String)
  /// The bytes are not moments of the expected kind and version, or are damaged.
  case unreadable(expected: String, atByte: Int)
  /// A value is infinite or not a number.
  case notFinite(column: String)
  /// More responses than the observed pattern can tell apart.
  case tooManyResponses(found: Int, limit: Int)
}
