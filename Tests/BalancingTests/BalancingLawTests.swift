import Balancing
import Findings
import Foundation
import LinearAlgebra
import TestSupport
import Testing

/// Laws of the weighted effects that hold whatever the data.
@Suite struct BalancingLawTests {
  /// Children in clusters of four; whole clusters are treated, the likelier the larger their covariate.
  struct Clusters {
    var isTreated: [Bool] = []
    var x: [Double] = []
    var z: [Double] = []
    var clusters: [Int] = []
    var noise: [Double] = []

    init(seed: UInt64, clusterCount: Int = 60, mixesArms: Bool = false) {
      var random = RepeatableRandom(seed: seed)
      for cluster in 0..<clusterCount {
        let (level, common) = (random.normal(), random.normal())
        let takesPart = random.uniform() < 1 / (1 + exp(-0.8 * level))
        for child in 0..<4 {
          clusters.append(cluster)
          x.append(level + 0.5 * random.normal())
          z.append(random.uniform() < 0.4 ? 1 : 0)
          isTreated.append(mixesArms ? child % 2 == 0 : takesPart)
          noise.append(0.5 * common + random.normal())
        }
      }
    }

    func sample(clustered: Bool = true) throws -> ComparisonSample {
      try ComparisonSample(
        isTreated: isTreated, covariates: Matrix(rowCount: x.count, columnCount: 2, elements: x + z),
        covariateNames: ["x", "z"], clusters: clustered ? clusters : nil)
    }

    /// Linear in the covariates, with an effect of 2 for everybody.
    func outcome(noise share: Double) -> [Double] {
      x.indices.map { 1 + 3 * x[$0] - z[$0] + (isTreated[$0] ? 2 : 0) + share * noise[$0] }
    }
  }

  @Test(arguments: TargetPopulation.allCases)
  func aLinearOutcomeWithoutNoiseIsRecoveredExactly(target: TargetPopulation) throws {
    let data = Clusters(seed: 1)
    let sample = try data.sample()
    let effect = try EntropyBalancing(target: target).fit(sample).effect(on: data.outcome(noise: 0))
    expectClose(effect.estimate, 2, relative: Tolerance.matrixRoot)
    #expect(effect.standardError < 1e-8)
    let augmented = try AugmentedWeighting(target: target)
      .effect(sample, outcome: data.outcome(noise: 0), scores: .logistic(sample))
    expectClose(augmented.estimate, 2, relative: Tolerance.matrixRoot)
  }

  /// Exchanging the arms turns the effect on the treated into minus the effect on the controls.
  @Test func armsAreSymmetric() throws {
    let data = Clusters(seed: 2)
    var exchanged = data
    exchanged.isTreated = data.isTreated.map { !$0 }
    let outcome = data.outcome(noise: 1)
    func effects(_ data: Clusters, _ population: TargetPopulation, _ target: PropensityWeighting.Target) throws
      -> [WeightedEffect]
    {
      let sample = try data.sample()
      let scores = try PropensityScores.logistic(sample)
      return [
        try EntropyBalancing(target: population).fit(sample).effect(on: outcome),
        try PropensityWeighting(target: target).fit(sample, scores: scores).effect(on: outcome),
        try AugmentedWeighting(target: population).effect(sample, outcome: outcome, scores: scores),
      ]
    }
    for (one, other) in zip(try effects(data, .treated, .treated), try effects(exchanged, .control, .control)) {
      expectClose(one.estimate, -other.estimate, relative: Tolerance.matrixRoot)
      expectClose(one.standardError, other.standardError, relative: Tolerance.matrixRoot)
      expectClose(one.degreesOfFreedom, other.degreesOfFreedom, relative: Tolerance.matrixRoot)
    }
  }

  /// A second copy of every child in the same cluster brings no information.
  @Test func repeatedChildrenOfAClusterDoNotNarrowTheError() throws {
    let data = Clusters(seed: 3)
    var doubled = data
    doubled.isTreated += data.isTreated
    doubled.x += data.x
    doubled.z += data.z
    doubled.clusters += data.clusters
    doubled.noise += data.noise
    for target in PropensityWeighting.Target.allCases {
      let once = try effect(data, target)
      let twice = try effect(doubled, target)
      expectClose(twice.estimate, once.estimate, relative: Tolerance.matrixRoot)
      expectClose(twice.standardError, once.standardError, relative: Tolerance.matrixRoot)
    }
    let independent = try PropensityWeighting(target: .overlap)
      .fit(data.sample(clustered: false), scores: .logistic(data.sample())).effect(on: data.outcome(noise: 1))
    #expect(independent.standardError < 0.9 * (try effect(data, .overlap).standardError))
  }

  private func effect(_ data: Clusters, _ target: PropensityWeighting.Target) throws -> WeightedEffect {
    let sample = try data.sample()
    return try PropensityWeighting(target: target).fit(sample, scores: .logistic(sample))
      .effect(on: data.outcome(noise: 1))
  }

  /// Without covariates every estimator is the difference of two means.
  @Test func withoutCovariatesTheErrorIsThatOfTwoMeans() throws {
    let isTreated = [true, true, true, false, false, false, false]
    let outcome = [1.0, 2, 6, 0, 1, 4, 5]
    let sample = try ComparisonSample(
      isTreated: isTreated, covariates: Matrix(rowCount: 7, columnCount: 0), covariateNames: [])
    let squares = (treated: 14.0 / 9, control: 17.0 / 16)
    let df =
      (squares.treated + squares.control) * (squares.treated + squares.control)
      / (squares.treated * squares.treated / 2 + squares.control * squares.control / 3)
    let effect = try EntropyBalancing(target: .all).fit(sample).effect(on: outcome)
    expectClose(effect.estimate, 0.5, relative: Tolerance.closedForm)
    expectClose(
      effect.standardError, ((squares.treated + squares.control) * 7 / 6).squareRoot(), relative: Tolerance.closedForm)
    expectClose(effect.degreesOfFreedom, df, relative: Tolerance.closedForm)
  }

  @Test func clustersThatHoldBothArmsLoseOneDegreeOfFreedom() throws {
    let data = Clusters(seed: 4, mixesArms: true)
    let effect = try EntropyBalancing(target: .treated).fit(data.sample()).effect(on: data.outcome(noise: 1))
    #expect(effect.degreesOfFreedom == 59)
  }

  @Test func crossFittingDependsOnTheSeedAlone() throws {
    let data = Clusters(seed: 5, clusterCount: 200)
    let sample = try data.sample()
    func effect(_ plan: CrossFitting?) throws -> WeightedEffect {
      try AugmentedWeighting(target: .all, crossFitting: plan)
        .effect(sample, outcome: data.outcome(noise: 1), scores: .logistic(sample, crossFitting: plan))
    }
    let plain = try effect(nil)
    let fitted = try effect(CrossFitting(foldCount: 5, seed: 11))
    #expect(fitted == (try effect(CrossFitting(foldCount: 5, seed: 11))))
    #expect(fitted.estimate != (try effect(CrossFitting(foldCount: 5, seed: 12))).estimate)
    #expect(abs(fitted.estimate - plain.estimate) < 0.5 * plain.standardError)
    #expect(abs(fitted.estimate - 2) < 4 * fitted.standardError)
  }

  /// A dependent covariate changes nothing: its balance follows from the others'.
  @Test func dependentCovariatesAreHarmless() throws {
    let data = Clusters(seed: 6)
    let sum = zip(data.x, data.z).map { $0 + $1 }
    let wide = try ComparisonSample(
      isTreated: data.isTreated,
      covariates: Matrix(rowCount: data.x.count, columnCount: 3, elements: data.x + data.z + sum),
      covariateNames: ["x", "z", "sum"], clusters: data.clusters)
    let outcome = data.outcome(noise: 1)
    let (one, other) = (
      try EntropyBalancing(target: .all).fit(data.sample()).effect(on: outcome),
      try EntropyBalancing(target: .all).fit(wide).effect(on: outcome)
    )
    expectClose(one.estimate, other.estimate, relative: Tolerance.matrixRoot)
    expectClose(one.standardError, other.standardError, relative: Tolerance.matrixRoot)
    let sample = try data.sample()
    expectClose(
      try PropensityWeighting(target: .overlap).fit(wide, scores: .logistic(wide)).effect(on: outcome).standardError,
      try PropensityWeighting(target: .overlap).fit(sample, scores: .logistic(sample)).effect(on: outcome)
        .standardError, relative: Tolerance.iterated)
  }
}
