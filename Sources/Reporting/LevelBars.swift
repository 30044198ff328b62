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

  /// Every level in its place: those without a number share the width that is left, hatched or dotted.
  private func drawBar(_ finding: LevelShareFinding, y: Double, in svg: inout SVG) {
    let shares = finding.shares.prefix(3)
    let shown = shares.compactMap(\.value)
    let left = max(0, 1 - shown.reduce(0, +)) / Double(max(1, shares.count - shown.count))
    var x = Self.bar.left
    for (level, share) in shares.enumerated() {
      let width = (share.value ?? left) * Self.bar.width
      draw(share, level: level, x: x, y: y, width: width, in: &svg)
      x += width
    }
  }

  private func draw(
    _ share: Disclosable<Double>, level: Int, x: Double, y: Double, width: Double, in svg: inout SVG
  ) {
    let fill =
      switch share {
      case .shown: ChartPaint.levels[level]
      case .suppressed: ChartPaint.hidden
      case .noData: ChartPaint.absent
      }
    let mark = share.value == nil ? words.written(share, .share(0)) : nil
    svg.rectangle(
      x: x, y: y, width: width, height: Self.bar.height, fill: fill, stroke: "#555", title: mark)
    guard let value = share.value, width > 34 else { return }
    svg.text(
      words.numbers.write(value, .share(0)), x: x + width / 2, y: y + 14, size: 11, anchor: .middle,
      fill: level == 0 ? "#fff" : "#222")
  }
}
