import Findings

/// Shares of levels I, II, III as stacked bars, one for each wave and arm.
struct LevelBars {
  private let findings: [LevelShareFinding]
  private let words: Wording

  private static let bar = (left: 300.0, width: 450.0, height: 20.0)
  private static let rowHeight = 26.0

  /// Bars of one outcome, in the order given.
  init(_ findings: [LevelShareFinding], _ words: Wording) {
    self.findings = findings
    self.words = words
  }

  /// The drawing.
  func rendered() -> String {
    var svg = SVG(width: 760, title: words.labels["level"])
    drawLegend(in: &svg)
    for (row, finding) in findings.enumerated() {
      let y = 28 + Double(row) * Self.rowHeight
      let name = words.wave(finding.wave) + ", " + words.arm(finding.arm)
      svg.text(name, x: Self.bar.left - 8, y: y + 14, size: 11, anchor: .end)
      drawBar(finding, y: y, in: &svg)
    }
    return svg.rendered(height: 34 + Double(findings.count) * Self.rowHeight)
  }

  private func drawLegend(in svg: inout SVG) {
    for (position, key) in ["level_one", "level_two", "level_three"].enumerated() {
      let x = Self.bar.left + 150 * Double(position)
      svg.rectangle(x: x, y: 4, width: 14, height: 14, fill: ChartPaint.levels[position], stroke: "#555")
      svg.text(words.labels[key], x: x + 20, y: 15, size: 11)
    }
  }

  /// Shown shares in their places; what is left is hidden or absent.
  private func drawBar(_ finding: LevelShareFinding, y: Double, in svg: inout SVG) {
    var x = Self.bar.left
    for (level, share) in finding.shares.prefix(3).enumerated() {
      guard let value = share.value else { continue }
      let width = value * Self.bar.width
      svg.rectangle(x: x, y: y, width: width, height: Self.bar.height, fill: ChartPaint.levels[level], stroke: "#555")
      if width > 34 {
        svg.text(
          words.numbers.write(value, .share(0)), x: x + width / 2, y: y + 14, size: 11, anchor: .middle,
          fill: level == 0 ? "#fff" : "#222")
      }
      x += width
    }
    let rest = Self.bar.left + Self.bar.width - x
    guard rest > 0.5, let mark = finding.shares.first(where: { $0.value == nil }) else { return }
    let isHidden = finding.shares.contains(where: \.isSuppressed)
    svg.rectangle(
      x: x, y: y, width: rest, height: Self.bar.height, fill: isHidden ? ChartPaint.hidden : ChartPaint.absent,
      stroke: "#555", title: words.written(isHidden ? .suppressed : mark, .share(0)))
  }
}
