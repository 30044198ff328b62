/// Why a model formula could not be understood; positions count characters of the text from 1.
public enum FormulaError: Error, Sendable, Equatable {
  /// A character that begins nothing in a formula.
  case unexpectedCharacter(Character, position: Int)
  /// A symbol or name where another thing was due.
  case unexpectedSymbol(String, position: Int)
  /// The text ends in the middle.
  case unexpectedEnd(position: Int)
  /// A backtick that is not closed.
  case unterminatedName(position: Int)
  /// There is no `~`.
  case missingTilde
  /// A function that formulas do not know.
  case unknownFunction(name: String, position: Int)
  /// A function that takes one argument was given another number of them.
  case wrongArgumentCount(function: String, found: Int, position: Int)
  /// A number other than 0 and 1 as a term, or a number inside an interaction.
  case unexpectedNumber(position: Int)
  /// `^` between terms needs a whole number from 1 to 10.
  case invalidPower(position: Int)
  /// An operator that has no meaning inside arithmetic, or `.` there.
  case notArithmetic(position: Int)
  /// `|` outside of `(… | …)`, or a random term that is not simply added.
  case misplacedBar(position: Int)
  /// `||` or two terms for one grouping factor: uncorrelated random effects are not available.
  case uncorrelatedRandomEffects(position: Int)
  /// A grouping factor is a column name, `a:b` or `a/b`.
  case invalidGrouping(position: Int)
  /// More words than a formula may have.
  case tooLong(wordCount: Int, limit: Int)
  /// More parentheses or signs inside each other than can be followed.
  case nestedTooDeeply(position: Int)
  /// An operator makes more terms than a model can have.
  case tooManyTerms(position: Int, limit: Int)
  /// `.` on the left of a bar.
  case dotInRandomTerm(position: Int)
}
