import Findings

/// Estimates with their intervals, one line each, under the headings of their groups.
struct ForestPlot {
  /// One line of the plot.
  struct Line {
    let name: String
    let value: Double?
    let interval: Interval?
    /// Said in place of the numbers when there is no value.
    let mark: String
    /// A wider interval drawn thin, as for a further region; makes the line a summary.
    var prediction: Interval?
  }

  private let groups: [(heading: String?, lines: [Line])]
  private let words: Wording
  private let axis: ChartAxis
  private let title: String

  private static let width = 760.0
  private static let rowHeight = 22.0
  private static let top = 14.0

  /// A plot of the lines in the order given.
  init(_ groups: [(heading: String?, lines: [Line])], title: String, _ words: Wording) {
    self.groups = groups
    self.words = words
    self.title = title
    let bounds = groups.flatMap(\.lines).flatMap { line in
      [line.value, line.interval?.lower, line.interval?.upper, line.prediction?.lower, line.prediction?.upper]
    }
    axis = ChartAxis(covering: bounds.compactMap(\.self) + [0], from: 215, to: 570)
  }

  /// The drawing.
  func rendered() -> String {
    var svg = SVG(width: Self.width, title: title)
    let rowCount = groups.reduce(0) { $0 + $1.lines.count + ($1.heading == nil ? 0 : 1) }
    let bottom = Self.top + Double(rowCount) * Self.rowHeight
    drawAxis(bottom: bottom, in: &svg)
    var y = Self.top
    for group in groups {
      if let heading = group.heading {
        svg.text(heading, x: 4, y: y + 15, isBold: true)
        y += Self.rowHeight
      }
      for line in group.lines {
        draw(line, y: y + Self.rowHeight / 2, in: &svg)
        y += Self.rowHeight
      }
    }
    return svg.rendered(height: bottom + 26)
  }

  private func drawAxis(bottom: Double, in svg: inout SVG) {
    for tick in axis.ticks {
      let x = axis.position(tick)
      svg.text(words.numbers.write(tick, .signed(axis.decimals)), x: x, y: bottom + 16, size: 11, anchor: .middle)
    }
  }

  /// Grid lines behind one line; they leave the headings free.
  private func drawGrid(around y: Double, in svg: inout SVG) {
    for tick in axis.ticks {
      let (x, half) = (axis.position(tick), Self.rowHeight / 2)
      svg.line(from: (x, y - half), to: (x, y + half), stroke: tick == 0 ? "#222" : "#ddd", isDashed: tick == 0)
    }
  }

  private func draw(_ line: Line, y: Double, in svg: inout SVG) {
    drawGrid(around: y, in: &svg)
    svg.text(line.name, x: 18, y: y + 4, isBold: line.prediction != nil)
    guard let value = line.value else {
      svg.text(line.mark, x: 585, y: y + 4, size: 11)
      return
    }
    if let prediction = line.prediction {
      svg.line(from: (axis.position(prediction.lower), y), to: (axis.position(prediction.upper), y), width: 0.8)
    }
    if let interval = line.interval { draw(interval, y: y, width: line.prediction == nil ? 1.6 : 4, in: &svg) }
    let middle = axis.position(value)
    svg.rectangle(x: middle - 4.5, y: y - 4.5, width: 9, height: 9, fill: ChartPaint.arms[1], stroke: "#222")
    let bounds = line.interval.map { " (" + words.interval($0, .signed(3)) + ")" } ?? ""
    svg.text(words.numbers.write(value, .signed(3)) + bounds, x: 585, y: y + 4, size: 11)
  }

  private func draw(_ interval: Interval, y: Double, width: Double, in svg: inout SVG) {
    let (lower, upper) = (axis.position(interval.lower), axis.position(interval.upper))
    svg.line(from: (lower, y), to: (upper, y), width: width)
    for end in [lower, upper] { svg.line(from: (end, y - 4), to: (end, y + 4), width: 1.6) }
  }
}
