import Design
import Evaluation
import Findings
import Foundation
import MixedModels
import Moments
import Probability
import Records
import Regression
import Tabular

/// One simulated trial without an effect, answered by every method and judged by the referee.
struct StudyTrial {
  static let level = 0.05
  /// Draws of the wild bootstrap and of the randomization test: the level times one more than them is whole.
  static let replications = 399

  let answers: [Plan.Effects.Estimator: Referee.Answer]
  let decision: Referee.Decision

  /// Draws a trial and analyses it.
  init(_ design: StudyDesign, seed: UInt64, trial: UInt64) throws {
    let frame = try Self.frame(design, seed: seed, trial: trial)
    let moments = try ClusterMoments.collect(ModelFrame.build(Formula("y ~ arm"), frame: frame, clusters: "unit"))
    let nested = try NestedMoments.collect(ModelFrame.build(Formula("y ~ arm + (1 | unit)"), frame: frame))
    answers = [
      .mixedModel: Self.mixedModel(nested), .clusterRobust: Self.clusterRobust(moments),
      .wildBootstrap: Self.wildBootstrap(moments, seed: trial),
      .randomization: Self.randomization(moments, design, seed: trial), .clusterLevel: Self.clusterLevel(moments),
    ]
    let leverage = try? LinearRegression.leverage(moments, term: "arm")
    decision = Referee(estimators: Plan.Effects.Estimator.allCases, isRandomised: true, level: Self.level)
      .decide(answers, design: Self.units(design, leverage))
  }

  /// Children's scores without an effect: variance 1 within control units and children together.
  private static func frame(_ design: StudyDesign, seed: UInt64, trial: UInt64) throws -> Frame {
    var random = RandomStream(seed: seed, stream: trial)
    let sizes = sizes(design, &random)
    let between = design.intraclassCorrelation.squareRoot()
    let within = (1 - design.intraclassCorrelation).squareRoot()
    var (scores, arms, units): ([Double], [Double], [Double]) = ([], [], [])
    for unit in 0..<design.unitCount {
      let isExperimental = unit >= design.controlCount
      let effect = random.nextNormal() * between * (isExperimental ? design.varianceRatio.squareRoot() : 1)
      for _ in 0..<sizes[unit] {
        scores.append(effect + within * random.nextNormal())
        arms.append(isExperimental ? 1 : 0)
        units.append(Double(unit))
      }
    }
    return try Frame(columns: [
      Column(name: "y", values: .numeric(scores)), Column(name: "arm", values: .numeric(arms)),
      Column(name: "unit", values: .numeric(units)),
    ])
  }

  private static func sizes(_ design: StudyDesign, _ random: inout RandomStream) -> [Int] {
    switch design.sizes {
    case .equal: return [Int](repeating: 16, count: design.unitCount)
    case .unequal:
      // Quantiles of a lognormal with mean 16, cut to 4 … 64, in random order.
      var sizes = (0..<design.unitCount).map { unit in
        let quantile = Normal().quantile((Double(unit) + 0.5) / Double(design.unitCount))
        return min(64, max(4, Int((12.2 * exp(0.75 * quantile)).rounded())))
      }
      sizes.shuffle(using: &random)
      return sizes
    }
  }

  private static func units(_ design: StudyDesign, _ leverage: ClusterLeverage?) -> ClusterDesign {
    ClusterDesign(
      unit: "preschool", controlCount: design.controlCount, experimentalCount: design.experimentalCount,
      unitCount: design.unitCount, sizeVariation: leverage?.sizeVariation ?? 0,
      effectiveCount: leverage?.effectiveClusterCount, largestPartialLeverage: leverage?.largestPartialLeverage,
      stratumCount: 1, assignmentCount: nil)
  }
}
