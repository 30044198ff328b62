import Findings

/// How many points of a place's index come from each indicator, the largest first; the bars add up to the index.
struct ContributionBars {
  private let bars: [(name: String, block: String, points: Double)]
  /// Sum of the bars that are not drawn one by one.
  private let rest: (count: Int, points: Double)
  private let words: Wording

  private static let shown = 10
  private static let left = 330.0
  private static let rowHeight = 32.0

  /// Bars of a place, or `nil` when no contribution may be shown.
  init?(_ place: RiskFinding, _ words: Wording) {
    let all = place.blocks.flatMap { block in
      block.components.compactMap { component in
        component.contribution.value.map {
          (name: component.name[words.language], block: block.name[words.language], points: $0)
        }
      }
    }.filter { abs($0.points) >= 0.05 }.sorted { $0.points > $1.points }
    guard !all.isEmpty else { return nil }
    bars = Array(all.prefix(Self.shown))
    let others = all.dropFirst(Self.shown)
    rest = (others.count, others.reduce(0) { $0 + $1.points })
    self.words = words
  }

  /// The drawing.
  func rendered() -> String {
    var svg = SVG(width: 764, title: words.labels["figure_contributions_title"])
    let points = bars.map(\.points) + [rest.points, 0]
    let axis = ChartAxis(covering: points, from: Self.left, to: 700)
    var y = 6.0
    for bar in bars {
      draw(bar.name, bar.block, bar.points, axis, y: y, in: &svg)
      y += Self.rowHeight
    }
    if rest.count > 0 {
      let name = words.labels.text("contributions_rest", ["count": words.numbers.write(rest.count)])
      draw(name, "", rest.points, axis, y: y, in: &svg)
      y += Self.rowHeight
    }
    svg.line(from: (axis.position(0), 2), to: (axis.position(0), y), width: 1.2)
    return svg.rendered(height: y + 4)
  }

  private func draw(
    _ name: String, _ block: String, _ points: Double, _ axis: ChartAxis, y: Double, in svg: inout SVG
  ) {
    svg.text(name, x: Self.left - 10, y: y + 12, size: 11.5, anchor: .end)
    svg.text(block, x: Self.left - 10, y: y + 24, size: 9.5, anchor: .end, fill: "#555")
    let (zero, end) = (axis.position(0), axis.position(points))
    svg.rectangle(
      x: min(zero, end), y: y + 3, width: abs(end - zero), height: 20, fill: ChartPaint.arms[1], stroke: "#222")
    svg.text(words.numbers.write(points, .decimal(1)), x: max(zero, end) + 6, y: y + 18, size: 11.5)
  }
}
