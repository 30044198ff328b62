import Foundation
public import Moments

/// Pairs of items whose residuals go together beyond what the ability explains.
///
/// Q3 is the correlation of the residuals x − E(θ̂), persons at Warm's estimates, over those who answered both items. Its mean
/// over pairs is below 0, as persons' estimates use the same answers; the average is subtracted (Q3*). There is no single
/// critical value: 0.2 above the average is a common one.
///
/// **Source.** Yen (1984), Applied Psychological Measurement 8:125; Christensen, Makransky & Horton (2017), Applied
/// Psychological Measurement 41:178.
public struct LocalDependence: Sendable, Codable, Equatable {
  /// One pair of items.
  public struct Pair: Sendable, Codable, Equatable {
    public let first: String
    public let second: String
    /// Correlation of the residuals.
    public let q3: Double
    /// Q3 less the average over all pairs.
    public let aboveAverage: Double
    /// Persons who answered both.
    public let personCount: Int
  }

  /// Pairs in the order of the items; those without variance of residuals are left out.
  public let pairs: [Pair]
  /// Mean of Q3 over the pairs; `nil` without pairs.
  public let average: Double?

  /// Pairs whose Q3 is above the average by at least a limit, the strongest first.
  public func flagged(limit: Double = 0.2) -> [Pair] {
    pairs.filter { $0.aboveAverage >= limit }.sorted { $0.aboveAverage > $1.aboveAverage }
  }

  /// Computes the correlations.
  ///
  /// - Parameters:
  ///   - calibration: A fit of the Rasch family.
  ///   - moments: The moments behind it.
  /// - Throws: `ItemResponseError.scoreNotSufficient`, `.itemNotCalibrated`, `.categoryNotCalibrated`.
  /// - Complexity: O(items² × cells).
  public init(_ calibration: ItemResponseFit, _ moments: ItemMoments) throws(ItemResponseError) {
    let residuals = try CalibratedResiduals(calibration, moments)
    let columns = calibration.items.indices.map { ResidualColumn(residuals, item: $0) }
    var found: [(first: Int, second: Int, q3: Double, count: Int)] = []
    for first in columns.indices {
      for second in columns.indices.dropFirst(first + 1) {
        guard let (q3, count) = correlation(residuals, columns, first, second) else { continue }
        found.append((first, second, q3, count))
      }
    }
    let mean = found.isEmpty ? nil : found.reduce(0) { $0 + $1.q3 } / Double(found.count)
    average = mean
    pairs = found.map { pair in
      Pair(
        first: calibration.items[pair.first].item, second: calibration.items[pair.second].item, q3: pair.q3,
        aboveAverage: pair.q3 - (mean ?? 0), personCount: pair.count)
    }
  }
}

/// What the residuals of one item add up to in each cell that holds it.
private struct ResidualColumn {
  /// n, Σ x, Σ (x − E)² and E per cell; `nil` where the cell does not hold the item.
  let cells: [(count: Double, sum: Double, squares: Double, mean: Double)?]

  init(_ residuals: CalibratedResiduals, item: Int) {
    cells = residuals.moments.cells.indices.map { cell in
      guard let expectation = residuals.expectations[item][cell],
        let counts = residuals.counts(of: item, inCell: cell)
      else { return nil }
      let (count, sum, _) = momentSums(counts)
      return (Double(count), Double(sum), expectation.squaredResiduals(counts).sum, expectation.mean)
    }
  }
}

/// The correlation of two items' residuals d = x − E, with Σ d₁d₂ = Σ x₁x₂ − Σ over cells (E₂ Σx₁ + E₁ Σx₂ − n E₁E₂).
private func correlation(
  _ residuals: CalibratedResiduals, _ columns: [ResidualColumn], _ first: Int, _ second: Int
) -> (q3: Double, count: Int)? {
  guard let one = residuals.positions[first], let other = residuals.positions[second] else { return nil }
  let table = residuals.moments.pairTable(min(one, other), max(one, other), of: nil)
  let width = residuals.moments.categoryCounts[max(one, other)]
  var product = table.indices.reduce(0.0) { $0 + Double(($1 / width) * ($1 % width) * table[$1]) }
  var (n, sums, squares) = (0.0, (0.0, 0.0), (0.0, 0.0))
  for (a, b) in zip(columns[first].cells, columns[second].cells) {
    guard let a, let b else { continue }
    n += a.count
    product -= b.mean * a.sum + a.mean * b.sum - a.count * a.mean * b.mean
    sums = (sums.0 + a.sum - a.count * a.mean, sums.1 + b.sum - b.count * b.mean)
    squares = (squares.0 + a.squares, squares.1 + b.squares)
  }
  let variances = (squares.0 - sums.0 * sums.0 / n, squares.1 - sums.1 * sums.1 / n)
  guard n > 2, variances.0 > 0, variances.1 > 0 else { return nil }
  return ((product - sums.0 * sums.1 / n) / (variances.0 * variances.1).squareRoot(), Int(n))
}
