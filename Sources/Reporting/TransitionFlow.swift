import Findings

/// Children's flow between the levels of two waves: a row of drawings for each pair of waves, a column for each arm.
///
/// Drawn from released values only: what is hidden is hatched and shares the width that is left equally, so that no width
/// tells more than the tables do. Level III is on top: bands that rise are children who moved to a higher level.
struct TransitionFlow {
  private let findings: [TransitionFinding]
  private let levels: [LevelShareFinding]
  private let words: Wording

  private static let panel = (width: 376.0, height: 240.0)
  private static let bar = (left: 66.0, right: 298.0, width: 12.0, height: 168.0, gap: 6.0)
  private static let headingHeight = 24.0
  private static let names = ["I", "II", "III"]

  /// Flows of one outcome.
  ///
  /// - Parameters:
  ///   - findings: Matrices of the outcome.
  ///   - levels: Level tables, for the shares at the first wave where a matrix hides its counts.
  ///   - words: Words of the pilot.
  init(_ findings: [TransitionFinding], levels: [LevelShareFinding], _ words: Wording) {
    self.findings = findings
    self.levels = levels
    self.words = words
  }

  /// The drawing; its alternative text says how many moved in each direction.
  func rendered() -> String {
    let pairs = findings.map { [$0.fromWave, $0.toWave] }.withoutRepetition
    let flows = findings.map { FlowShares($0, levels) }
    let readings = zip(findings, flows).map(reading)
    var svg = SVG(width: 760, title: ([words.labels["section_transitions"] + "."] + readings).joined(separator: " "))
    drawLegend(in: &svg)
    for (row, pair) in pairs.enumerated() {
      let top = Self.headingHeight + Double(row) * Self.panel.height
      let own = zip(findings, flows).filter { [$0.0.fromWave, $0.0.toWave] == pair }
      for (column, (finding, flow)) in own.enumerated() {
        draw(flow, of: finding, left: Double(column) * (Self.panel.width + 8), top: top, in: &svg)
      }
    }
    return svg.rendered(height: Self.headingHeight + Double(pairs.count) * Self.panel.height)
  }

  /// How many moved up, stayed and moved down, or the mark where that may not be told.
  private func reading(_ finding: TransitionFinding, _ flow: FlowShares) -> String {
    func written(_ isCounted: (Int, Int) -> Bool) -> String {
      flow.total(where: isCounted).map { words.numbers.write($0, .share(0)) } ?? words.suppressedMark
    }
    return words.labels.text(
      "flow_reading_moves",
      [
        "from": words.wave(finding.fromWave), "to": words.wave(finding.toWave), "arm": words.arm(finding.arm),
        "rose": written { $0 < $1 }, "stayed": written { $0 == $1 }, "fell": written { $0 > $1 },
      ])
  }

  private func drawLegend(in svg: inout SVG) {
    let entries = [
      ("move_rose", ChartPaint.moves.rose), ("move_stayed", ChartPaint.moves.stayed),
      ("move_fell", ChartPaint.moves.fell),
    ]
    for (position, (key, fill)) in entries.enumerated() {
      let x = 4 + 250 * Double(position)
      svg.rectangle(x: x, y: 4, width: 14, height: 14, fill: fill, stroke: "#555")
      svg.text(words.labels[key], x: x + 20, y: 15, size: 11)
    }
  }

  private func draw(_ flow: FlowShares, of finding: TransitionFinding, left: Double, top: Double, in svg: inout SVG) {
    svg.text(words.arm(finding.arm), x: left + Self.bar.left, y: top + 22, size: 12, isBold: true)
    svg.text(words.wave(finding.fromWave), x: left + Self.bar.left, y: top + 40, size: 11)
    svg.text(
      words.wave(finding.toWave), x: left + Self.bar.right + Self.bar.width, y: top + 40, size: 11, anchor: .end)
    let (starts, ends) = (Self.tops(flow.starts.map(\.width), top), Self.tops(flow.endWidths, top))
    drawBands(flow, starts: starts, ends: ends, left: left, in: &svg)
    for level in 0..<3 {
      drawNode(flow.starts[level], level, x: left + Self.bar.left, top: starts[level], isLeft: true, in: &svg)
      drawNode(flow.ends[level], level, x: left + Self.bar.right, top: ends[level], isLeft: false, in: &svg)
    }
  }

  /// Where the bar of each level begins, level III on top.
  private static func tops(_ widths: [Double], _ top: Double) -> [Double] {
    var tops = [0.0, 0, 0]
    var y = top + 48
    for level in (0..<3).reversed() {
      tops[level] = y
      y += widths[level] * bar.height + bar.gap
    }
    return tops
  }

  private func drawNode(
    _ share: FlowShares.Width, _ level: Int, x: Double, top: Double, isLeft: Bool, in svg: inout SVG
  ) {
    let height = share.width * Self.bar.height
    svg.rectangle(
      x: x, y: top, width: Self.bar.width, height: height, fill: share.isShown ? "#555" : ChartPaint.hidden,
      stroke: "#555")
    guard share.width > 0 else { return }
    let text = Self.names[level] + (share.isShown ? "  " + words.numbers.write(share.width, .share(0)) : "")
    svg.text(
      text, x: isLeft ? x - 6 : x + Self.bar.width + 6, y: top + height / 2 + 4, size: 11,
      anchor: isLeft ? .end : .start)
  }

  /// Bands in the order of the levels at both ends, so that they cross as little as can be.
  private func drawBands(
    _ flow: FlowShares, starts: [Double], ends: [Double], left: Double, in svg: inout SVG
  ) {
    var (outgoing, incoming) = (starts, ends)
    for from in (0..<3).reversed() {
      for to in (0..<3).reversed() {
        let band = flow.bands[from][to]
        let height = band.width * Self.bar.height
        guard height > 0 else { continue }
        let fill = from < to ? ChartPaint.moves.rose : from == to ? ChartPaint.moves.stayed : ChartPaint.moves.fell
        svg.band(
          from: (left + Self.bar.left + Self.bar.width, outgoing[from]), to: (left + Self.bar.right, incoming[to]),
          height: height, fill: band.isShown ? fill : ChartPaint.hidden)
        if band.isShown, height > 13, let share = flow.rowShares[from][to] {
          svg.text(
            words.numbers.write(share, .share(0)), x: left + Self.bar.left + Self.bar.width + 6,
            y: outgoing[from] + height / 2 + 4, size: 11, fill: from < to ? "#fff" : "#222")
        }
        outgoing[from] += height
        incoming[to] += height
      }
    }
  }
}
