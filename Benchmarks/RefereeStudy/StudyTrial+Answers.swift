import Evaluation
import Findings
import MixedModels
import Moments
import Regression

// Every method as an evaluation calls it; a method that fails gives no answer.
extension StudyTrial {
  static func mixedModel(_ moments: NestedMoments) -> Referee.Answer {
    guard let fit = try? LinearMixedModel(degreesOfFreedom: .kenwardRoger).fit(moments) else {
      return Referee.Answer(estimate: nil)
    }
    return Referee.Answer(
      estimate: estimate(fit.coefficientTable(level: 1 - level)),
      isSingular: fit.warnings.contains { $0.code == .singularFit })
  }

  static func clusterRobust(_ moments: ClusterMoments) -> Referee.Answer {
    let fit = try? LinearRegression(covariance: .clusterRobust(.cr2)).fit(moments)
    return Referee.Answer(estimate: fit.flatMap { estimate($0.coefficientTable(level: 1 - level)) })
  }

  static func wildBootstrap(_ moments: ClusterMoments, seed: UInt64) -> Referee.Answer {
    let test = WildClusterBootstrap(replications: replications, seed: seed, threadCount: 1)
    guard let fit = try? test.fit(moments, term: "arm") else { return Referee.Answer(estimate: nil) }
    return Referee.Answer(
      estimate: EffectFinding.Estimate(
        value: fit.estimate, standardError: fit.standardError, degreesOfFreedom: nil, pValue: fit.pValue,
        interval: fit.interval),
      draws: EffectFinding.Draws(
        replications: fit.replications, isEnumerated: fit.isEnumerated, pValueError: fit.pValueError,
        smallestPValue: fit.smallestPValue))
  }

  static func randomization(
    _ moments: ClusterMoments, _ design: StudyDesign, seed: UInt64
  ) -> Referee.Answer {
    let larger = max(design.controlCount, design.experimentalCount)
    let isUnequal = Double(larger) > Referee.largestRatio * Double(design.unitCount - larger)
    let test = RandomizationTest(
      statistic: isUnequal ? .studentized : .coefficient, replications: replications, seed: seed, threadCount: 1)
    guard let fit = try? test.fit(moments, term: "arm") else { return Referee.Answer(estimate: nil) }
    return Referee.Answer(
      estimate: EffectFinding.Estimate(
        value: fit.estimate, standardError: nil, degreesOfFreedom: nil, pValue: fit.pValue, interval: fit.interval),
      draws: EffectFinding.Draws(
        replications: fit.replications, isEnumerated: fit.isEnumerated, pValueError: fit.pValueError,
        smallestPValue: fit.smallestPValue))
  }

  static func clusterLevel(_ moments: ClusterMoments) -> Referee.Answer {
    guard let fit = try? ClusterLevelComparison().fit(moments, term: "arm") else {
      return Referee.Answer(estimate: nil)
    }
    return Referee.Answer(
      estimate: EffectFinding.Estimate(
        value: fit.estimate, standardError: fit.standardError, degreesOfFreedom: fit.degreesOfFreedom,
        pValue: fit.pValue, interval: fit.interval))
  }

  private static func estimate(_ table: [Coefficient]) -> EffectFinding.Estimate? {
    guard let row = table.first(where: { $0.term == "arm" }), let value = row.estimate, let error = row.standardError,
      let p = row.pValue
    else { return nil }
    return EffectFinding.Estimate(
      value: value, standardError: error, degreesOfFreedom: row.degreesOfFreedom, pValue: p, interval: row.interval)
  }
}
