import Findings

/// One indicator of the places of a level against the limits of chance at their size.
///
/// Hollow marks lie inside the limits of 95 %, grey ones outside of them, dark ones outside those of 99.8 %. Places
/// outside are named at the right, in the order of their values.
struct FunnelPlot {
  private let funnel: FunnelFinding
  private let points: [(place: FunnelFinding.Point, size: Double, value: Double)]
  private let words: Wording
  private let across: ChartAxis
  private let upward: ChartAxis

  private static let plot = (left: 62.0, right: 500.0, top: 14.0, bottom: 296.0)

  /// A plot, or `nil` when fewer than two places may be shown.
  init?(_ funnel: FunnelFinding, _ words: Wording) {
    self.funnel = funnel
    self.words = words
    points = funnel.points.compactMap { point in
      guard let size = point.size.value, let value = point.value.value else { return nil }
      return (point, size, value)
    }.sorted { ($0.size, $0.place.place) < ($1.size, $1.place.place) }
    guard points.count > 1 else { return nil }
    let limits = points.flatMap { [$0.value, $0.place.outer.lower, $0.place.outer.upper] }
    across = ChartAxis(covering: points.map(\.size) + [0], from: Self.plot.left, to: Self.plot.right)
    upward = ChartAxis(covering: limits + [funnel.target], from: Self.plot.bottom, to: Self.plot.top)
  }

  /// The drawing.
  func rendered() -> String {
    var svg = SVG(
      width: 764, title: words.labels.text("figure_funnel_title", ["indicator": funnel.name[words.language]]))
    drawAxes(in: &svg)
    drawLimits(in: &svg)
    for point in points { mark(point.place, x: across.position(point.size), y: upward.position(point.value), in: &svg) }
    drawNames(in: &svg)
    return svg.rendered(height: Self.plot.bottom + 40)
  }

  private func drawAxes(in svg: inout SVG) {
    for tick in upward.ticks {
      let y = upward.position(tick)
      svg.line(from: (Self.plot.left, y), to: (Self.plot.right, y), stroke: "#e4e4e4")
      svg.text(
        words.value(tick, unit: funnel.unit, upward.decimals), x: Self.plot.left - 6, y: y + 4, size: 11, anchor: .end)
    }
    for tick in across.ticks {
      svg.text(
        words.numbers.write(tick, .decimal(across.decimals)), x: across.position(tick), y: Self.plot.bottom + 16,
        size: 11, anchor: .middle)
    }
    svg.text(
      words.labels["funnel_size"], x: (Self.plot.left + Self.plot.right) / 2, y: Self.plot.bottom + 33, size: 11,
      anchor: .middle)
    let target = upward.position(funnel.target)
    svg.line(from: (Self.plot.left, target), to: (Self.plot.right, target), width: 1.2)
  }

  private func drawLimits(in svg: inout SVG) {
    func line(_ bound: (FunnelFinding.Point) -> Double) -> [(x: Double, y: Double)] {
      points.map { (across.position($0.size), upward.position(bound($0.place))) }
    }
    for bound in [\FunnelFinding.Point.inner.lower, \.inner.upper] {
      svg.polyline(line { $0[keyPath: bound] }, stroke: "#555", isDashed: true)
    }
    for bound in [\FunnelFinding.Point.outer.lower, \.outer.upper] {
      svg.polyline(line { $0[keyPath: bound] }, stroke: "#555", width: 1.4)
    }
  }

  private func mark(_ point: FunnelFinding.Point, x: Double, y: Double, in svg: inout SVG) {
    let fill = point.isOutsideOuter.value == true ? "#8a0f1a" : point.isOutsideInner.value == true ? "#aaa" : "#fff"
    svg.rectangle(
      x: x - 4, y: y - 4, width: 8, height: 8, fill: fill, stroke: "#222", title: point.name[words.language])
  }

  /// Names of the places outside the limits, pushed apart where their values are close.
  private func drawNames(in svg: inout SVG) {
    let outside = points.filter { $0.place.isOutsideInner.value == true }.sorted { $0.value > $1.value }
    let tops = spread(outside.map { upward.position($0.value) })
    for (point, y) in zip(outside, tops) {
      let (x, level) = (across.position(point.size), upward.position(point.value))
      svg.polyline([(x + 4, level), (Self.plot.right + 14, y), (Self.plot.right + 22, y)], stroke: "#999", width: 0.8)
      svg.text(
        point.place.name[words.language], x: Self.plot.right + 26, y: y + 4, size: 11,
        isBold: point.place.isOutsideOuter.value == true)
    }
  }

  /// Heights in rising order, at least one line apart and within the plot where there is room.
  private func spread(_ heights: [Double]) -> [Double] {
    var result: [Double] = []
    for height in heights { result.append(max(height, (result.last ?? -.infinity) + 14)) }
    let excess = max(0, (result.last ?? 0) - Self.plot.bottom)
    guard excess > 0 else { return result }
    var limit = Self.plot.bottom
    for position in result.indices.reversed() {
      result[position] = min(result[position], limit)
      limit = result[position] - 14
    }
    return result
  }
}
