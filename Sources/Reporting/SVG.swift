/// A drawing that grows element by element; coordinates are in pixels from the top left corner.
///
/// Drawn for paper too: system fonts, black on white, and patterns for what is hidden or absent, so that nothing is
/// said by colour alone.
struct SVG {
  /// Where a text stands from its point.
  enum Anchor: String { case start, middle, end }

  private let width: Double
  private let title: String
  private var elements: [String] = []

  /// An empty drawing; the title is what a screen reader says.
  init(width: Double, title: String) {
    self.width = width
    self.title = title
  }

  mutating func rectangle(
    x: Double, y: Double, width: Double, height: Double, fill: String, stroke: String = "none", title: String? = nil
  ) {
    let content = title.map { "><title>\($0.markupEscaped)</title></rect>" } ?? "/>"
    elements.append(
      "<rect x=\"\(x.pixels)\" y=\"\(y.pixels)\" width=\"\(max(0, width).pixels)\" height=\"\(height.pixels)\" "
        + "fill=\"\(fill)\" stroke=\"\(stroke)\"\(content)")
  }

  mutating func line(
    from start: (x: Double, y: Double), to end: (x: Double, y: Double), stroke: String = "#222", width: Double = 1,
    isDashed: Bool = false
  ) {
    let dashes = isDashed ? " stroke-dasharray=\"4 3\"" : ""
    elements.append(
      "<line x1=\"\(start.x.pixels)\" y1=\"\(start.y.pixels)\" x2=\"\(end.x.pixels)\" y2=\"\(end.y.pixels)\" "
        + "stroke=\"\(stroke)\" stroke-width=\"\(width.pixels)\"\(dashes)/>")
  }

  /// A line through points.
  mutating func polyline(
    _ points: [(x: Double, y: Double)], stroke: String = "#222", width: Double = 1, isDashed: Bool = false
  ) {
    let path = points.map { $0.x.pixels + "," + $0.y.pixels }.joined(separator: " ")
    let dashes = isDashed ? " stroke-dasharray=\"4 3\"" : ""
    elements.append(
      "<polyline points=\"\(path)\" fill=\"none\" stroke=\"\(stroke)\" stroke-width=\"\(width.pixels)\"\(dashes)/>")
  }

  /// The mark of a raised safety flag: a pennant on a staff, with its top left corner at a point.
  mutating func flag(x: Double, y: Double, fill: String = "#a31621") {
    elements.append(
      "<path d=\"M\(x.pixels) \((y + 12).pixels)V\(y.pixels)L\((x + 9).pixels) \((y + 3.5).pixels)"
        + "L\((x + 1).pixels) \((y + 7).pixels)\" fill=\"\(fill)\" stroke=\"\(fill)\" stroke-width=\"1.2\"/>")
  }

  /// A band that leads from a vertical edge on the left to one on the right, each given by its top, in a smooth curve.
  mutating func band(
    from start: (x: Double, top: Double), to end: (x: Double, top: Double), height: Double, fill: String,
    stroke: String = "#555", title: String? = nil
  ) {
    let middle = ((start.x + end.x) / 2).pixels
    let (left, right) = (start.x.pixels, end.x.pixels)
    let tops = (start.top.pixels, end.top.pixels)
    let bottoms = ((start.top + height).pixels, (end.top + height).pixels)
    let content = title.map { "><title>\($0.markupEscaped)</title></path>" } ?? "/>"
    elements.append(
      "<path d=\"M\(left) \(tops.0)C\(middle) \(tops.0) \(middle) \(tops.1) \(right) \(tops.1)V\(bottoms.1)"
        + "C\(middle) \(bottoms.1) \(middle) \(bottoms.0) \(left) \(bottoms.0)Z\" fill=\"\(fill)\" stroke=\"\(stroke)\" "
        + "stroke-width=\"0.5\"\(content)")
  }

  mutating func text(
    _ text: String, x: Double, y: Double, size: Double = 12, anchor: Anchor = .start, fill: String = "#222",
    isBold: Bool = false
  ) {
    let weight = isBold ? " font-weight=\"600\"" : ""
    elements.append(
      "<text x=\"\(x.pixels)\" y=\"\(y.pixels)\" font-size=\"\(size.pixels)\" text-anchor=\"\(anchor.rawValue)\" "
        + "fill=\"\(fill)\"\(weight)>\(text.markupEscaped)</text>")
  }

  /// Makes what follows, up to ``close()``, a link.
  mutating func open(_ address: String) { elements.append("<a href=\"\(address.markupEscaped)\">") }

  /// Ends a link.
  mutating func close() { elements.append("</a>") }

  /// The drawing as an SVG element of a given height.
  func rendered(height: Double) -> String {
    """
    <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 \(width.pixels) \(height.pixels)" role="img" \
    aria-label="\(title.markupEscaped)" font-family="'Noto Sans','DejaVu Sans',Arial,sans-serif">
    \(ChartPaint.definitions)
    \(elements.joined(separator: "\n"))
    </svg>
    """
  }
}

extension Double {
  /// A coordinate with at most two decimals.
  fileprivate var pixels: String {
    let rounded = (self * 100).rounded() / 100
    return rounded == rounded.rounded() ? String(Int(rounded)) : String(rounded)
  }
}
