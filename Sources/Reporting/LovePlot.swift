import Findings

/// Standardised differences before the treatment as points, between the limits that make arms comparable.
struct LovePlot {
  private let findings: [BalanceFinding]
  private let words: Wording
  private let axis: ChartAxis

  private static let rowHeight = 26.0
  private static let top = 10.0
  /// Limits of the What Works Clearinghouse, on either side.
  private static let limits = [-0.25, -0.05, 0.05, 0.25]

  /// A plot of the lines in the order given.
  init(_ findings: [BalanceFinding], _ words: Wording) {
    self.findings = findings
    self.words = words
    axis = ChartAxis(covering: findings.compactMap(\.difference.value?.value) + Self.limits, from: 330, to: 650)
  }

  /// The drawing.
  func rendered() -> String {
    var svg = SVG(width: 760, title: words.labels["baseline_equivalence"])
    let bottom = Self.top + Double(findings.count) * Self.rowHeight
    for tick in axis.ticks {
      let x = axis.position(tick)
      svg.line(from: (x, Self.top), to: (x, bottom), stroke: tick == 0 ? "#222" : "#ddd")
      svg.text(words.numbers.write(tick, .signed(axis.decimals)), x: x, y: bottom + 16, size: 11, anchor: .middle)
    }
    for limit in Self.limits {
      let x = axis.position(limit)
      svg.line(from: (x, Self.top), to: (x, bottom), stroke: "#8c3b2e", isDashed: true)
    }
    for (row, finding) in findings.enumerated() {
      draw(finding, y: Self.top + (Double(row) + 0.5) * Self.rowHeight, in: &svg)
    }
    return svg.rendered(height: bottom + 26)
  }

  private func draw(_ finding: BalanceFinding, y: Double, in svg: inout SVG) {
    let name = TextLines.broken(words.variable(finding), width: 48)
    for (line, text) in name.enumerated() {
      let offset = 4 + (Double(line) - Double(name.count - 1) / 2) * 11
      svg.text(text, x: 4, y: y + offset, size: name.count > 1 ? 10 : 11)
    }
    guard let difference = finding.difference.value else {
      svg.text(words.cell(finding.difference) { _ in words.absent }.text, x: 665, y: y + 4, size: 11)
      return
    }
    let x = axis.position(difference.value)
    svg.rectangle(x: x - 4.5, y: y - 4.5, width: 9, height: 9, fill: ChartPaint.arms[1], stroke: "#222")
    svg.text(words.numbers.write(difference.value, .signed(2)), x: 665, y: y + 4, size: 11)
  }
}
