import Findings

/// Effects with their intervals, one line each, grouped by outcome.
struct ForestPlot {
  private let effects: [EffectFinding]
  private let words: Wording
  private let axis: ChartAxis

  private static let width = 760.0
  private static let rowHeight = 22.0
  private static let top = 14.0

  /// A plot of the effects; outcomes in the order of their first effect.
  init(_ effects: [EffectFinding], _ words: Wording) {
    self.effects = effects
    self.words = words
    let bounds = effects.compactMap(\.estimate.value).flatMap { [$0.value, $0.interval?.lower, $0.interval?.upper] }
      .compactMap(\.self)
    axis = ChartAxis(covering: bounds + [0], from: 190, to: 560)
  }

  /// The drawing.
  func rendered() -> String {
    var svg = SVG(width: Self.width, title: words.labels["effect"])
    let outcomes = effects.map(\.outcome).withoutRepetition
    let bottom = Self.top + Double(outcomes.count + effects.count) * Self.rowHeight
    drawAxis(bottom: bottom, in: &svg)
    var y = Self.top
    for outcome in outcomes {
      svg.text(words.capitalized(words.outcome(outcome)), x: 4, y: y + 15, isBold: true)
      y += Self.rowHeight
      for effect in effects where effect.outcome == outcome {
        draw(effect, y: y + Self.rowHeight / 2, in: &svg)
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

  /// Grid lines behind one effect; they leave the lines with names free.
  private func drawGrid(around y: Double, in svg: inout SVG) {
    for tick in axis.ticks {
      let (x, half) = (axis.position(tick), Self.rowHeight / 2)
      svg.line(from: (x, y - half), to: (x, y + half), stroke: tick == 0 ? "#222" : "#ddd", isDashed: tick == 0)
    }
  }

  private func draw(_ effect: EffectFinding, y: Double, in svg: inout SVG) {
    drawGrid(around: y, in: &svg)
    svg.text(words.wave(effect.wave), x: 18, y: y + 4)
    guard let estimate = effect.estimate.value else {
      svg.text(words.cell(effect.estimate) { _ in words.absent }.text, x: 575, y: y + 4, size: 11)
      return
    }
    if let interval = estimate.interval {
      let (lower, upper) = (axis.position(interval.lower), axis.position(interval.upper))
      svg.line(from: (lower, y), to: (upper, y), width: 1.6)
      for end in [lower, upper] { svg.line(from: (end, y - 4), to: (end, y + 4), width: 1.6) }
    }
    let middle = axis.position(estimate.value)
    svg.rectangle(x: middle - 4.5, y: y - 4.5, width: 9, height: 9, fill: ChartPaint.arms[1], stroke: "#222")
    let bounds = estimate.interval.map { " (" + words.interval($0, .signed(2)) + ")" } ?? ""
    svg.text(words.numbers.write(estimate.value, .signed(2)) + bounds, x: 575, y: y + 4, size: 11)
  }
}
