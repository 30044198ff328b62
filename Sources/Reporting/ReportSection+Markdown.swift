extension ReportSection {
  /// The section as Markdown: the same text and tables, with tables in place of drawings.
  func markdown() -> String {
    (["## \(title)"] + blocks.compactMap(\.markdown)).joined(separator: "\n\n")
  }
}

extension ReportSection.Block {
  fileprivate var markdown: String? {
    switch self {
    case .paragraph(let text): text
    case .list(let items): items.map { "* \($0)" }.joined(separator: "\n")
    case .heading(let text): "### \(text)"
    case .subheading(let text): "#### \(text)"
    case .table(let table): table.markdown()
    case .figure(_, _, let numbers): numbers?.markdown()
    case .fold(let title, let blocks):
      (["**\(title)**"] + blocks.compactMap(\.markdown)).joined(separator: "\n\n")
    }
  }
}
