import Findings

/// Children enrolled (outline) and observed (fill) by wave and arm.
struct FlowChart {
  private let findings: [FlowFinding]
  private let words: Wording

  private static let bar = (left: 300.0, width: 250.0, height: 18.0)
  private static let rowHeight = 26.0

  /// Bars in the order given.
  init(_ findings: [FlowFinding], _ words: Wording) {
    self.findings = findings
    self.words = words
  }

  /// The drawing.
  func rendered() -> String {
    var svg = SVG(width: 760, title: words.labels["section_flow"])
    let greatest = findings.flatMap { [$0.enrolled.value ?? 0, $0.observed.value?.children ?? 0] }.max() ?? 0
    for (row, flow) in findings.enumerated() {
      let y = 6 + Double(row) * Self.rowHeight
      let name = words.wave(flow.wave) + ", " + words.arm(flow.arm)
      svg.text(name, x: Self.bar.left - 8, y: y + 13, size: 11, anchor: .end)
      draw(flow, y: y, greatest: max(1, greatest), in: &svg)
    }
    return svg.rendered(height: 10 + Double(findings.count) * Self.rowHeight)
  }

  private func draw(_ flow: FlowFinding, y: Double, greatest: Int, in svg: inout SVG) {
    func width(_ children: Int) -> Double { Self.bar.width * Double(children) / Double(greatest) }
    if let observed = flow.observed.value {
      let fill = ChartPaint.arms[flow.arm == "control" ? 0 : 1]
      svg.rectangle(x: Self.bar.left, y: y, width: width(observed.children), height: Self.bar.height, fill: fill)
    }
    if let enrolled = flow.enrolled.value {
      svg.rectangle(
        x: Self.bar.left, y: y, width: width(enrolled), height: Self.bar.height, fill: "none", stroke: "#222")
    }
    let observed = words.cell(flow.observed, { Double($0.children) }, .count).text
    let widest = width(max(flow.enrolled.value ?? 0, flow.observed.value?.children ?? 0))
    svg.text(
      observed + " / " + words.cell(flow.enrolled).text, x: Self.bar.left + widest + 8, y: y + 13, size: 11)
  }
}
