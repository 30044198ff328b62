import Findings

/// Transition matrices of one outcome as small heat tables: a column of tables for each pair of waves, a row for each arm.
struct TransitionMatrices {
  private let findings: [TransitionFinding]
  private let words: Wording

  private static let cell = (width: 58.0, height: 32.0)
  private static let block = (width: 252.0, height: 152.0)
  private static let headingHeight = 34.0
  private static let levels = ["I", "II", "III"]

  /// Matrices of one outcome.
  init(_ findings: [TransitionFinding], _ words: Wording) {
    self.findings = findings
    self.words = words
  }

  /// The drawing; three pairs of waves stand side by side, further ones below.
  func rendered() -> String {
    var svg = SVG(width: 760, title: words.labels["section_transitions"])
    let pairs = findings.map { [$0.fromWave, $0.toWave] }.withoutRepetition
    var bottom = 0.0
    for (position, pair) in pairs.enumerated() {
      let matrices = findings.filter { [$0.fromWave, $0.toWave] == pair }
      let top = Double(position / 3) * (Self.headingHeight + 2 * Self.block.height)
      let left = Double(position % 3) * Self.block.width
      svg.text(words.wave(pair[0]) + " →", x: left + 4, y: top + 14, size: 11, isBold: true)
      svg.text(words.wave(pair[1]), x: left + 4, y: top + 28, size: 11, isBold: true)
      for (row, matrix) in matrices.enumerated() {
        draw(matrix, left: left, top: top + Self.headingHeight + Double(row) * Self.block.height, in: &svg)
        bottom = max(bottom, top + Self.headingHeight + Double(row + 1) * Self.block.height)
      }
    }
    return svg.rendered(height: bottom)
  }

  private func draw(_ matrix: TransitionFinding, left: Double, top: Double, in svg: inout SVG) {
    svg.text(words.arm(matrix.arm), x: left + 4, y: top + 14, size: 11)
    for (column, level) in Self.levels.enumerated() {
      let x = left + 34 + (Double(column) + 0.5) * Self.cell.width
      svg.text(level, x: x, y: top + 30, size: 11, anchor: .middle)
      svg.text(level, x: left + 26, y: top + 34 + (Double(column) + 0.5) * Self.cell.height + 4, size: 11, anchor: .end)
    }
    for (row, shares) in matrix.shares.prefix(3).enumerated() {
      for (column, share) in shares.prefix(3).enumerated() {
        let place = (x: left + 34 + Double(column) * Self.cell.width, y: top + 34 + Double(row) * Self.cell.height)
        draw(share, at: place, in: &svg)
      }
    }
  }

  private func draw(_ share: Disclosable<Double>, at place: (x: Double, y: Double), in svg: inout SVG) {
    let fill =
      switch share {
      case .shown(let value): ChartPaint.scale(value)
      case .suppressed: ChartPaint.hidden
      case .noData: ChartPaint.absent
      }
    svg.rectangle(
      x: place.x, y: place.y, width: Self.cell.width, height: Self.cell.height, fill: fill, stroke: "#777",
      title: words.written(share, .share(1)))
    guard let value = share.value else { return }
    svg.text(
      words.numbers.write(value, .share(0)), x: place.x + Self.cell.width / 2, y: place.y + 20, size: 12,
      anchor: .middle, fill: ChartPaint.ink(onScale: value))
  }
}
