import Foundation
internal import LinearAlgebra
internal import Probability

/// A statistic referred to the chi-squared distribution, or to F where clusters are few.
public struct DifferenceTest: Sendable, Codable, Equatable {
  public let statistic: Double
  public let degreesOfFreedom: Int
  public let pValue: Double

  /// Refers a statistic to chi-squared; `nil` when it is not a number.
  init?(chiSquared statistic: Double, degreesOfFreedom: Int) {
    guard statistic.isFinite, degreesOfFreedom > 0 else { return nil }
    self.statistic = max(0, statistic)
    self.degreesOfFreedom = degreesOfFreedom
    pValue = ChiSquared(degreesOfFreedom: Double(degreesOfFreedom)).upperTail(max(0, statistic))
  }

  /// Refers a Wald statistic over its degrees of freedom to F; `nil` when it is not a number or clusters are too few.
  init?(wald statistic: Double, degreesOfFreedom: Int, clusterCount: Int) {
    guard statistic.isFinite, degreesOfFreedom > 0, clusterCount > degreesOfFreedom else { return nil }
    self.statistic = statistic
    self.degreesOfFreedom = degreesOfFreedom
    let f = FisherF(
      numeratorDegreesOfFreedom: Double(degreesOfFreedom), denominatorDegreesOfFreedom: Double(clusterCount - 1))
    pValue = f.upperTail(statistic / Double(degreesOfFreedom))
  }
}

/// Mantel's comparison of an item's mean between sides at equal score, with its effect sizes.
///
/// A positive difference is in favour of the focal side. With clusters the variance is that of the clusters' summed
/// contributions; it needs about 20 clusters.
///
/// **Source.** Mantel (1963); Zwick, Donoghue & Grima (1993), Journal of Educational Measurement 30:233; Dorans & Schmitt
/// (1993) for the standardised mean difference; Liu & Agresti (1996), Biometrics 52:1223. Verified to 1e-12 relative
/// (`irt_verbagg`).
public struct MantelTest: Sendable, Codable, Equatable {
  /// Points of the focal side beyond what its strata lead to expect.
  public let excess: Double
  /// Variance of the excess under equal treatment.
  public let variance: Double
  /// Strata with both sides, and persons in them.
  public let strataCount: Int
  public let personCount: Int
  /// `nil` when persons were taken as independent.
  public let clusterCount: Int?
  /// excess / √variance and its square's p-value.
  public let z: Double
  public let pValue: Double
  /// Points that the focal side is ahead at equal score, averaged over the focal side.
  public let meanDifference: Double
  /// The mean difference in standard deviations of the item; `nil` when the item does not vary.
  public let standardizedDifference: Double?
  /// Log of the common odds ratio of a higher category, focal over reference; `nil` where one side of it is 0.
  public let logOddsRatio: Double?

  /// Tests an item; `nil` when no stratum has both sides or nothing varies within strata.
  init?(_ answers: MatchedAnswers) {
    self.init(answers, ConditionalAssociation(answers))
  }

  init?(_ answers: MatchedAnswers, _ association: ConditionalAssociation) {
    (excess, variance) = association.scoreExcess
    guard association.strataCount > 0, variance > 0 else { return nil }
    strataCount = association.strataCount
    personCount = association.personCount
    clusterCount = association.clusterCount
    z = excess / variance.squareRoot()
    pValue = ChiSquared(degreesOfFreedom: 1).upperTail(z * z)
    let effects = MatchedEffects(answers)
    meanDifference = effects.meanDifference
    standardizedDifference = effects.standardDeviation.map { effects.meanDifference / $0 }
    logOddsRatio = effects.logOddsRatio
  }
}

/// Sizes of a difference at equal score, summed over the strata with both sides.
struct MatchedEffects {
  /// Σ n_F (ȳ_F − ȳ_R) / Σ n_F.
  let meanDifference: Double
  /// Of the item over all persons of both sides; `nil` when it does not vary.
  let standardDeviation: Double?
  /// Liu and Agresti's log Σ A D / n − log Σ B C / n over strata and cuts between categories.
  let logOddsRatio: Double?

  init(_ answers: MatchedAnswers) {
    var (difference, weight) = (0.0, 0.0)
    var (numerator, denominator) = (0.0, 0.0)
    for rows in answers.strata {
      let stratum = MatchedStratum(rows, categoryCount: answers.categoryCount)
      guard stratum.focalCount > 0, stratum.referenceCount > 0 else { continue }
      let (focal, reference) = (Double(stratum.focalCount), Double(stratum.referenceCount))
      let means = (Double(momentSums(stratum.focal).sum) / focal, Double(momentSums(stratum.reference).sum) / reference)
      difference += focal * (means.0 - means.1)
      weight += focal
      for cut in 1..<answers.categoryCount {
        let focalAbove = Double(stratum.focal[cut...].reduce(0, +))
        let referenceAbove = Double(stratum.reference[cut...].reduce(0, +))
        numerator += focalAbove * (reference - referenceAbove) / Double(stratum.count)
        denominator += (focal - focalAbove) * referenceAbove / Double(stratum.count)
      }
    }
    meanDifference = weight > 0 ? difference / weight : 0
    logOddsRatio = numerator > 0 && denominator > 0 ? log(numerator / denominator) : nil
    let totals = zip(answers.totals(isFocal: true), answers.totals(isFocal: false)).map { $0 + $1 }
    let (count, sum, square) = momentSums(totals)
    let spread = Double(count * square - sum * sum)
    standardDeviation = spread > 0 ? (spread / Double(count * (count - 1))).squareRoot() : nil
  }
}
