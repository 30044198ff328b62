/// A word of a formula.
struct FormulaToken: Equatable {
  enum Kind: Equatable {
    case name(String)
    case number(Double)
    /// One of `~ + - * / : ^ ( ) , | ||` and `.`.
    case symbol(String)
    case end
  }

  let kind: Kind
  /// Counted in characters from 1.
  let position: Int

  /// Splits a formula into words, an `end` behind the last.
  static func tokens(of text: String) throws(FormulaError) -> [FormulaToken] {
    let characters = Array(text)
    var tokens: [FormulaToken] = []
    var index = 0
    while index < characters.count {
      if characters[index].isWhitespace {
        index += 1
      } else {
        tokens.append(try token(characters, &index))
      }
    }
    return tokens + [FormulaToken(kind: .end, position: characters.count + 1)]
  }

  private static func token(_ characters: [Character], _ index: inout Int) throws(FormulaError) -> FormulaToken {
    let start = index
    let character = characters[start]
    let next = start + 1 < characters.count ? characters[start + 1] : " "
    if character == "`" { return try quotedName(characters, &index) }
    if character.isASCIIDigit || (character == "." && next.isASCIIDigit) {
      return try number(characters, &index)
    }
    if character.isLetter || (character == "." && next.isNamePart) {
      index = characters[start...].firstIndex { !$0.isNamePart } ?? characters.count
      return FormulaToken(kind: .name(String(characters[start..<index])), position: start + 1)
    }
    guard "~+-*/:^(),|.".contains(character) else {
      throw .unexpectedCharacter(character, position: start + 1)
    }
    let isDoubleBar = character == "|" && next == "|"
    index += isDoubleBar ? 2 : 1
    return FormulaToken(kind: .symbol(isDoubleBar ? "||" : String(character)), position: start + 1)
  }

  private static func quotedName(_ characters: [Character], _ index: inout Int) throws(FormulaError) -> FormulaToken {
    let start = index
    guard let closing = characters[(start + 1)...].firstIndex(of: "`"), closing > start + 1 else {
      throw .unterminatedName(position: start + 1)
    }
    index = closing + 1
    return FormulaToken(kind: .name(String(characters[(start + 1)..<closing])), position: start + 1)
  }

  private static func number(_ characters: [Character], _ index: inout Int) throws(FormulaError) -> FormulaToken {
    let start = index
    while index < characters.count {
      let isExponentSign =
        index > start && "+-".contains(characters[index]) && "eE".contains(characters[index - 1])
      guard characters[index].isASCIIDigit || ".eE".contains(characters[index]) || isExponentSign else { break }
      index += 1
    }
    let text = String(characters[start..<index])
    guard let value = Double(text), value.isFinite else { throw .unexpectedSymbol(text, position: start + 1) }
    return FormulaToken(kind: .number(value), position: start + 1)
  }
}

extension Character {
  fileprivate var isASCIIDigit: Bool { isASCII && isNumber }
  /// Whether the character may stand inside a name.
  var isNamePart: Bool { isLetter || isNumber || self == "_" || self == "." }
}
