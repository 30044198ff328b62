internal import Foundation
internal import Probability

/// The abilities of all rows while they are sampled, and what they differ from their prediction by.
///
/// An ability is drawn by an independence Metropolis–Hastings step. The proposal takes the likelihood as normal around the
/// row's own posterior mean; the acceptance ratio makes up for what it is not, so that nothing of the approximation stays.
final class AbilityRows {
  let count: Int
  /// Cell of each row; −1 for a row without an answer.
  let cells: [Int32]
  private let interpolant: LikelihoodInterpolant
  let theta: UnsafeMutablePointer<Double>
  /// Ability less prediction.
  let residuals: UnsafeMutablePointer<Double>
  /// Log-likelihood less its normal approximation *b θ − c θ² / 2*, at the present ability.
  private let logRatios: UnsafeMutablePointer<Double>
  private let linear: UnsafeMutablePointer<Double>
  private let quadratic: UnsafeMutablePointer<Double>
  private let normals: UnsafeMutableBufferPointer<Double>
  /// Sums of the abilities since `sumCount` was 0.
  private let sums: UnsafeMutablePointer<Double>
  private var sumCount = 0

  /// Starts at the given abilities, where predictions are taken as 0.
  init(cells: [Int32], interpolant: LikelihoodInterpolant, abilities: [Double]) {
    self.cells = cells
    self.interpolant = interpolant
    count = cells.count
    theta = .allocate(capacity: 7 * count)
    theta.initialize(repeating: 0, count: 7 * count)
    residuals = theta + count
    logRatios = theta + 2 * count
    linear = theta + 3 * count
    quadratic = theta + 4 * count
    normals = UnsafeMutableBufferPointer(start: theta + 5 * count, count: count)
    sums = theta + 6 * count
    for (row, ability) in abilities.enumerated() {
      theta[row] = ability
      residuals[row] = ability
      sums[row] = ability
    }
    sumCount = 1
    adapt()
  }

  deinit { theta.deallocate() }

  /// The abilities as they are.
  var abilities: [Double] { Array(UnsafeBufferPointer(start: theta, count: count)) }

  /// Sum of squares of the residuals.
  var squares: Double { UnsafeBufferPointer(start: residuals, count: count).reduce(0) { $0 + $1 * $1 } }

  /// Adds the abilities to their sums.
  func accumulate() {
    for row in 0..<count { sums[row] += theta[row] }
    sumCount += 1
  }

  /// Expands every likelihood at the row's mean ability since the last time, and starts the mean anew.
  func adapt() {
    let share = 1 / Double(max(1, sumCount))
    interpolant.withReader { reader in
      for row in 0..<count where cells[row] >= 0 {
        let (cell, mean) = (Int(cells[row]), sums[row] * share)
        let (slope, information) = reader.expansion(cell: cell, at: mean)
        quadratic[row] = information
        linear[row] = slope + information * mean
        logRatios[row] = reader.value(cell: cell, at: theta[row]) - approximation(row, theta[row])
      }
    }
    for row in 0..<count { sums[row] = 0 }
    sumCount = 0
  }

  @inline(__always) private func approximation(_ row: Int, _ theta: Double) -> Double {
    theta * (linear[row] - 0.5 * quadratic[row] * theta)
  }

  /// Draws every ability given its prediction.
  ///
  /// - Returns: How many of the proposals were accepted, rows without an answer apart.
  func draw(residualVariance: Double, _ stream: inout RandomStream) -> Int {
    stream.fillWithNormals(normals)
    propose(residualVariance)
    return interpolant.withReader { reader in
      cells.withUnsafeBufferPointer { accept(reader, $0, &stream) }
    }
  }

  /// Turns the normal numbers into proposed residuals.
  private func propose(_ residualVariance: Double) {
    let precision = 1 / residualVariance
    for row in 0..<count {
      let variance = 1 / (precision + quadratic[row])
      let pull = linear[row] - quadratic[row] * (theta[row] - residuals[row])
      normals[row] = pull * variance + variance.squareRoot() * normals[row]
    }
  }

  private func accept(
    _ reader: LikelihoodInterpolant.Reader, _ cells: UnsafeBufferPointer<Int32>, _ stream: inout RandomStream
  ) -> Int {
    var acceptedCount = 0
    var decisions = SharedUniforms()
    let (lowest, highest) = (interpolant.support.lowerBound, interpolant.support.upperBound)
    for row in 0..<count {
      let cell = Int(cells[row])
      let proposal = theta[row] - residuals[row] + normals[row]
      if cell >= 0 {
        let logRatio = reader.value(cell: cell, at: proposal) - approximation(row, proposal)
        guard decisions.accepts(logRatio - logRatios[row], &stream), proposal > lowest, proposal < highest else {
          continue
        }
        logRatios[row] = logRatio
        acceptedCount += 1
      }
      theta[row] = proposal
      residuals[row] = normals[row]
    }
    return acceptedCount
  }
}
