import Balancing
import Probability
import TestSupport
import Testing

/// Binary and three-level variables, and data at the edge of what can be imputed.
@Suite struct LatentImputationTests {
  /// Codes that depend on a covariate and the cluster; missing the likelier the larger the covariate.
  private func codes(
    seed: UInt64, cut: (Double) -> Double
  ) -> (x: [Double], clusters: [Int], complete: [Double], incomplete: [Double]) {
    var draws = RandomStream(seed: seed, named: "codes")
    var (x, clusters, complete, incomplete) = ([Double](), [Int](), [Double](), [Double]())
    for cluster in 0..<60 {
      let common = 0.5 * draws.nextNormal()
      for _ in 0..<15 {
        x.append(draws.nextNormal())
        clusters.append(cluster)
        complete.append(cut(0.9 * (x.last ?? 0) + common + draws.nextNormal()))
        let isMissing = draws.nextBernoulli(Normal().cumulative(x.last ?? 0))
        incomplete.append(isMissing ? .nan : complete.last ?? .nan)
      }
    }
    return (x, clusters, complete, incomplete)
  }

  private func mean(_ values: [Double]) -> Double { values.reduce(0, +) / Double(values.count) }

  @Test(arguments: [IncompleteVariable.Kind.binary, .threeLevel])
  func levelsComeBack(kind: IncompleteVariable.Kind) throws {
    let data = codes(seed: 5) { kind == .binary ? ($0 > 0.3 ? 1 : 0) : ($0 < -0.5 ? 1 : ($0 < 0.8 ? 2 : 3)) }
    let variables = [
      IncompleteVariable(name: "x", kind: .continuous, values: data.x),
      IncompleteVariable(name: "level", kind: kind, values: data.incomplete),
    ]
    let imputed = try MultipleImputation(imputationCount: 6, iterationCount: 12, seed: 2)
      .impute(variables, clusters: data.clusters)
    let sets = (0..<6).map { imputed.completed(1, imputation: $0) }
    #expect(Set(sets.joined()).isSubset(of: kind == .binary ? [0, 1] : [1, 2, 3]))
    let observed = mean(data.incomplete.filter { !$0.isNaN })
    let truth = mean(data.complete)
    // About 450 of 900 codes are unknown: their mean is good to 0.03, while complete cases miss it by more than 0.12.
    #expect(abs(mean(sets.map(mean)) - truth) < 0.09)
    #expect(truth - observed > 0.12)
    // The relation to the covariate is kept as well.
    func slope(_ levels: [Double]) -> Double {
      let (a, b) = (mean(data.x), mean(levels))
      let products = zip(data.x, levels).map { ($0 - a) * ($1 - b) }
      return mean(products) / mean(data.x.map { ($0 - a) * ($0 - a) })
    }
    #expect(abs(mean(sets.map(slope)) / slope(data.complete) - 1) < 0.2)
  }

  @Test func constantAndDeterminedVariablesAreImputedWithoutError() throws {
    var draws = RandomStream(seed: 1, stream: 1)
    let x = (0..<60).map { _ in draws.nextNormal() }
    let double = x.indices.map { $0 % 3 == 0 ? .nan : 2 * x[$0] }
    let constant = x.indices.map { $0 % 4 == 0 ? .nan : 7.0 }
    let imputed = try MultipleImputation(imputationCount: 2, iterationCount: 2, seed: 1).impute(
      [
        IncompleteVariable(name: "x", kind: .continuous, values: x),
        IncompleteVariable(name: "double", kind: .continuous, values: double),
        IncompleteVariable(name: "constant", kind: .continuous, values: constant),
      ], clusters: x.indices.map { $0 / 6 })
    // The residual variance is held above 1e-14 of the response's.
    expectClose(imputed.completed(1, imputation: 1), x.map { 2 * $0 }, relative: 1e-5, scale: 1)
    expectClose(imputed.completed(2, imputation: 1), x.map { _ in 7 }, relative: 1e-5)
  }

  /// A covariate that separates the codes pushes latent values far out, not to infinity.
  @Test func separatedCodesStayFinite() throws {
    let x = (0..<80).map { Double($0) - 39.5 }
    let codes = x.map { abs($0) < 5 ? .nan : ($0 > 0 ? 1.0 : 0) }
    let imputed = try MultipleImputation(imputationCount: 2, iterationCount: 20, seed: 1).impute(
      [
        IncompleteVariable(name: "x", kind: .continuous, values: x),
        IncompleteVariable(name: "code", kind: .binary, values: codes),
      ], clusters: x.indices.map { $0 % 8 })
    #expect(imputed.completed(1, imputation: 1).allSatisfy { $0 == 0 || $0 == 1 })
  }

  @Test func whatCannotBeImputedIsRefused() {
    let clusters = (0..<10).map { $0 / 2 }
    func impute(_ kind: IncompleteVariable.Kind, _ values: [Double], count: Int = 2) throws(BalancingError) {
      _ = try MultipleImputation(imputationCount: count, iterationCount: 1, seed: 1)
        .impute([IncompleteVariable(name: "v", kind: kind, values: values)], clusters: clusters)
    }
    let none = [Double](repeating: .nan, count: 10)
    #expect(throws: BalancingError.nothingObserved(variable: "v")) { try impute(.continuous, none) }
    #expect(throws: BalancingError.invalidCode(variable: "v", value: 2)) {
      try impute(.binary, [2] + none.dropFirst())
    }
    #expect(throws: BalancingError.levelNotObserved(variable: "v", level: 3)) {
      try impute(.threeLevel, [1, 2, 1, 2, 2, 1] + none.dropFirst(6))
    }
    #expect(throws: BalancingError.tooFewObserved(variable: "v", found: 3, required: 4)) {
      try impute(.continuous, [1, 2, 3] + none.dropFirst(3))
    }
    #expect(throws: BalancingError.lengthMismatch(role: "v", found: 3, required: 10)) {
      try impute(.continuous, [1, 2, 3])
    }
    #expect(throws: BalancingError.optionOutOfRange(name: "imputationCount", value: 0)) {
      try impute(.continuous, [Double](repeating: 1, count: 10), count: 0)
    }
  }
}
