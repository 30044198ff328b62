import Foundation

/// A mean over simulated pilots, which are the independent units.
public struct MonteCarloMean {
  public let mean: Double
  /// 0 with fewer than two pilots.
  public let standardError: Double

  /// The mean of all values, with the error of a ratio of sums over pilots.
  public init(_ values: [(pilot: UInt64, value: Double)]) {
    let sums = Dictionary(grouping: values, by: \.pilot).sorted { $0.key < $1.key }.map { _, own in
      (sum: own.reduce(0) { $0 + $1.value }, count: Double(own.count))
    }
    let total = max(1, sums.reduce(0) { $0 + $1.count })
    let mean = sums.reduce(0) { $0 + $1.sum } / total
    let squares = sums.reduce(0) { $0 + ($1.sum - mean * $1.count) * ($1.sum - mean * $1.count) }
    let pilots = Double(sums.count)
    self.mean = mean
    standardError = (pilots / max(1, pilots - 1) * squares).squareRoot() / total
  }

  /// Mean and error as text.
  public func text(_ format: String, scale: Double = 1) -> String {
    String(format: "\(format) ± \(format)", scale * mean, scale * standardError)
  }
}

/// Rows of cells as a Markdown table.
public func markdown(heading: [String], _ rows: [[String]]) -> String {
  ([heading, heading.map { _ in "---" }] + rows).map { "| " + $0.joined(separator: " | ") + " |" }
    .joined(separator: "\n")
}
