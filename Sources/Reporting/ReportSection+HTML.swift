extension ReportSection {
  /// The section as HTML.
  func html() -> String {
    let content = blocks.map(\.html).joined(separator: "\n")
    return "<section id=\"\(anchor)\">\n<h2>\(title.markupEscaped)</h2>\n\(content)\n</section>"
  }
}

extension ReportSection.Block {
  fileprivate var html: String {
    switch self {
    case .paragraph(let text): "<p>\(text.markupEscaped)</p>"
    case .list(let items): "<ul>" + items.map { "<li>\($0.markupEscaped)</li>" }.joined(separator: "\n") + "</ul>"
    case .heading(let text): "<h3>\(text.markupEscaped)</h3>"
    case .subheading(let text): "<h4>\(text.markupEscaped)</h4>"
    case .table(let table): table.html()
    case .figure(let svg, let caption, _):
      "<figure>\(svg)\n<figcaption>\(caption.markupEscaped)</figcaption></figure>"
    case .fold(let title, let blocks):
      "<details><summary>\(title.markupEscaped)</summary>\n" + blocks.map(\.html).joined(separator: "\n")
        + "\n</details>"
    }
  }
}
