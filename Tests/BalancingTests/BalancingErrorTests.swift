import Balancing
import Findings
import LinearAlgebra
import Testing

/// What cannot be balanced says why.
@Suite struct BalancingErrorTests {
  private func sample(
    _ x: [Double], isTreated: [Bool], clusters: [Int]? = nil
  ) throws(BalancingError) -> ComparisonSample {
    try ComparisonSample(
      isTreated: isTreated, covariates: Matrix(column: x), covariateNames: ["x"], clusters: clusters)
  }

  private let arms = [true, true, true, false, false, false]

  @Test func aMeanOutsideTheOtherArmIsOutOfReach() throws {
    let sample = try sample([7, 8, 9, 1, 2, 3], isTreated: arms)
    #expect(throws: BalancingError.targetOutOfReach(covariate: "x")) {
      try EntropyBalancing(target: .treated).fit(sample)
    }
    #expect(throws: BalancingError.propensityNotEstimable(.separated(terms: ["x"]))) {
      try PropensityScores.logistic(sample)
    }
  }

  @Test func aConstantThatDiffersIsOutOfReach() throws {
    let sample = try sample([1, 2, 3, 0, 0, 0], isTreated: arms)
    #expect(throws: BalancingError.targetOutOfReach(covariate: "x")) {
      try EntropyBalancing(target: .treated).fit(sample)
    }
  }

  @Test func inputIsChecked() throws {
    #expect(throws: BalancingError.tooFewInArm(isTreated: false, found: 1, required: 2)) {
      try sample([1, 2, 3], isTreated: [true, true, false])
    }
    #expect(throws: BalancingError.notFinite(role: "covariates")) {
      try sample([1, 2, 3, .nan, 5, 6], isTreated: arms)
    }
    #expect(throws: BalancingError.lengthMismatch(role: "clusters", found: 2, required: 6)) {
      try sample([1, 2, 3, 2, 5, 6], isTreated: arms, clusters: [1, 2])
    }
    #expect(throws: BalancingError.propensityOutOfRange(position: 1, value: 1)) {
      try PropensityScores(known: [0.5, 1, 0.2])
    }
    #expect(throws: BalancingError.optionOutOfRange(name: "foldCount", value: 1)) {
      try CrossFitting(foldCount: 1, seed: 1)
    }
    let balance = try EntropyBalancing(target: .treated).fit(sample([1, 2, 3, 1, 2, 4], isTreated: arms))
    #expect(throws: BalancingError.notFinite(role: "outcome")) {
      try balance.effect(on: [1, 2, 3, .infinity, 5, 6])
    }
  }

  @Test func oneClusterPerArmHasNoError() throws {
    let sample = try sample([1, 2, 3, 1, 2, 4], isTreated: arms, clusters: [0, 0, 0, 1, 1, 1])
    #expect(throws: BalancingError.tooFewClusters(found: 1, required: 2)) {
      try EntropyBalancing(target: .treated).fit(sample).effect(on: [1, 2, 3, 4, 5, 6])
    }
  }

  @Test func fewHeavyRowsAreSaid() throws {
    let x = (0..<40).map { Double($0 % 20) } + (0..<40).map { 0.25 * Double($0 % 20) } + [18, 19]
    let sample = try sample(x, isTreated: x.indices.map { $0 < 40 })
    let warnings = try EntropyBalancing(target: .treated).fit(sample).warnings
    #expect(warnings.map(\.code) == [.extremeWeights])
    #expect(warnings.first?.facts["arm"] == "control")
  }
}
