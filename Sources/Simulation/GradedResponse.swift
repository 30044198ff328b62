import Foundation
import Probability
import Records

/// Where an item turns from 1 to 2 and from 2 to 3 points, on the scale of the trait.
public struct ItemThresholds: Sendable, Equatable, Codable {
  /// Trait at which half of the children reach 2 points.
  public var partlyFormed: Double
  /// Trait at which half of the children reach 3 points.
  public var formed: Double
}

/// The graded response model of one item bank: probabilities, expectation and variance of a mark.
///
/// **Source.** Samejima (1969), Psychometrika Monograph 17, homogeneous case with one slope.
struct GradedResponse {
  let slope: Double

  /// The mark that a uniform number in (0, 1) stands for.
  func mark(trait: Double, _ item: ItemThresholds, uniform: Double) -> Mark {
    if uniform < reaching(item.formed, trait) { return .high }
    return uniform < reaching(item.partlyFormed, trait) ? .medium : .low
  }

  /// Probabilities of 1, 2 and 3 points.
  func probabilities(trait: Double, _ item: ItemThresholds) -> (low: Double, medium: Double, high: Double) {
    let two = reaching(item.partlyFormed, trait)
    let three = reaching(item.formed, trait)
    return (1 - two, two - three, three)
  }

  /// Expected points, in 1 … 3.
  func expectedPoints(trait: Double, _ item: ItemThresholds) -> Double {
    1 + reaching(item.partlyFormed, trait) + reaching(item.formed, trait)
  }

  /// Variance of the points given the trait.
  func pointVariance(trait: Double, _ item: ItemThresholds) -> Double {
    let two = reaching(item.partlyFormed, trait)
    let three = reaching(item.formed, trait)
    // points − 1 = [≥ 2] + [≥ 3]; the second moment is P(≥ 2) + 3 P(≥ 3).
    return two + 3 * three - (two + three) * (two + three)
  }

  private func reaching(_ threshold: Double, _ trait: Double) -> Double {
    1 / (1 + exp(-slope * (trait - threshold)))
  }
}

extension PilotTruth.ItemTruth {
  /// The thresholds of an item, drawn by its code.
  func thresholds(of code: String, _ draws: PilotDraws) -> ItemThresholds {
    var stream = draws.stream(.item, code)
    let difficulty = difficultyStandardDeviation * stream.nextNormal()
    return ItemThresholds(partlyFormed: partlyFormed + difficulty, formed: formed + difficulty)
  }
}
