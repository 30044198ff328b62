import Findings

/// Indices or sub-indices of 0 … 100 with their intervals, one line each, before the zones of the framework.
///
/// A square is the index, a bar its interval, a dashed line what missing values could have meant.
struct SupportPlot {
  /// One line of the plot.
  struct Line {
    let name: String
    let score: Disclosable<RiskFinding.Score>
    var isFlagged = false
    /// Whether the line stands for the places above it, or for the parts below it.
    var isSummary = false
  }

  private let lines: [Line]
  private let zones: [(from: Double, to: Double, rating: RiskFinding.Rating)]
  private let title: String
  private let words: Wording
  private let axis = ChartAxis(covering: [0, 100], from: 262, to: 612)

  private static let top = 42.0
  private static let rowHeight = 24.0

  /// A plot of the lines in the order given.
  init(_ lines: [Line], zones method: RiskMethod?, title: String, _ words: Wording) {
    self.lines = lines
    self.title = title
    self.words = words
    zones = ChartZones(method).above
  }

  /// The drawing.
  func rendered() -> String {
    var svg = SVG(width: 764, title: title)
    let bottom = Self.top + Double(lines.count) * Self.rowHeight
    for zone in zones { draw(zone, bottom: bottom, in: &svg) }
    for tick in axis.ticks {
      let x = axis.position(tick)
      svg.line(from: (x, Self.top), to: (x, bottom), stroke: "#ccc")
      svg.text(words.numbers.write(tick, .count), x: x, y: bottom + 16, size: 11, anchor: .middle)
    }
    for (row, line) in lines.enumerated() {
      draw(line, y: Self.top + (Double(row) + 0.5) * Self.rowHeight, in: &svg)
    }
    return svg.rendered(height: bottom + 24)
  }

  private func draw(
    _ zone: (from: Double, to: Double, rating: RiskFinding.Rating), bottom: Double, in svg: inout SVG
  ) {
    let (left, right) = (axis.position(zone.from), axis.position(zone.to))
    svg.rectangle(
      x: left, y: Self.top, width: right - left, height: bottom - Self.top, fill: ChartPaint.zone(zone.rating))
    svg.line(from: (left, Self.top - 6), to: (left, bottom), stroke: "#777", isDashed: true)
    let letters = max(8, Int((right - left) / 5.7))
    let lines = TextLines.broken(words.labels["rating_\(zone.rating.rawValue)"], width: letters).prefix(3)
    for (position, text) in lines.enumerated() {
      svg.text(text, x: left + 4, y: Self.top - 6 - 11 * Double(lines.count - 1 - position), size: 10)
    }
  }

  private func draw(_ line: Line, y: Double, in svg: inout SVG) {
    let parts = TextLines.broken(line.name, width: 34).prefix(2)
    for (position, text) in parts.enumerated() {
      let offset = 4 + 11 * (Double(position) - Double(parts.count - 1) / 2)
      svg.text(text, x: 18, y: y + offset, size: parts.count > 1 ? 10.5 : 12, isBold: line.isSummary)
    }
    if line.isFlagged { svg.flag(x: 4, y: y - 6) }
    guard let score = line.score.value else {
      svg.text(words.interval(of: line.score).text, x: 624, y: y + 4, size: 11)
      return
    }
    draw(score, y: y, isSummary: line.isSummary, in: &svg)
    svg.text(words.cell(score.value, score.interval, .decimal(0)).text, x: 624, y: y + 4, size: 11)
  }

  private func draw(_ score: RiskFinding.Score, y: Double, isSummary: Bool, in svg: inout SVG) {
    if let range = score.range {
      svg.line(
        from: (axis.position(range.lower), y + 6), to: (axis.position(range.upper), y + 6), stroke: "#444",
        width: 1.2, isDashed: true)
    }
    let (lower, upper) = (axis.position(score.interval.lower), axis.position(score.interval.upper))
    svg.line(from: (lower, y), to: (upper, y), width: isSummary ? 3 : 1.6)
    for end in [lower, upper] { svg.line(from: (end, y - 4), to: (end, y + 4), width: 1.6) }
    let middle = axis.position(score.value)
    svg.rectangle(x: middle - 4.5, y: y - 4.5, width: 9, height: 9, fill: ChartPaint.arms[1], stroke: "#222")
  }
}

/// The zones of a framework that ask for support.
struct ChartZones {
  /// From the lower bound up.
  let above: [(from: Double, to: Double, rating: RiskFinding.Rating)]

  /// The zones of a method; none for a framework without them.
  init(_ method: RiskMethod?) {
    let (amber, red) = (method?.amber, method?.red)
    above = [
      amber.map { ($0, red ?? 100, RiskFinding.Rating.amber) }, red.map { ($0, 100, RiskFinding.Rating.red) },
    ].compactMap(\.self)
  }
}
