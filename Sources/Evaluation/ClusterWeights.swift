internal import Findings
internal import Moments
internal import Records
internal import Regression

/// How many preschools the effect on one outcome at one wave really rests on.
public struct ClusterWeights: Sendable, Codable, Equatable {
  public var outcome: String
  public var wave: String
  /// Preschools in which the outcome was observed.
  public var preschoolCount: Int
  /// Rows of the smallest preschool, over the waves of the model.
  public var smallestSize: Int
  /// Rows of the largest preschool.
  public var largestSize: Int
  /// Standard deviation over mean of the preschools' rows; `nil` with one preschool.
  public var sizeVariation: Double?
  /// Equal preschools that would weigh as much when children are independent.
  public var effectiveCount: Double
  /// The same when a preschool's children share one shock; `nil` when such a shock does not reach the effect.
  public var effectiveCountOfCommonShock: Double?
  /// Largest share that one preschool has in the effect's term, in [0, 1].
  public var largestPartialLeverage: Double

  init(outcome: String, wave: String, _ leverage: ClusterLeverage) {
    self.outcome = outcome
    self.wave = wave
    let sizes = leverage.clusters.map(\.observationCount)
    preschoolCount = sizes.count
    smallestSize = sizes.min() ?? 0
    largestSize = sizes.max() ?? 0
    sizeVariation = leverage.sizeVariation
    effectiveCount = leverage.effectiveClusterCount
    effectiveCountOfCommonShock = leverage.effectiveClusterCountOfCommonShock
    largestPartialLeverage = leverage.largestPartialLeverage
  }

  /// One per outcome and wave after the start of treatment, in the plan's order; none where the design does not
  /// determine the effect.
  static func weights(of panel: Panel) throws -> [ClusterWeights] {
    let weights = try EffectModel.models(of: panel).flatMap { model -> [ClusterWeights] in
      guard let moments = try? model.clusterMoments(outcomes: panel.scores) else { return [] }
      return model.effects.flatMap { effect in
        panel.plan.outcomes.indices.compactMap { outcome in
          (try? LinearRegression.leverage(moments, response: outcome, term: effect.term)).map {
            ClusterWeights(outcome: panel.plan.outcomes[outcome], wave: panel.plan.waves[effect.wave].name, $0)
          }
        }
      }
    }
    return panel.plan.outcomes.flatMap { outcome in weights.filter { $0.outcome == outcome } }
  }
}
