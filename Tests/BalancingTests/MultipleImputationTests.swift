import Balancing
import Findings
import LinearAlgebra
import Probability
import TestSupport
import Testing

/// Imputations of simulated children in clusters: what must come back, and what may not change the digits.
@Suite struct MultipleImputationTests {
  /// Children in clusters of equal size: a covariate, an outcome that depends on it, an arm by cluster.
  struct Children {
    let clusterSize: Int
    var clusters: [Int] = []
    var arm: [Double] = []
    var x: [Double] = []
    var y: [Double] = []
    private var draws: RandomStream

    init(seed: UInt64, clusterCount: Int, clusterSize: Int, correlation: Double) {
      self.clusterSize = clusterSize
      draws = RandomStream(seed: seed, named: "children")
      for cluster in 0..<clusterCount {
        let common = (correlation / (1 - correlation)).squareRoot() * draws.nextNormal()
        for _ in 0..<clusterSize {
          clusters.append(cluster)
          arm.append(Double(cluster % 2))
          x.append(draws.nextNormal())
          y.append(10 + 0.8 * (x.last ?? 0) + 0.5 * Double(cluster % 2) + common + draws.nextNormal())
        }
      }
    }

    /// The outcome, missing the likelier the larger the covariate.
    mutating func incompleteOutcome() -> [Double] {
      y.indices.map { draws.nextBernoulli(Normal().cumulative(x[$0] - 0.4)) ? .nan : y[$0] }
    }

    mutating func incompleteCovariate() -> [Double] { x.map { draws.nextBernoulli(0.2) ? .nan : $0 } }
  }

  private func variables(_ children: Children, y: [Double], x: [Double]? = nil) -> [IncompleteVariable] {
    [
      IncompleteVariable(name: "arm", kind: .binary, values: children.arm),
      IncompleteVariable(name: "x", kind: .continuous, values: x ?? children.x),
      IncompleteVariable(name: "y", kind: .continuous, values: y),
    ]
  }

  /// Mean of the outcome with its error from cluster means.
  private func grandMean(_ values: [Double], _ children: Children) -> CompletedEstimate {
    let size = children.clusterSize
    let means = stride(from: 0, to: values.count, by: size).map { start in
      values[start..<start + size].reduce(0, +) / Double(size)
    }
    let (mean, variance) = meanAndVariance(means)
    return CompletedEstimate(
      estimates: [mean], covariance: SymmetricMatrix(diagonal: [variance / Double(means.count)]),
      degreesOfFreedom: [Double(means.count - 1)])
  }

  private func meanAndVariance(_ values: [Double]) -> (mean: Double, variance: Double) {
    let mean = values.reduce(0, +) / Double(values.count)
    return (mean, values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Double(values.count - 1))
  }

  @Test func digitsDoNotDependOnThreads() throws {
    var children = Children(seed: 1, clusterCount: 12, clusterSize: 9, correlation: 0.2)
    let given = variables(children, y: children.incompleteOutcome(), x: children.incompleteCovariate())
    let imputation = MultipleImputation(imputationCount: 5, iterationCount: 3, seed: 4)
    let one = try imputation.impute(given, clusters: children.clusters, threadCount: 1)
    let three = try imputation.impute(given, clusters: children.clusters, threadCount: 3)
    #expect(three == one)
    let more = try MultipleImputation(imputationCount: 7, iterationCount: 3, seed: 4)
      .impute(given, clusters: children.clusters)
    #expect(more.imputedValues(of: 2, imputation: 4) == one.imputedValues(of: 2, imputation: 4))
    var other = imputation
    other.seed = 5
    let reseeded = try other.impute(given, clusters: children.clusters)
    #expect(reseeded != one)
  }

  @Test func observedValuesStay() throws {
    var children = Children(seed: 2, clusterCount: 10, clusterSize: 8, correlation: 0.2)
    let y = children.incompleteOutcome()
    let imputed = try MultipleImputation(imputationCount: 2, iterationCount: 2, seed: 1)
      .impute(variables(children, y: y), clusters: children.clusters)
    let completed = imputed.completed(2, imputation: 1)
    #expect(zip(y, completed).allSatisfy { $0.isNaN || $0 == $1 })
    #expect(completed.allSatisfy { $0.isFinite })
    #expect(imputed.completed(1, imputation: 0) == children.x)
    #expect(imputed.imputedValues(of: 2, imputation: 0).count == y.count { $0.isNaN })
  }

  /// Rows in another order, clusters under other names: the same children, the same imputation up to rounding.
  @Test func shuffledRowsKeepTheirImputations() throws {
    var children = Children(seed: 3, clusterCount: 10, clusterSize: 8, correlation: 0.2)
    let given = variables(children, y: children.incompleteOutcome())
    // Child 0 of every cluster, then child 1 …: clusters keep the order of their first rows.
    let order = (0..<80).map { $0 % 10 * 8 + $0 / 10 }
    let shuffled = given.map { variable in
      IncompleteVariable(name: variable.name, kind: variable.kind, values: order.map { variable.values[$0] })
    }
    let imputation = MultipleImputation(imputationCount: 1, iterationCount: 3, seed: 1)
    let one = try imputation.impute(given, clusters: children.clusters).completed(2, imputation: 0)
    let other = try imputation.impute(shuffled, clusters: order.map { 100 - children.clusters[$0] })
    expectClose(other.completed(2, imputation: 0), order.map { one[$0] }, relative: Tolerance.iterated)
  }

  /// Complete cases lose the children with a large covariate; imputation brings their mean back, with honest intervals.
  @Test func theCompleteDataMeanComesBack() throws {
    let repetitions = 40
    var (distance, completeCases, coverage) = ([Double](), [Double](), 0)
    for repetition in 0..<repetitions {
      var children = Children(
        seed: UInt64(100 + repetition), clusterCount: 20, clusterSize: 10, correlation: 0.15)
      let y = children.incompleteOutcome()
      let imputed = try MultipleImputation(imputationCount: 5, iterationCount: 1, seed: UInt64(repetition))
        .impute(variables(children, y: y), clusters: children.clusters, threadCount: 1)
      let pooled = try RubinPooling.pool((0..<5).map { grandMean(imputed.completed(2, imputation: $0), children) })
      let complete = grandMean(children.y, children).estimates[0]
      let observed = y.filter { !$0.isNaN }
      distance.append(pooled.estimates[0] - complete)
      completeCases.append(observed.reduce(0, +) / Double(observed.count) - complete)
      let interval = try #require(pooled.coefficientTable(terms: ["mean"])[0].interval)
      // The arms are half each, so that the mean of the population is 10.25.
      if interval.lower < 10.25, interval.upper > 10.25 { coverage += 1 }
    }
    let (bias, spread) = meanAndVariance(distance)
    #expect(abs(bias) < 4 * (spread / Double(repetitions)).squareRoot())
    #expect(meanAndVariance(completeCases).mean < -0.2)
    // 95 % of 40 are 38; fewer than 33 have a chance below 1 in 100.
    #expect(coverage >= 33)
  }

  /// The spread of the cluster means of imputed values is that of the values that were there.
  @Test func theVarianceBetweenClustersIsKept() throws {
    let children = Children(seed: 7, clusterCount: 100, clusterSize: 10, correlation: 0.3)
    // Every second child of a cluster unobserved, and every tenth cluster as a whole.
    let y = children.y.indices.map { row in
      row % 2 == 0 || children.clusters[row] % 10 == 0 ? .nan : children.y[row]
    }
    let imputed = try MultipleImputation(imputationCount: 4, iterationCount: 2, seed: 3)
      .impute(variables(children, y: y), clusters: children.clusters)
    func between(_ values: [Double]) -> Double {
      let residuals = values.indices.map { values[$0] - 0.8 * children.x[$0] - 0.5 * children.arm[$0] }
      let groups = stride(from: 0, to: values.count, by: 10).map { meanAndVariance(Array(residuals[$0..<$0 + 10])) }
      let within = groups.reduce(0) { $0 + $1.variance } / Double(groups.count)
      return meanAndVariance(groups.map(\.mean)).variance - within / 10
    }
    let truth = between(children.y)
    let found = (0..<4).map { between(imputed.completed(2, imputation: $0)) }.reduce(0, +) / 4
    // About 90 clusters tell the variance within some 20 %.
    #expect(abs(found / truth - 1) < 0.3)
    // Cluster means follow the observed half: not merely their spread is kept.
    let withHalf = (0..<100).filter { $0 % 10 != 0 }
    let agreement = withHalf.reduce(0.0) { sum, cluster in
      let rows = stride(from: cluster * 10, to: cluster * 10 + 10, by: 1)
      let hidden = rows.filter { $0 % 2 == 0 }.reduce(0) { $0 + imputed.completed(2, imputation: 0)[$1] } / 5
      let seen = rows.filter { $0 % 2 == 1 }.reduce(0) { $0 + children.y[$1] } / 5
      return sum + (hidden - 10) * (seen - 10)
    }
    #expect(agreement / Double(withHalf.count) > 0.2)
  }
}
