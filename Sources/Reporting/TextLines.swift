/// Breaks a text into lines where nothing else does: in drawings and in the terminal.
package enum TextLines {
  /// Lines of at most about so many characters, broken at spaces and after hyphens; a longer word stands alone.
  package static func broken(_ text: String, width: Int) -> [String] {
    var lines: [String] = []
    for piece in pieces(text) {
      if let last = lines.last, last.count + piece.count <= width {
        lines[lines.count - 1] = last + piece
      } else {
        lines.append(piece)
      }
    }
    return lines.map { line in line.hasSuffix(" ") ? String(line.dropLast()) : line }
  }

  /// The parts between which a line may end, each with the space or hyphen that closes it.
  private static func pieces(_ text: String) -> [String] {
    var result = [""]
    for character in text {
      result[result.count - 1].append(character)
      if character == " " || character == "-" { result.append("") }
    }
    return result.filter { !$0.isEmpty }
  }
}
