/// Spelling of item codes: age prefix, hyphen, area letter, full stop, number, as in `4-Ф.1`.
public enum ItemCode {
  /// The canonical Cyrillic spelling of a code.
  ///
  /// Folds what people and spreadsheets type: lower case, spaces, dashes for the hyphen, a missing or trailing
  /// full stop, and Latin or other look-alikes of Ф, К, Т, Ш, Ә. Text of any other form is returned as it is.
  public static func canonical(_ text: String) -> String {
    var rest = text.unicodeScalars.filter { !$0.properties.isWhitespace }[...]
    guard let age = digits(&rest), let dash = rest.popFirst(), dashes.contains(dash),
      let letter = rest.popFirst().flatMap({ letters[$0] })
    else { return text }
    if rest.first == "." { rest.removeFirst() }
    guard let number = digits(&rest) else { return text }
    if rest.first == "." { rest.removeFirst() }
    return rest.isEmpty ? "\(age)-\(letter).\(number)" : text
  }

  private static let dashes: Set<Unicode.Scalar> = [
    "-", "\u{2010}", "\u{2011}", "\u{2012}", "\u{2013}", "\u{2014}", "\u{2212}",
  ]

  /// Area letters by what may stand for them; Ә is U+04D8, its look-alikes are U+018F, U+0259, U+04D9.
  private static let letters: [Unicode.Scalar: Unicode.Scalar] = [
    "Ф": "Ф", "ф": "Ф",
    "К": "К", "к": "К", "K": "К", "k": "К",
    "Т": "Т", "т": "Т", "T": "Т", "t": "Т",
    "Ш": "Ш", "ш": "Ш",
    "\u{04D8}": "\u{04D8}", "\u{04D9}": "\u{04D8}", "\u{018F}": "\u{04D8}", "\u{0259}": "\u{04D8}",
  ]

  private static func digits(_ rest: inout String.UnicodeScalarView.SubSequence) -> String? {
    let run = rest.prefix { ("0"..."9").contains($0) }
    guard !run.isEmpty else { return nil }
    rest = rest[run.endIndex...]
    return String(String.UnicodeScalarView(run))
  }
}
