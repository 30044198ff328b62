import Foundation
internal import Probability

/// The Mantel–Haenszel common odds ratio of an item with two categories.
///
/// **Source.** Mantel & Haenszel (1959); Robins, Breslow & Greenland (1986), Biometrics 42:311, for the error; Holland &
/// Thayer (1988) for items. Verified to 1e-12 relative (`irt_verbagg`).
public struct MantelHaenszelOddsRatio: Sendable, Codable, Equatable {
  /// Log odds of the higher category, focal over reference.
  public let logOddsRatio: Double
  /// For independent persons Robins, Breslow and Greenland's; with clusters |log odds ratio / z| of Mantel's test.
  public let standardError: Double
  /// Chi-squared with continuity correction; `nil` with clusters.
  public let corrected: DifferenceTest?

  /// MH D-DIF on the scale of the Educational Testing Service: 2.35 × log odds ratio, positive in favour of the focal side.
  public var delta: Double { 2.35 * logOddsRatio }

  /// Estimates the ratio; `nil` for other numbers of categories than two, or where one side of the ratio is 0.
  init?(_ answers: MatchedAnswers, _ mantel: MantelTest) {
    guard answers.categoryCount == 2 else { return nil }
    var sums = RatioSums()
    for rows in answers.strata {
      let stratum = MatchedStratum(rows, categoryCount: 2)
      if stratum.focalCount > 0, stratum.referenceCount > 0 { sums.add(stratum) }
    }
    guard sums.r > 0, sums.s > 0 else { return nil }
    logOddsRatio = log(sums.r / sums.s)
    let isIndependent = mantel.clusterCount == nil
    standardError = isIndependent ? sums.variance.squareRoot() : abs(logOddsRatio / mantel.z)
    let distance = abs(mantel.excess) - min(0.5, abs(mantel.excess))
    corrected =
      isIndependent
      ? DifferenceTest(chiSquared: distance * distance / mantel.variance, degreesOfFreedom: 1) : nil
  }

  /// Σ R, Σ S and the products of Robins, Breslow and Greenland.
  private struct RatioSums {
    var r = 0.0
    var s = 0.0
    private var pr = 0.0
    private var psqr = 0.0
    private var qs = 0.0

    mutating func add(_ stratum: MatchedStratum) {
      let n = Double(stratum.count)
      let (a, b) = (Double(stratum.focal[1]), Double(stratum.focal[0]))
      let (c, d) = (Double(stratum.reference[1]), Double(stratum.reference[0]))
      let (p, q, ratio, inverse) = ((a + d) / n, (b + c) / n, a * d / n, b * c / n)
      r += ratio
      s += inverse
      pr += p * ratio
      psqr += p * inverse + q * ratio
      qs += q * inverse
    }

    var variance: Double { pr / (2 * r * r) + psqr / (2 * r * s) + qs / (2 * s * s) }
  }
}
