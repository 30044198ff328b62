import Findings

/// Mean abilities of both arms over the waves, one panel per scale; bars are confidence intervals.
struct GrowthChart {
  private let findings: [GrowthFinding]
  private let words: Wording
  private static let panel = (left: 60.0, width: 420.0, height: 190.0, gap: 44.0)

  /// A chart of one outcome's findings.
  init(_ findings: [GrowthFinding], _ words: Wording) {
    self.findings = findings
    self.words = words
  }

  /// The drawing.
  func rendered() -> String {
    var svg = SVG(width: 760, title: words.labels["growth_chart"])
    var top = 30.0
    drawLegend(in: &svg)
    for scale in findings.map(\.scale).withoutRepetition {
      draw(findings.filter { $0.scale == scale }, top: top, in: &svg)
      top += Self.panel.height + Self.panel.gap
    }
    return svg.rendered(height: top)
  }

  private func drawLegend(in svg: inout SVG) {
    for (position, arm) in ["control", "experimental"].enumerated() {
      let x = Self.panel.left + 190 * Double(position)
      mark(arm, x: x, y: 12, in: &svg)
      svg.text(words.arm(arm), x: x + 12, y: 16, size: 11)
    }
  }

  private func draw(_ panel: [GrowthFinding], top: Double, in svg: inout SVG) {
    let bottom = top + Self.panel.height - 30
    let bounds = panel.flatMap { finding in
      [finding.mean.value?.value, finding.mean.value?.interval?.lower, finding.mean.value?.interval?.upper]
    }.compactMap(\.self)
    let axis = ChartAxis(covering: bounds + [0], from: bottom, to: top + 22)
    let name = words.labels.text("scale_of_bands", ["bands": panel[0].scale])
    svg.text(name, x: Self.panel.left, y: top + 8, size: 11, isBold: true)
    for tick in axis.ticks {
      let y = axis.position(tick)
      svg.line(from: (Self.panel.left, y), to: (Self.panel.left + Self.panel.width, y), stroke: "#ddd")
      svg.text(
        words.numbers.write(tick, .signed(axis.decimals)), x: Self.panel.left - 6, y: y + 4, size: 11, anchor: .end)
    }
    let waves = words.pilot.waves.map(\.name).filter { wave in panel.contains { $0.wave == wave } }
    for (position, wave) in waves.enumerated() {
      svg.text(words.wave(wave), x: x(position, of: waves.count), y: bottom + 18, size: 11, anchor: .middle)
    }
    for arm in ["control", "experimental"] {
      let points = waves.enumerated().compactMap { position, wave -> (x: Double, finding: GrowthFinding)? in
        panel.first { $0.wave == wave && $0.arm == arm }.map { (x(position, of: waves.count), $0) }
      }
      draw(points, arm: arm, axis, in: &svg)
    }
  }

  /// Where a wave stands; the arms lie a little to either side.
  private func x(_ position: Int, of count: Int) -> Double {
    Self.panel.left + Self.panel.width * (Double(position) + 0.5) / Double(count)
  }

  private func draw(
    _ points: [(x: Double, finding: GrowthFinding)], arm: String, _ axis: ChartAxis, in svg: inout SVG
  ) {
    let offset = arm == "control" ? -5.0 : 5.0
    let colour = ChartPaint.arms[arm == "control" ? 0 : 1]
    let shown = points.compactMap { point in
      point.finding.mean.value.map { (x: point.x + offset, estimate: $0, finding: point.finding) }
    }
    for (first, second) in zip(shown, shown.dropFirst()) {
      svg.line(
        from: (first.x, axis.position(first.estimate.value)), to: (second.x, axis.position(second.estimate.value)),
        stroke: colour, width: 1.6, isDashed: arm == "control")
    }
    for point in shown {
      if let interval = point.estimate.interval {
        svg.line(
          from: (point.x, axis.position(interval.lower)), to: (point.x, axis.position(interval.upper)), stroke: "#222")
      }
      mark(arm, x: point.x, y: axis.position(point.estimate.value), in: &svg)
    }
  }

  /// A square, filled for the experimental arm.
  private func mark(_ arm: String, x: Double, y: Double, in svg: inout SVG) {
    let fill = arm == "control" ? "#fff" : ChartPaint.arms[1]
    svg.rectangle(x: x - 4, y: y - 4, width: 8, height: 8, fill: fill, stroke: "#222")
  }
}
