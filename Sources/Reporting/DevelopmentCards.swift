public import Disclosure
public import Findings

/// Individual development cards by the official form of five columns: one page per child and school year.
///
/// A card holds what a sheet says about its own child, how sure that is, and empty lines for the educator. It compares the
/// child with nobody, and proposes no measures.
public struct DevelopmentCards: Sendable {
  private let cards: [DevelopmentCard]
  private let words: Wording
  private let preschool: String

  /// Cards for the preschool alone.
  public init(_ findings: PreschoolScope<ChildFindings>, language: Language) {
    words = Wording(findings.value.pilot, language: language)
    preschool = findings.preschool
    cards = DevelopmentCard.cards(of: findings.value)
  }

  /// Pseudonyms of the children with a card, by group and pseudonym.
  public var children: [String] { cards.map(\.child).withoutRepetition }

  /// The pages as one HTML file that needs nothing else.
  ///
  /// - Parameter child: Whose card; `nil` means those of all children.
  /// - Returns: The file, without a card where the child has none.
  /// - Throws: When the page frame cannot be read.
  public func rendered(child: String? = nil) throws -> String {
    let pages = cards.filter { child == nil || $0.child == child }.map { $0.html(words, preschool: preschool) }
    return try CardFrame.rendered(
      title: words.capitalized(words.labels["development_card"]), language: words.language,
      body: pages.joined(separator: "\n"))
  }
}

/// The sheets of one child in one school year.
struct DevelopmentCard: Sendable {
  /// Official waves in the order of the form's columns.
  static let officialWaves = ["start", "interim", "final"]

  let child: String
  /// Such as `2025-26`.
  let schoolYear: String
  /// By official wave.
  let sheets: [String: ChildSheetFinding]
  /// The last sheet of the year: for the place of the child.
  let last: ChildSheetFinding

  /// Cards in the order of the sheets: by group, child and school year.
  static func cards(of findings: ChildFindings) -> [DevelopmentCard] {
    let waves = Dictionary(findings.pilot.waves.map { ($0.name, $0) }) { first, _ in first }
    var order: [[String]] = []
    var parts: [[String]: [(officialWave: String, sheet: ChildSheetFinding)]] = [:]
    for sheet in findings.sheets {
      guard let wave = waves[sheet.wave] else { continue }
      let key = [sheet.child, wave.schoolYear]
      if parts[key] == nil { order.append(key) }
      parts[key, default: []].append((wave.officialWave, sheet))
    }
    return order.compactMap { key in
      guard let sheets = parts[key], let last = sheets.map(\.sheet).max(by: { $0.observedOn < $1.observedOn }) else {
        return nil
      }
      return DevelopmentCard(
        child: key[0], schoolYear: key[1],
        sheets: Dictionary(sheets.map { ($0.officialWave, $0.sheet) }) { first, _ in first }, last: last)
    }
  }

  /// An area at an official wave of the year.
  func area(_ outcome: String, at officialWave: String) -> ChildAreaFinding? {
    sheets[officialWave]?.areas.first { $0.outcome == outcome }
  }
}
