import Findings
import Foundation

/// Children and items on one axis: where the arms stand at each wave, and where the items turn to 2 and to 3 points.
///
/// Bars reach one standard deviation to either side of the mean. Where bars lie beyond the items' steps, the marks tell the
/// children apart badly.
struct WrightMap {
  private let scale: ScaleFinding
  private let steps: [[Double]]
  private let words: Wording
  private let axis: ChartAxis

  private static let rowHeight = 20.0
  private static let left = 310.0
  private static let right = 740.0
  private static let dot = 7.0

  /// A map of a scale with its items.
  init(_ scale: ScaleFinding, items: [ItemFinding], _ words: Wording) {
    self.scale = scale
    self.words = words
    steps = (0..<2).map { step in items.compactMap { $0.steps.indices.contains(step) ? $0.steps[step].value : nil } }
    let bounds = scale.abilities.flatMap { ability -> [Double] in
      guard let mean = ability.mean.value, let deviation = ability.standardDeviation.value else { return [] }
      return [mean - deviation, mean + deviation]
    }
    axis = ChartAxis(covering: bounds + steps.flatMap(\.self) + [0], from: Self.left, to: Self.right)
  }

  /// The drawing.
  func rendered() -> String {
    var svg = SVG(width: 760, title: words.labels["wright_map"])
    var y = 12.0
    for ability in scale.abilities {
      draw(ability, y: y, in: &svg)
      y += Self.rowHeight
    }
    for (position, values) in steps.enumerated() {
      let stacks = self.stacks(values)
      let height = Double(max(1, stacks.map(\.count).max() ?? 1)) * Self.dot + 10
      y += height
      svg.text(
        words.labels[position == 0 ? "steps_to_two" : "steps_to_three"], x: Self.left - 8, y: y - 2, size: 11,
        anchor: .end)
      svg.line(from: (Self.left, y), to: (Self.right, y), stroke: "#999")
      draw(stacks, base: y, isFilled: position == 1, in: &svg)
    }
    for tick in axis.ticks {
      svg.text(
        words.numbers.write(tick, .signed(axis.decimals)), x: axis.position(tick), y: y + 18, size: 11, anchor: .middle)
    }
    return svg.rendered(height: y + 28)
  }

  private func draw(_ ability: ScaleFinding.Ability, y: Double, in svg: inout SVG) {
    let name = words.wave(ability.wave) + ", " + words.arm(ability.arm)
    svg.text(name, x: Self.left - 8, y: y + 4, size: 11, anchor: .end)
    guard let mean = ability.mean.value, let deviation = ability.standardDeviation.value else {
      svg.text(words.written(ability.mean, .decimal(2)), x: Self.left + 4, y: y + 4, size: 11)
      return
    }
    let (low, high) = (axis.position(mean - deviation), axis.position(mean + deviation))
    let fill = ChartPaint.arms[ability.arm == "control" ? 0 : 1]
    svg.rectangle(x: low, y: y - 5, width: high - low, height: 10, fill: fill, stroke: "#555")
    svg.line(from: (axis.position(mean), y - 8), to: (axis.position(mean), y + 8), width: 2)
  }

  /// Values by the dot that they fall on.
  private func stacks(_ values: [Double]) -> [(x: Double, count: Int)] {
    let columns = Dictionary(grouping: values) { (axis.position($0) / Self.dot).rounded() }
    return columns.sorted { $0.key < $1.key }.map { ($0.key * Self.dot, $0.value.count) }
  }

  private func draw(_ stacks: [(x: Double, count: Int)], base: Double, isFilled: Bool, in svg: inout SVG) {
    for stack in stacks {
      for level in 0..<stack.count {
        svg.rectangle(
          x: stack.x - Self.dot / 2 + 0.5, y: base - Double(level + 1) * Self.dot, width: Self.dot - 1,
          height: Self.dot - 1, fill: isFilled ? "#444" : "#fff", stroke: "#444")
      }
    }
  }
}
