internal import Balancing
internal import CompositeIndex
internal import Design
internal import Findings
internal import ItemResponse
internal import Moments
internal import SmallArea
internal import Tabular

/// What stopped a fit, with the file it happened in.
public struct FitError: Error, Sendable {
  /// Path of the data file.
  public var file: String
  public var formula: String
  /// An error of the table, the formula, the design, the moments or the estimation.
  public var cause: any Error

  /// Whether the formula is at fault, rather than the data.
  public var isUsage: Bool { cause is FormulaError }

  /// What happened, where, and what to do, in English; `nil` for an error that is not about data or formula.
  public var text: String? {
    switch cause {
    case let error as TabularError: error.text(file: file)
    case let error as FormulaError: "formula '\(formula)': \(error.text)"
    case let error as DesignError: error.text(file: file, formula: formula)
    case let error as MomentsError: "\(file): \(error.text)"
    case AssignmentError.armVariesWithinUnits(let count):
      "\(count) units of assignment hold both arms, so that the arms cannot be assigned anew"
    case let error as EstimationError: "\(file): no estimate: \(error.text)"
    case let error as SmallAreaError: "\(file): no estimate: \(error.text)"
    case let error as ItemResponseError: "\(file): no estimate: \(error.text)"
    case let error as ItemSheetError: error.text(file: file)
    case let error as BalancingError: "\(file): \(error.text)"
    case let error as CompositeIndexError: "\(file): no index: \(error.text)"
    default: nil
    }
  }
}

extension TabularError {
  fileprivate func text(file: String) -> String {
    switch self {
    case .cannotRead(let path, let reason): "cannot read \(path): \(reason)"
    case .empty: "\(file) is empty; it needs a header line"
    case .tooLarge(let bytes, let limit): "\(file) has \(bytes) bytes, more than the \(limit) that can be read"
    case .raggedRow(let line, let expected, let found):
      "\(file):\(line): \(found) cells where the header has \(expected); is the file cut short, or another delimiter used?"
    case .unterminatedQuote(let line, let column): "\(file):\(line):\(column): a quoted cell never ends"
    case .strayQuote(let line, let column): "\(file):\(line):\(column): a quote inside an unquoted cell"
    case .invalidEncoding(let line, let offset):
      "\(file):\(line): not UTF-8 text at byte \(offset); save the file as UTF-8"
    case .encodingUnavailable(let name): "\(file): this system cannot read \(name)"
    case .nulByte(let line): "\(file):\(line): a zero byte; this is not a text file, or it is UTF-16"
    case .duplicateColumn(let name): "\(file): two columns are named \(name)"
    case .columnLengthMismatch(let name, let expected, let found):
      "\(file): column \(name) has \(found) values, others \(expected)"
    }
  }
}

extension DesignError {
  fileprivate func text(file: String, formula: String) -> String {
    switch self {
    case .missingColumn(let name, let available):
      "\(file) has no column \(name); it has \(available.joined(separator: ", "))"
    case .notNumeric(let column): "\(file): column \(column) holds text where numbers are needed"
    case .notFinite(let variable, let row): "\(file): \(variable) is not finite in data row \(row)"
    case .missingResponse: "formula '\(formula)': nothing stands left of ~"
    case .noTerms: "formula '\(formula)': neither an intercept nor a predictor"
    case .noRowsLeft(rowCount: 0): "\(file) has a header and no rows"
    case .noRowsLeft(let rows):
      "\(file): each of the \(rows) rows lacks a value of a variable in the model or has weight 0"
    case .negativeWeight(let row): "\(file): the weight in data row \(row) is negative"
    case .singleLevelFactor(let name): "\(file): \(name) has one value only in the rows of the model; leave it out"
    case .tooLarge(let rows, let columns): "\(file): a design of \(rows) rows × \(columns) columns is too large"
    case .notNested(let inner, let outer):
      "\(file): a unit of \(inner) occurs in two units of \(outer); crossed factors are not available in this version"
    case .absorbedCompletely(let rows):
      "\(file): each of the \(rows) rows is alone in a level of an absorbed factor; absorb a coarser one"
    case .absorptionNotConverged(let share):
      "\(file): the absorbed factors are so nearly the same that their effects cannot be told apart "
        + "(a share of \(share) is left); leave one of them out"
    case .tooManyLevelColumns(let factor, let levels, let limit):
      "\(file): cr2, cr3, hc2 and hc3 need the \(levels) levels of \(factor) as columns, because they are not nested in the "
        + "clusters, and at most \(limit) can be held; use cr1s or hc1"
    case .tooManyCategories(let response, let found, let limit):
      "\(file): \(response) has \(found) different values; a response of at most \(limit) categories is needed"
    case .invalidFormula(let error): "formula '\(formula)': \(error.text)"
    }
  }
}

extension MomentsError {
  fileprivate var text: String {
    switch self {
    case .columnsDiffer(let first, let second):
      "columns differ: \(first.joined(separator: ", ")) and \(second.joined(separator: ", "))"
    case .referenceLevelsDiffer(let factor, let first, let second):
      "\(factor) is coded against \(first) in one set and \(second) in the other"
    case .groupingDiffers(let first, let second):
      "grouping differs: \(first.joined(separator: ", ")) and \(second.joined(separator: ", "))"
    case .parentsDiffer(let unit, let grouping):
      "\(grouping): \(unit) lies in one unit of the factor above in one set and in another in the other"
    case .unreadable(let expected, let byte): "not saved \(expected) moments of this version (byte \(byte))"
    case .notFinite(let column): "\(column) holds a value that is infinite, or too large to square"
    case .tooManyResponses(let found, let limit): "\(found) responses, more than \(limit)"
    }
  }
}

extension FormulaError {
  fileprivate var text: String {
    switch self {
    case .unexpectedCharacter(let character, let position): "'\(character)' at character \(position) means nothing here"
    case .unexpectedSymbol(let symbol, let position): "'\(symbol)' at character \(position) is out of place"
    case .unexpectedEnd(let position): "it ends too early, at character \(position)"
    case .unterminatedName(let position): "the backtick at character \(position) is not closed"
    case .missingTilde: "it has no ~"
    case .unknownFunction(let name, let position): "the function \(name) at character \(position) is not known"
    case .wrongArgumentCount(let function, let found, let position):
      "\(function) at character \(position) takes one argument, not \(found)"
    case .unexpectedNumber(let position): "a number at character \(position) where a term is due"
    case .invalidPower(let position): "the power at character \(position) must be a whole number from 1 to 10"
    case .notArithmetic(let position): "no arithmetic at character \(position)"
    case .misplacedBar(let position): "the bar at character \(position) belongs inside (… | …), added to the rest"
    case .uncorrelatedRandomEffects(let position):
      "uncorrelated random effects (character \(position)) are not available in this version"
    case .invalidGrouping(let position): "a grouping factor (character \(position)) is a column, a:b or a/b"
    case .tooLong(let words, let limit): "\(words) words, more than \(limit)"
    case .nestedTooDeeply(let position): "too many parentheses at character \(position)"
    case .tooManyTerms(let position, let limit): "more than \(limit) terms at character \(position)"
    case .dotInRandomTerm(let position): "'.' at character \(position) cannot stand in a random term"
    }
  }
}
