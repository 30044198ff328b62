/// A part of a report before it is written as HTML or Markdown.
struct ReportSection: Sendable {
  /// One thing on the page.
  indirect enum Block: Sendable {
    case paragraph(String)
    /// Sentences, one below the other.
    case list([String])
    case heading(String)
    /// A heading below a heading.
    case subheading(String)
    case table(TableLayout)
    /// A drawing with its caption, and the table of its numbers where no other table on the page holds them.
    case figure(svg: String, caption: String, numbers: TableLayout? = nil)
    /// What only some readers want: folded away on a page, under its title in a text.
    case fold(title: String, blocks: [Block])
  }

  /// Anchor within the page such as `effects`.
  let anchor: String
  let title: String
  let blocks: [Block]

  /// A section; without blocks it says in a sentence why it is left out.
  init(_ anchor: String, _ words: Wording, blocks: [Block]) {
    self.anchor = anchor
    title = words.labels["section_\(anchor)"]
    self.blocks = blocks.isEmpty ? [.paragraph(words.labels["absent_\(anchor)"])] : blocks
  }
}
