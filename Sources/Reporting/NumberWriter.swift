import Foundation

/// Writes numbers as a language writes them.
///
/// Kazakh and Russian have a decimal comma; thousands stand apart by a narrow no-break space in all three languages;
/// the minus is U+2212.
package struct NumberWriter: Sendable {
  private let language: Language
  private static let thousandsSpace = "\u{202F}"

  /// A writer for a language.
  package init(_ language: Language) { self.language = language }

  /// A number in a style.
  package func write(_ value: Double, _ style: NumberStyle) -> String {
    switch style {
    case .count: return grouped(fixed(value, decimals: 0))
    case .decimal(let decimals): return grouped(fixed(value, decimals: decimals))
    case .decimalUpTo(let most):
      return grouped(fixed(value, decimals: (0..<most).first { Self.fits(value, decimals: $0) } ?? most))
    case .signed(let decimals):
      let text = grouped(fixed(value, decimals: decimals))
      return value > 0 && text.contains(where: { ("1"..."9").contains($0) }) ? "+" + text : text
    case .share(let decimals): return percent(fixed(100 * value, decimals: decimals))
    case .pValue: return value < 0.001 ? "<\u{A0}" + fixed(0.001, decimals: 3) : fixed(value, decimals: 3)
    }
  }

  /// A whole number with its thousands apart.
  package func write(_ count: Int) -> String { grouped(String(count).replacing("-", with: "−")) }

  /// Whether a number loses nothing when it is rounded to so many decimals.
  private static func fits(_ value: Double, decimals: Int) -> Bool {
    Double(String(format: "%.\(decimals)f", value)) == value
  }

  private func percent(_ number: String) -> String {
    language == .en ? number + "%" : number + Self.thousandsSpace + "%"
  }

  /// Rounded text with the language's decimal mark; what rounds to zero has no sign.
  private func fixed(_ value: Double, decimals: Int) -> String {
    var text = String(format: "%.\(decimals)f", value)
    let isZero = !text.contains { ("1"..."9").contains($0) }
    if text.hasPrefix("-") { text = (isZero ? "" : "−") + text.dropFirst() }
    return language == .en ? text : text.replacing(".", with: ",")
  }

  private func grouped(_ text: String) -> String {
    let end = text.firstIndex { $0 == "." || $0 == "," } ?? text.endIndex
    let sign = text.hasPrefix("−") ? "−" : ""
    let digits = Array(text[..<end].dropFirst(sign.count))
    guard digits.count > 4 else { return text }
    var grouped = ""
    for (position, digit) in digits.enumerated() {
      if position > 0, (digits.count - position) % 3 == 0 { grouped += Self.thousandsSpace }
      grouped.append(digit)
    }
    return sign + grouped + text[end...]
  }
}
