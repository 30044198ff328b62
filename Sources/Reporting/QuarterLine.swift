import Findings

/// The index of one place quarter by quarter with its intervals, before the zones of the framework.
struct QuarterLine {
  private let quarters: [RiskFinding]
  private let method: RiskMethod?
  private let words: Wording
  private let axis = ChartAxis(covering: [0, 100], from: 190, to: 14)

  private static let plot = (left: 46.0, right: 620.0)

  /// A line, or `nil` for fewer than two quarters with an index.
  init?(_ quarters: [RiskFinding], _ method: RiskMethod?, _ words: Wording) {
    guard quarters.count(where: { $0.index.value != nil }) > 1 else { return nil }
    self.quarters = quarters.sorted { ($0.quarter ?? "") < ($1.quarter ?? "") }
    self.method = method
    self.words = words
  }

  /// The drawing.
  func rendered() -> String {
    var svg = SVG(width: 764, title: words.labels["figure_quarters_title"])
    for zone in ChartZones(method).above { draw(zone, in: &svg) }
    for tick in axis.ticks {
      let y = axis.position(tick)
      svg.line(from: (Self.plot.left, y), to: (Self.plot.right, y), stroke: "#ccc")
      svg.text(words.numbers.write(tick, .count), x: Self.plot.left - 6, y: y + 4, size: 11, anchor: .end)
    }
    let step = (Self.plot.right - Self.plot.left) / Double(quarters.count)
    var last: (x: Double, y: Double)?
    for (position, quarter) in quarters.enumerated() {
      let x = Self.plot.left + (Double(position) + 0.5) * step
      svg.text(words.quarter(quarter.quarter), x: x, y: 208, size: 11, anchor: .middle)
      guard let score = quarter.index.value else {
        svg.text(words.interval(of: quarter.index).text, x: x, y: 106, size: 11, anchor: .middle)
        last = nil
        continue
      }
      let point = (x: x, y: axis.position(score.value))
      if let last { svg.line(from: last, to: point, stroke: ChartPaint.arms[1], width: 1.6) }
      draw(score, at: point, in: &svg)
      last = point
    }
    return svg.rendered(height: 216)
  }

  private func draw(_ zone: (from: Double, to: Double, rating: RiskFinding.Rating), in svg: inout SVG) {
    let (top, bottom) = (axis.position(zone.to), axis.position(zone.from))
    svg.rectangle(
      x: Self.plot.left, y: top, width: Self.plot.right - Self.plot.left, height: bottom - top,
      fill: ChartPaint.zone(zone.rating))
    for (line, text) in TextLines.broken(words.labels["rating_\(zone.rating.rawValue)"], width: 22).enumerated() {
      svg.text(text, x: Self.plot.right + 6, y: top + 14 + 12 * Double(line), size: 10.5)
    }
  }

  private func draw(_ score: RiskFinding.Score, at point: (x: Double, y: Double), in svg: inout SVG) {
    let (lower, upper) = (axis.position(score.interval.lower), axis.position(score.interval.upper))
    svg.line(from: (point.x, lower), to: (point.x, upper), width: 1.4)
    for end in [lower, upper] { svg.line(from: (point.x - 4, end), to: (point.x + 4, end), width: 1.4) }
    svg.rectangle(
      x: point.x - 4.5, y: point.y - 4.5, width: 9, height: 9, fill: ChartPaint.arms[1], stroke: "#222")
    svg.text(words.numbers.write(score.value, .decimal(0)), x: point.x + 9, y: point.y - 9, isBold: true)
  }
}
