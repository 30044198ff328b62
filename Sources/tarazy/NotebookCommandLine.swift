/// Why a page may not have a command.
enum NotebookCommandError: Error, Equatable {
  case unclosedQuote
  /// A character that would mean something to a shell, outside quotes.
  case shellCharacter(Character)
  case notTarazy(String)
  /// A command that does not end, or that would check pages within pages.
  case forbidden(String)

  var text: String {
    switch self {
    case .unclosedQuote: "a quote is not closed"
    case .shellCharacter(let character): "'\(character)' outside quotes: there is no shell here, only tarazy"
    case .notTarazy(let word): "'\(word)' is not tarazy, the only program that a page may run"
    case .forbidden(let name): "a page may not run 'tarazy \(name)'"
    }
  }
}

/// The words after `tarazy` of a command line of a page.
func notebookArguments(of line: String) throws(NotebookCommandError) -> [String] {
  let words = try quotedWords(of: line)
  guard words.first == "tarazy" else { throw .notTarazy(words.first ?? "") }
  if words.count > 1, ["serve", "notebook"].contains(words[1]) { throw .forbidden(words[1]) }
  return Array(words.dropFirst())
}

/// Words of a line: quotes of either kind group characters, which otherwise stand for themselves.
private func quotedWords(of line: String) throws(NotebookCommandError) -> [String] {
  var words: [String] = []
  var word: String?
  var quote: Character?
  for character in line {
    if let open = quote {
      if character == open { quote = nil } else { word?.append(character) }
    } else if character == "'" || character == "\"" {
      quote = character
      word = word ?? ""
    } else if character.isWhitespace {
      if let word { words.append(word) }
      word = nil
    } else if "|&;<>$`\\*?()#".contains(character) {
      throw .shellCharacter(character)
    } else {
      word = (word ?? "") + String(character)
    }
  }
  guard quote == nil else { throw .unclosedQuote }
  if let word { words.append(word) }
  return words
}
