internal import Foundation
internal import Probability

/// How much bias attrition can cause when those who stay differ from those who leave.
///
/// Each arm's outcome, in standard deviations, is *y = α z + √(1 − α²) u* with independent standard normal *z* and *u*;
/// a participant responds when *z* is above the arm's quantile. The mean of an arm's respondents is then
/// *α φ(q) / P(z > q)*, and the bias is the difference of the two arms. The pairs of correlations below are calibrated:
/// they lead back to the What Works Clearinghouse's published boundaries within 0.1 percentage points wherever the overall
/// attrition allows such a difference at all; they are not a pair it published.
///
/// **Source.** The model: Deke & Chiang (2017), Evaluation Review 41(2), doi:10.1177/0193841X16670047.
public struct AttritionModel: Sendable, Equatable, Codable {
  /// Correlation of outcome and propensity to respond in the experimental arm, in [0, 1].
  public var experimentalCorrelation: Double
  /// Correlation of outcome and propensity to respond in the control arm, in [0, 1].
  public var controlCorrelation: Double
  /// Largest bias that is tolerated, in standard deviations of the outcome.
  public var tolerableBias: Double

  /// Creates a model from its two correlations.
  public init(experimentalCorrelation: Double, controlCorrelation: Double, tolerableBias: Double = 0.05) {
    self.experimentalCorrelation = experimentalCorrelation
    self.controlCorrelation = controlCorrelation
    self.tolerableBias = tolerableBias
  }

  /// Attrition may well be related to the outcome and to the programme.
  public static let cautious = AttritionModel(experimentalCorrelation: 0.409, controlCorrelation: 0.3545)
  /// Attrition has little to do with the programme: families move, children are ill.
  public static let optimistic = AttritionModel(experimentalCorrelation: 0.249, controlCorrelation: 0.203)

  /// The bias of the difference of the arms, in standard deviations of the outcome.
  ///
  /// - Parameters:
  ///   - experimentalAttrition: Share of the experimental arm without an outcome, in [0, 1).
  ///   - controlAttrition: Share of the control arm without an outcome, in [0, 1).
  /// - Returns: Positive when the experimental arm comes out too well.
  public func bias(experimentalAttrition: Double, controlAttrition: Double) -> Double {
    experimentalCorrelation * Self.respondentMean(attrition: experimentalAttrition)
      - controlCorrelation * Self.respondentMean(attrition: controlAttrition)
  }

  /// The differential attrition at which the bias reaches what is tolerated.
  ///
  /// The arms are of equal size and the arm with the larger correlation loses more, which is the worse case. Where so
  /// little is lost overall that equal arms cannot differ enough, unequal arms still can: the boundary is then the loss
  /// of one arm that reaches the bias while the other loses nobody, to which the curve leads without a step.
  ///
  /// - Parameter overallAttrition: Share of both arms together without an outcome, in [0, 1].
  /// - Returns: The boundary, exact to the last place.
  public func boundary(overallAttrition: Double) -> AttritionBoundary {
    let largest = 2 * min(overallAttrition, 1 - overallAttrition)
    guard worstBias(overall: overallAttrition, differential: 0) < tolerableBias else { return .exceeded }
    guard worstBias(overall: overallAttrition, differential: largest) >= tolerableBias else {
      return .differential(
        largestTolerated(below: 1) {
          max(experimentalCorrelation, controlCorrelation) * Self.respondentMean(attrition: $0)
        })
    }
    return .differential(
      largestTolerated(below: largest) { worstBias(overall: overallAttrition, differential: $0) })
  }

  /// Where a bias that grows from under the tolerated one reaches it, by bisection.
  private func largestTolerated(below limit: Double, bias: (Double) -> Double) -> Double {
    var (below, above) = (0.0, limit)
    while true {
      let middle = below + (above - below) / 2
      guard middle > below, middle < above else { return middle }
      if bias(middle) < tolerableBias { below = middle } else { above = middle }
    }
  }

  /// The bias when the arm with the larger correlation loses more; it grows with the differential.
  private func worstBias(overall: Double, differential: Double) -> Double {
    let larger = max(experimentalCorrelation, controlCorrelation)
    let smaller = min(experimentalCorrelation, controlCorrelation)
    return larger * Self.respondentMean(attrition: overall + differential / 2)
      - smaller * Self.respondentMean(attrition: overall - differential / 2)
  }

  /// *E(z | z > q)* where the share `attrition` lies below *q*; 0 without attrition, infinite when nobody responds.
  static func respondentMean(attrition: Double) -> Double {
    guard attrition > 0 else { return 0 }
    guard attrition < 1 else { return .infinity }
    let quantile = Normal().quantile(attrition)
    return exp(-0.5 * quantile * quantile) / ((2 * Double.pi).squareRoot() * (1 - attrition))
  }
}

/// The largest differential attrition that a model tolerates at one overall attrition.
public enum AttritionBoundary: Sendable, Equatable, Codable {
  /// The difference of the arms' attrition rates, a share in [0, 1].
  case differential(Double)
  /// So much attrition overall that the bias is too large even when the arms lose the same share.
  case exceeded
}
