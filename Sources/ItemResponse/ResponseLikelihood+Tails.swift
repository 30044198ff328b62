import Foundation

extension ResponseLikelihood {
  /// Probabilities that the ability behind a row lies below bounds, given its responses and a prior.
  ///
  /// With the abilities at which a form's expected score crosses the limits of a level they say how sure a level is.
  ///
  /// - Parameters:
  ///   - row: A cell or pattern.
  ///   - bounds: Abilities, which may be infinite.
  ///   - prior: A distribution that the grid covers, as the usual grid covers those of all groups of the fit.
  /// - Returns: One probability per bound.
  /// - Complexity: O(nodes + bounds × answered items).
  ///
  /// **Numerical notes.** The integral over all abilities is a sum over the grid, that of a tail Simpson's rule with
  /// a 48th of the posterior standard deviation; relative errors stay below 1e-5 in tails as small as 1e-8.
  public func probabilities(ofRow row: Int, below bounds: [Double], prior: AbilityDistribution) -> [Double] {
    let posterior = RowPosterior(self, row: row, prior: prior)
    return bounds.map(posterior.probability(below:))
  }
}

/// The posterior density of one row, its largest value at a node near 1.
private struct RowPosterior {
  private let likelihood: ResponseLikelihood
  private let row: Int
  private let prior: AbilityDistribution
  private let largest: Double
  private let total: Double
  private let mean: Double
  private let deviation: Double

  /// Tails further out than so many standard deviations are nothing.
  private static let reach = 9.0
  private static let intervalsPerDeviation = 48.0

  init(_ likelihood: ResponseLikelihood, row: Int, prior: AbilityDistribution) {
    (self.likelihood, self.row, self.prior) = (likelihood, row, prior)
    let grid = likelihood.grid
    let logs = zip(likelihood.logLikelihoods(ofRow: row), grid.logDensity(prior)).map { $0 + $1 }
    let largest = logs.max() ?? 0
    let masses = logs.map { exp($0 - largest) }
    let sum = masses.reduce(0, +)
    let mean = zip(masses, grid.nodes).reduce(0) { $0 + $1.0 * $1.1 } / sum
    let square = zip(masses, grid.nodes).reduce(0) { $0 + $1.0 * ($1.1 - mean) * ($1.1 - mean) }
    (self.largest, self.mean) = (largest, mean)
    total = sum * grid.step
    deviation = (square / sum).squareRoot()
  }

  func probability(below bound: Double) -> Double {
    let end = Self.reach * deviation
    guard bound > mean - end else { return 0 }
    guard bound < mean + end else { return 1 }
    // The shorter tail is integrated: a small probability keeps its digits.
    if bound <= mean { return min(1, integral(from: mean - end, to: bound) / total) }
    return max(0, 1 - integral(from: bound, to: mean + end) / total)
  }

  private func integral(from lower: Double, to upper: Double) -> Double {
    let pairs = max(1, Int(((upper - lower) / deviation * Self.intervalsPerDeviation / 2).rounded(.up)))
    let step = (upper - lower) / Double(2 * pairs)
    let inner = (1..<2 * pairs).reduce(0.0) { sum, node in
      sum + (node % 2 == 1 ? 4 : 2) * density(lower + Double(node) * step)
    }
    return step / 3 * (density(lower) + inner + density(upper))
  }

  private func density(_ theta: Double) -> Double {
    let distance = theta - prior.mean
    let logPrior = -0.5 * log(2 * .pi * prior.variance) - distance * distance / (2 * prior.variance)
    return exp(likelihood.logLikelihood(ofRow: row, at: theta) + logPrior - largest)
  }
}
