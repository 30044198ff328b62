import Foundation

/// A linear axis with round ticks.
struct ChartAxis {
  let ticks: [Double]
  /// Decimals that tell the ticks apart.
  let decimals: Int
  private let low: Double
  private let high: Double
  private let from: Double
  private let to: Double

  /// An axis that covers the values, drawn between two coordinates, with four to ten ticks.
  init(covering values: [Double], from: Double, to: Double) {
    let (least, greatest) = (values.min() ?? 0, values.max() ?? 0)
    let span = max(greatest - least, 1e-6)
    let magnitude = pow(10, floor(log10(span / 5)))
    let step = [1.0, 2, 5, 10].map { $0 * magnitude }.first { span / $0 <= 7 } ?? 10 * magnitude
    let (first, last) = (Int((least / step).rounded(.down)), Int((greatest / step).rounded(.up)))
    ticks = (first...max(last, first + 1)).map { Double($0) * step }
    decimals = max(0, Int(-floor(log10(step) + 1e-9)))
    low = ticks[0]
    high = ticks[ticks.count - 1]
    (self.from, self.to) = (from, to)
  }

  /// Coordinate of a value.
  func position(_ value: Double) -> Double { from + (value - low) / (high - low) * (to - from) }
}

extension Sequence where Element: Hashable {
  /// The elements in the order of their first appearance.
  var withoutRepetition: [Element] {
    var seen: Set<Element> = []
    return filter { seen.insert($0).inserted }
  }
}
