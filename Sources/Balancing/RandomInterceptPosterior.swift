internal import Foundation
package import Probability

/// The posterior of a linear regression with a random intercept of the cluster.
///
/// Flat prior on the coefficients and log *σ*, uniform prior on the intraclass correlation *ρ = λ / (1 + λ)*, where *λ*
/// is the variance of the intercepts over that of the residuals. Coefficients and *σ²* integrate out, so that *ρ* is
/// drawn from its marginal posterior, then *σ²*, then the coefficients: one exact draw, no chain.
package struct RandomInterceptPosterior {
  /// One draw.
  package struct Draw {
    /// One per term; 0 for terms that depend on others.
    package var coefficients: [Double]
    /// Variance of the intercepts over the residual variance.
    package var varianceRatio: Double
    package var deviation: Double
  }

  private let moments: ObservedMoments
  private let kept: [Int]
  private let termCount: Int
  private let hasKnownVariance: Bool

  /// Above this the cluster would be all that matters; it keeps *λ* finite.
  private static let largestCorrelation = 0.999
  /// Residual squares below this share of the response's are rounding.
  private static let roundingShare = 1e-14

  /// Reads the moments of terms and response.
  ///
  /// - Parameters:
  ///   - moments: Terms and response over the observed rows.
  ///   - hasKnownVariance: Whether the residual variance is 1, as for a binary latent response.
  package init(_ moments: ObservedMoments, hasKnownVariance: Bool) {
    kept = PackedCholesky.independentColumns(moments.gram, count: moments.termCount)
    termCount = moments.termCount
    self.moments = moments.selecting(kept)
    self.hasKnownVariance = hasKnownVariance
  }

  /// Draws variance ratio, residual deviation and coefficients.
  package func draw(_ stream: inout RandomStream) -> Draw {
    var factor = moments.gram
    let correlation = factor.withUnsafeMutableBufferPointer { workspace in
      GridDraw.draw(from: 0...Self.largestCorrelation, uniform: stream.nextUniform()) {
        logDensity(correlation: $0, workspace)
      }
    }
    let ratio = correlation / (1 - correlation)
    let residual = factor.withUnsafeMutableBufferPointer { workspace in
      fill(workspace, ratio: ratio)
      _ = PackedCholesky.factor(workspace, order: moments.order)
      return residualSquares(workspace)
    }
    var deviation = 1.0
    if !hasKnownVariance {
      let degrees = Double(moments.observationCount - moments.termCount)
      deviation = (residual / ChiSquared(degreesOfFreedom: degrees).quantile(stream.nextUniform())).squareRoot()
    }
    let solution = coefficients(factor, deviation: deviation, &stream)
    var coefficients = [Double](repeating: 0, count: termCount)
    for (term, value) in zip(kept, solution) { coefficients[term] = value }
    return Draw(coefficients: coefficients, varianceRatio: ratio, deviation: deviation)
  }

  /// Logarithm of the marginal posterior density of *ρ*, up to a constant.
  private func logDensity(correlation: Double, _ workspace: UnsafeMutableBufferPointer<Double>) -> Double {
    let ratio = correlation / (1 - correlation)
    fill(workspace, ratio: ratio)
    guard PackedCholesky.factor(workspace, order: moments.order) else { return -.infinity }
    var value = 0.0
    for (size, count) in zip(moments.sizes, moments.sizeCounts) { value -= 0.5 * count * log1p(ratio * size) }
    for term in 0..<moments.termCount { value -= log(workspace[term * (term + 3) / 2]) }
    let residual = residualSquares(workspace)
    if hasKnownVariance { return value - 0.5 * residual }
    return value - 0.5 * Double(moments.observationCount - moments.termCount) * log(residual)
  }

  /// Cross-products under a variance ratio.
  private func fill(_ workspace: UnsafeMutableBufferPointer<Double>, ratio: Double) {
    let count = moments.gram.count
    moments.gram.withUnsafeBufferPointer { gram in
      for position in 0..<count { workspace[position] = gram[position] }
    }
    moments.clusterSquares.withUnsafeBufferPointer { squares in
      for (size, rows) in moments.sizes.enumerated() {
        let weight = ratio / (1 + ratio * rows)
        let offset = size * count
        for position in 0..<count { workspace[position] -= weight * squares[offset + position] }
      }
    }
  }

  private func residualSquares(_ factor: UnsafeMutableBufferPointer<Double>) -> Double {
    let last = factor[moments.gram.count - 1]
    let responseSquares = moments.gram[moments.gram.count - 1]
    return max(last * last, Self.roundingShare * responseSquares, .leastNormalMagnitude)
  }

  /// The solution *b* of *Lᵀb = l + σ z* with the response's row *l* of the factor: mean *(Z'V⁻¹Z)⁻¹Z'V⁻¹y*.
  private func coefficients(_ factor: [Double], deviation: Double, _ stream: inout RandomStream) -> [Double] {
    let count = moments.termCount
    let last = count * (count + 1) / 2
    var solution = (0..<count).map { factor[last + $0] + deviation * stream.nextNormal() }
    for term in stride(from: count - 1, through: 0, by: -1) {
      let start = term * (term + 1) / 2
      solution[term] /= factor[start + term]
      for earlier in 0..<term { solution[earlier] -= factor[start + earlier] * solution[term] }
    }
    return solution
  }
}
