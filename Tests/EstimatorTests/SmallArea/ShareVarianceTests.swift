import Findings
import Moments
import SmallArea
import TestSupport
import Testing

/// Design-based variances of areas' shares, worked by hand.
struct ShareVarianceTests {
  private func sums(_ areas: [String: [(Double, Double)]]) -> AreaSums {
    var sums = AreaSums()
    for (area, clusters) in areas {
      for (index, cluster) in clusters.enumerated() {
        sums.add(
          numerator: cluster.0, denominator: cluster.1, observationCount: Int(cluster.1), area: area,
          cluster: "P-\(index)")
      }
    }
    return sums
  }

  @Test func theRatioAndItsVarianceAreThoseOfTheTextbook() throws {
    // p = 12/40; residuals y − 0.3x: 1, −1, 0; variance 3/2 · 2/1600.
    let fit = try ShareVariance().fit(sums(["a": [(4, 10), (5, 20), (3, 10)]]))
    expectClose(fit.shares[0].share, 0.3, relative: Tolerance.closedForm)
    expectClose(fit.shares[0].variance, 1.5 * 2 / 1600, relative: Tolerance.closedForm)
    #expect(fit.shares[0].clusterCount == 3 && fit.shares[0].observationCount == 40)
    #expect(!fit.shares[0].isSmoothed && fit.warnings.isEmpty)
  }

  @Test func equalClustersGiveTheVarianceOfTheMeanOfTheirShares() throws {
    let shares = [0.2, 0.5, 0.3, 0.4]
    let fit = try ShareVariance().fit(sums(["a": shares.map { ($0 * 10, 10) }]))
    let mean = shares.reduce(0, +) / 4
    let variance = shares.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / 3 / 4
    expectClose(fit.shares[0].variance, variance, relative: Tolerance.closedForm)
  }

  @Test func fewOrEqualClustersAreSmoothedAndNamed() throws {
    let fit = try ShareVariance().fit(
      sums([
        "a": [(4, 10), (5, 20), (3, 10)], "b": [(3, 10), (1, 10)], "c": [(0, 10), (0, 10), (0, 20)], "d": [(2, 5)],
      ]))
    #expect(fit.shares.map(\.isSmoothed) == [false, true, true, true])
    #expect(fit.shares.allSatisfy { $0.variance > 0 })
    expectClose(
      fit.shares[1...].map(\.variance), [fit.unitVariance / 20, fit.unitVariance / 40, fit.unitVariance / 5],
      relative: Tolerance.closedForm)
    // κ is the mean of variance × denominator over the areas with three clusters: a and c.
    expectClose(fit.unitVariance, 1.5 * 2 / 1600 * 40 / 2, relative: Tolerance.closedForm)
    #expect(fit.warnings.map(\.code) == [.smoothedVariance])
    #expect(fit.warnings.first?.facts == ["areas": "b, c, d", "count": "3"])
  }

  @Test func areasWithTwoClustersServeWhenThereAreNoOthers() throws {
    let fit = try ShareVariance().fit(sums(["a": [(4, 10), (2, 10)], "b": [(3, 10)]]))
    #expect(fit.shares.map(\.isSmoothed) == [true, true])
    expectClose(fit.unitVariance, 2.0 * 2 / 400 * 20, relative: Tolerance.closedForm)
  }

  @Test func fewClustersShareOneVarianceOfTheirRates() throws {
    let specification = ShareVariance(minimumClusterCount: 10, smoothing: .clusterRate)
    // Residuals 1, −1, 0 with shares ¼, ½, ¼: their squares are expected to be 87.5, 150 and 87.5 times s².
    let fit = try specification.fit(sums(["a": [(4, 10), (5, 20), (3, 10)], "b": [(2, 5)]]))
    expectClose(fit.shares[0].variance, 2.0 / 325 * 0.375, relative: Tolerance.closedForm)
    expectClose(fit.shares[1].variance, 2.0 / 325, relative: Tolerance.closedForm)
    // Clusters of one size: the variance of the mean of their shares.
    let equal = try specification.fit(sums(["a": [(2, 10), (5, 10), (3, 10), (4, 10)]]))
    expectClose(equal.shares[0].variance, 0.05 / 3 / 4, relative: Tolerance.closedForm)
  }

  @Test func emptyClustersAndAreasAreLeftOut() throws {
    let fit = try ShareVariance().fit(sums(["a": [(4, 10), (5, 20), (3, 10), (0, 0)], "b": [(0, 0)]]))
    #expect(fit.shares.map(\.area) == ["a"])
    #expect(fit.shares[0].clusterCount == 3)
  }

  @Test(arguments: [(Double.infinity, 1.0), (.nan, 1), (1, -1), (1, .infinity)])
  func sumsThatNoClusterCanHaveAreRefused(numerator: Double, denominator: Double) {
    var sums = AreaSums()
    sums.add(numerator: 1, denominator: 2, area: "a", cluster: "fine")
    sums.add(numerator: numerator, denominator: denominator, area: "a", cluster: "odd")
    #expect(throws: SmallAreaError.invalidSums(area: "a", cluster: "odd")) { try ShareVariance().fit(sums) }
  }

  @Test func noVariationAnywhereIsRefused() {
    #expect(throws: SmallAreaError.noVariation(areaCount: 2)) {
      try ShareVariance().fit(sums(["a": [(0, 10), (0, 10), (0, 5)], "b": [(0, 10), (0, 3)]]))
    }
    #expect(throws: SmallAreaError.noVariation(areaCount: 0)) { try ShareVariance().fit(AreaSums()) }
    #expect(throws: SmallAreaError.noVariation(areaCount: 1)) {
      try ShareVariance().fit(sums(["a": [(1, 10), (2, 20), (0.3, 3)]]))
    }
  }

  @Test func sharesFeedTheAreaModel() throws {
    let data = sums(
      Dictionary(
        uniqueKeysWithValues: (0..<12).map { area in
          ("KZ-\(area)", (0..<5).map { (Double((area * 5 + $0 * $0) % 9), 20.0) })
        }))
    let shares = try ShareVariance().fit(data)
    let fit = try FayHerriot().fit(shares.observations)
    #expect(fit.areaEstimates.map(\.area) == shares.shares.map(\.area))
    #expect(fit.areaEstimates.allSatisfy { (0...1).contains($0.estimate) })
  }
}
