import Findings

/// The regions of Kazakhstan as equal tiles, each roughly where it lies, shaded by risk index.
///
/// Tiles give the smallest region as much room as the largest: what counts is the index, not the area.
struct TileMap {
  /// Column and row of each region's tile.
  private static let positions: [String: (column: Int, row: Int)] = [
    "KZ-59": (3, 0), "KZ-27": (0, 1), "KZ-15": (1, 1), "KZ-39": (2, 1), "KZ-11": (3, 1), "KZ-71": (4, 1),
    "KZ-55": (5, 1), "KZ-23": (0, 2), "KZ-62": (3, 2), "KZ-35": (4, 2), "KZ-10": (5, 2), "KZ-63": (6, 2),
    "KZ-47": (0, 3), "KZ-43": (2, 3), "KZ-61": (3, 3), "KZ-31": (4, 3), "KZ-19": (5, 3), "KZ-33": (6, 3),
    "KZ-79": (3, 4), "KZ-75": (5, 4),
  ]
  private static let tile = (width: 108.0, height: 76.0)
  private static let size = (width: 764.0, height: 452.0)

  private let regions: [RiskFinding]
  private let words: Wording
  private let link: ((String) -> String)?
  /// Index values of the lightest and the darkest shade: the tens around the values shown, at least 20 apart.
  private let shades: ClosedRange<Double>

  /// A map, or `nil` when none of the regions has a place on it.
  ///
  /// - Parameters:
  ///   - regions: Risk of the regions.
  ///   - words: Words and numbers of the pilot.
  ///   - link: Address of a region's page, for maps that are clicked on.
  init?(_ regions: [RiskFinding], _ words: Wording, link: ((String) -> String)? = nil) {
    self.regions = regions.filter { Self.positions[$0.place] != nil }
    guard !self.regions.isEmpty else { return nil }
    self.words = words
    self.link = link
    let values = self.regions.compactMap(\.index.value?.value)
    let lower = min(80, max(0, ((values.min() ?? 0) / 10).rounded(.down) * 10))
    let upper = min(100, max(lower + 20, ((values.max() ?? 100) / 10).rounded(.up) * 10))
    shades = lower...upper
  }

  /// Place of an index between the lightest and the darkest shade, in [0, 1].
  private func shade(_ value: Double) -> Double {
    (value - shades.lowerBound) / (shades.upperBound - shades.lowerBound)
  }

  /// The drawing.
  func rendered() -> String {
    var svg = SVG(width: Self.size.width, title: words.labels["risk_index"])
    for region in regions {
      if let link { svg.open(link(region.place)) }
      draw(region, in: &svg)
      if link != nil { svg.close() }
    }
    drawLegend(in: &svg)
    return svg.rendered(height: Self.size.height)
  }

  private func draw(_ region: RiskFinding, in svg: inout SVG) {
    guard let position = Self.positions[region.place] else { return }
    let x = 2 + Double(position.column) * Self.tile.width
    let y = 2 + Double(position.row) * Self.tile.height
    let (fill, ink) = paint(region.index)
    svg.rectangle(
      x: x, y: y, width: Self.tile.width - 5, height: Self.tile.height - 5, fill: fill, stroke: "#555",
      title: region.name[words.language])
    if region.index.value == nil {
      svg.rectangle(x: x + 4, y: y + 4, width: Self.tile.width - 13, height: Self.tile.height - 30, fill: "#fff")
    }
    let center = x + (Self.tile.width - 5) / 2
    for (line, text) in TextLines.broken(region.name[words.language], width: 15).prefix(3).enumerated() {
      svg.text(text, x: center, y: y + 15 + 12 * Double(line), size: 10.5, anchor: .middle, fill: ink)
    }
    if region.hasRaisedFlag {
      svg.rectangle(x: x + 4, y: y + 48, width: 17, height: 18, fill: "#fff", stroke: "#a31621")
      svg.flag(x: x + 8, y: y + 51)
    }
    if let score = region.index.value {
      let value = words.numbers.write(score.value, .decimal(0))
      svg.text(value, x: center, y: y + 64, size: 16, anchor: .middle, fill: ink, isBold: true)
    }
  }

  private func paint(_ index: Disclosable<RiskFinding.Score>) -> (fill: String, ink: String) {
    switch index {
    case .shown(let score): (ChartPaint.scale(shade(score.value)), ChartPaint.ink(onScale: shade(score.value)))
    case .suppressed: (ChartPaint.hidden, "#222")
    case .noData: (ChartPaint.absent, "#222")
    }
  }

  private func drawLegend(in svg: inout SVG) {
    let y = Self.size.height - 50
    for step in 0..<20 {
      svg.rectangle(x: 4 + 11 * Double(step), y: y, width: 11.5, height: 14, fill: ChartPaint.scale(Double(step) / 19))
    }
    svg.rectangle(x: 4, y: y, width: 220, height: 14, fill: "none", stroke: "#555")
    for value in stride(from: shades.lowerBound, through: shades.upperBound, by: 10) {
      let x = 6 + 216 * shade(value)
      svg.text(words.numbers.write(value, .count), x: x, y: y + 28, size: 11, anchor: .middle)
    }
    svg.text(words.labels["risk_index"], x: 4, y: y - 6, size: 11)
    let marks = [(ChartPaint.hidden, words.suppressedMark), (ChartPaint.absent, words.noDataMark)]
    for (position, mark) in marks.enumerated() {
      let x = 270 + 210 * Double(position)
      svg.rectangle(x: x, y: y, width: 24, height: 14, fill: mark.0, stroke: "#555")
      svg.text(mark.1, x: x + 32, y: y + 12, size: 11)
    }
  }
}
