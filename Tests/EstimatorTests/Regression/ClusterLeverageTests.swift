import Design
import Findings
import LinearAlgebra
import Moments
import Regression
import TestSupport
import Testing

/// Leverage, influence and effective clusters from moments against the rows.
@Suite struct ClusterLeverageTests {
  static let formula = "y ~ x + kind + time"
  static let terms = ["(Intercept)", "x", "kindc", "time"]

  @Test(arguments: terms, [nil, "weight"])
  func leveragesAreThoseOfTheRows(term: String, weights: String?) throws {
    let frame = try SamplePanel(seed: 2).modelFrame(Self.formula, clusters: "preschool", weights: weights)
    let leverage = try LinearRegression.leverage(.collect(frame), term: term)
    let rows = try RowRegression(frame)
    let position = try #require(frame.fixed.termNames.firstIndex(of: term))
    let influence = rows.design.multiplied(by: rows.bread)
    var (hats, shares): ([Double], [Double]) = ([], [])
    for cluster in rows.clusters {
      hats.append(
        cluster.reduce(0) { sum, row in
          (0..<rows.design.columnCount).reduce(sum) { $0 + influence[row, $1] * rows.design[row, $1] }
        })
      shares.append(
        cluster.reduce(0) { $0 + influence[$1, position] * influence[$1, position] } / rows.bread[position, position])
    }
    expectClose(leverage.clusters.map(\.leverage), hats, relative: Tolerance.closedForm)
    expectClose(leverage.clusters.map(\.partialLeverage), shares, relative: Tolerance.closedForm)
    expectClose(hats.reduce(0, +), Double(rows.design.columnCount), relative: Tolerance.closedForm)
    expectClose(shares.reduce(0, +), 1, relative: Tolerance.closedForm)
    expectNoticesErrors(in: hats + shares, relative: Tolerance.closedForm)
  }

  @Test(arguments: terms)
  func withoutAClusterIsARefit(term: String) throws {
    let panel = SamplePanel(seed: 2)
    let leverage = try LinearRegression.leverage(panel.clustered(Self.formula), term: term)
    let refitted = try leverage.clusters.map { cluster in
      let others = Set(panel.texts["preschool", default: []]).subtracting([cluster.name])
      let fit = try LinearRegression(covariance: .classical)
        .fit(panel.selecting("preschool", in: others).clustered(Self.formula))
      return fit.named(fit.coefficients)[term] ?? .nan
    }
    expectClose(leverage.clusters.map { $0.coefficientWithout ?? .nan }, refitted, relative: Tolerance.matrixRoot)
    let fit = try LinearRegression(covariance: .classical).fit(panel.clustered(Self.formula))
    let whole = fit.named(fit.coefficients)[term] ?? .nan
    let furthest = refitted.indices.max { abs(refitted[$0] - whole) < abs(refitted[$1] - whole) }
    #expect(leverage.mostInfluential(on: whole)?.name == furthest.map { leverage.clusters[$0].name })
  }

  @Test(arguments: terms)
  func effectiveClustersAreThoseOfTheRows(term: String) throws {
    let frame = try SamplePanel(seed: 3, preschoolCount: 9).modelFrame(Self.formula, clusters: "preschool")
    let leverage = try LinearRegression.leverage(.collect(frame), term: term)
    let rows = try RowRegression(frame)
    let position = try #require(frame.fixed.termNames.firstIndex(of: term))
    let influence = rows.design.multiplied(by: rows.bread).column(position)
    func effective(_ share: ([Double]) -> Double) -> Double {
      let shares = rows.clusters.map { share($0.map { influence[$0] }) }
      let mean = shares.reduce(0, +) / 9
      return 9 / (1 + shares.reduce(0) { $0 + ($1 / mean - 1) * ($1 / mean - 1) } / 9)
    }
    expectClose(
      leverage.effectiveClusterCount, effective { $0.reduce(0) { $0 + $1 * $1 } }, relative: Tolerance.closedForm)
    expectClose(
      leverage.effectiveClusterCountOfCommonShock ?? .nan, effective { $0.reduce(0, +) * $0.reduce(0, +) },
      relative: Tolerance.closedForm)
    #expect((1...9).contains(leverage.effectiveClusterCount))
  }

  /// Clusters that are copies of each other count in full; a treatment in one cluster counts as about one.
  @Test func equalClustersCountInFullAndOneTreatedClusterDoesNot() throws {
    var panel = SamplePanel(seed: 4, preschoolCount: 1)
    let one = panel
    for copy in 1..<8 {
      for column in panel.numbers.keys { panel.numbers[column]? += one.numbers[column, default: []] }
      for column in panel.texts.keys {
        panel.texts[column]? += one.texts[column, default: []].map { column == "kind" ? $0 : "\($0)_\(copy)" }
      }
    }
    let equal = try LinearRegression.leverage(panel.clustered("y ~ x"), term: "x")
    expectClose(equal.effectiveClusterCount, 8, relative: Tolerance.closedForm)
    expectClose(equal.partialLeverageVariation ?? .nan, 0, relative: Tolerance.closedForm, scale: 1)
    expectClose(equal.largestPartialLeverage, 0.125, relative: Tolerance.closedForm)
    panel.numbers["treated"] = panel.texts["preschool", default: []].map { $0 == "p0_3" ? 1 : 0 }
    let few = try LinearRegression.leverage(panel.clustered("y ~ treated"), term: "treated")
    #expect(few.effectiveClusterCount < 1.5)
    #expect(few.clusters.map { $0.coefficientWithout == nil } == (0..<8).map { $0 == 3 })
  }

  @Test func aTermWithoutAnEstimateIsRefused() throws {
    let moments = try SamplePanel(seed: 4).adding("twice") { 2 * $0("x") }.clustered("y ~ x + twice")
    for term in ["twice", "absent"] {
      #expect(throws: EstimationError.termNotEstimated(term: term)) {
        try LinearRegression.leverage(moments, term: term)
      }
    }
  }
}
