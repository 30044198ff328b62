import Findings

/// How probable each rank is for each region: regions × ranks, rank 1 having the highest index.
///
/// Dark cells also hold their per cents; the line closes the highest fifth.
struct RankHeatMap {
  private let regions: [(name: String, rank: RiskFinding.Rank)]
  private let highestCount: Int
  private let words: Wording

  private static let left = 232.0
  private static let top = 34.0
  private static let rowHeight = 19.0

  /// A map of the regions whose ranks are known, or `nil` for fewer than two.
  init?(_ places: [RiskFinding], highestCount: Int, _ words: Wording) {
    let known = places.compactMap { place in place.rank.value.map { (name: place.name[words.language], rank: $0) } }
    guard known.count > 1 else { return nil }
    regions = known.sorted { ($0.rank.expected, $0.name) < ($1.rank.expected, $1.name) }
    self.highestCount = highestCount
    self.words = words
  }

  private var rankCount: Int { regions.map(\.rank.probabilities.count).max() ?? 1 }
  private var cellWidth: Double { (764 - Self.left - 6) / Double(rankCount) }

  /// The drawing.
  func rendered() -> String {
    var svg = SVG(width: 764, title: words.labels["figure_ranks_title"])
    svg.text(words.labels["rank_axis"], x: Self.left, y: 12, size: 11)
    for rank in 0..<rankCount {
      let x = Self.left + (Double(rank) + 0.5) * cellWidth
      svg.text(String(rank + 1), x: x, y: Self.top - 6, size: 10.5, anchor: .middle)
    }
    for (row, region) in regions.enumerated() { draw(region, y: Self.top + Double(row) * Self.rowHeight, in: &svg) }
    let bottom = Self.top + Double(regions.count) * Self.rowHeight
    let edge = Self.left + Double(highestCount) * cellWidth
    svg.line(from: (edge, Self.top - 18), to: (edge, bottom + 4), width: 2)
    return svg.rendered(height: bottom + 10)
  }

  private func draw(_ region: (name: String, rank: RiskFinding.Rank), y: Double, in svg: inout SVG) {
    svg.text(region.name, x: Self.left - 8, y: y + 13, size: 11, anchor: .end)
    for (rank, probability) in region.rank.probabilities.enumerated() {
      let x = Self.left + Double(rank) * cellWidth
      let shade = min(1, probability / 0.5)
      svg.rectangle(
        x: x, y: y, width: cellWidth - 1, height: Self.rowHeight - 1,
        fill: probability < 0.005 ? "#fff" : ChartPaint.scale(shade), stroke: "#ddd",
        title: "\(region.name), \(rank + 1): \(words.numbers.write(probability, .share(0)))")
      guard probability >= 0.05 else { continue }
      svg.text(
        words.numbers.write(100 * probability, .decimal(0)), x: x + (cellWidth - 1) / 2, y: y + 13, size: 9.5,
        anchor: .middle, fill: ChartPaint.ink(onScale: shade))
    }
  }
}
