import Design
import Findings
import Moments
import Regression
import Tabular
import TestSupport
import Testing

/// Laws of absorbed factors: the fit is that of the model with one indicator per level.
@Suite struct AbsorptionLawTests {
  struct Model: Sendable, CustomTestStringConvertible {
    var absorbing: [String]
    var weights: String?
    var cluster: String
    /// The same absorbed effects as terms of a formula.
    var terms: String
    var testDescription: String { "\(absorbing) by \(cluster) \(weights ?? "")" }
  }

  static let models = [
    Model(absorbing: ["child"], cluster: "preschool", terms: "child"),
    Model(absorbing: ["child"], weights: "weight", cluster: "child", terms: "child"),
    Model(absorbing: ["child", "time"], cluster: "preschool", terms: "child + factor(time)"),
    Model(absorbing: ["time", "group"], weights: "weight", cluster: "preschool", terms: "factor(time) + group"),
    Model(absorbing: ["time"], cluster: "group", terms: "factor(time)"),
    Model(absorbing: ["preschool", "group", "time"], cluster: "group", terms: "group + factor(time)"),
  ]

  /// Every child is seen more than once, so that no row is left out.
  private static var panel: SamplePanel {
    let panel = SamplePanel(seed: 8, preschoolCount: 6)
    let children = panel.texts["child", default: []]
    let counts = children.reduce(into: [String: Int]()) { $0[$1, default: 0] += 1 }
    return panel.selecting(children.indices.filter { counts[children[$0], default: 0] > 1 })
  }

  private func expectSame(
    _ absorbed: LinearRegressionFit, _ explicit: LinearRegressionFit, sourceLocation: SourceLocation = #_sourceLocation
  ) {
    for values in [\.coefficients, \.standardErrors, \.degreesOfFreedom] as [KeyPath<LinearRegressionFit, [Double]>] {
      let named = explicit.named(explicit[keyPath: values]).filter { absorbed.terms.contains($0.key) }
      expectClose(
        absorbed.named(absorbed[keyPath: values]), named, relative: Tolerance.matrixRoot, sourceLocation: sourceLocation
      )
    }
    expectClose(
      absorbed.residualSquares, explicit.residualSquares, relative: Tolerance.matrixRoot, sourceLocation: sourceLocation
    )
    expectClose(
      absorbed.rSquared ?? .nan, explicit.rSquared ?? .nan, relative: Tolerance.matrixRoot,
      sourceLocation: sourceLocation)
  }

  @Test(
    arguments: models,
    [.classical] + [.cr0, .cr1, .cr2, .cr3].map { .clusterRobust($0) } as [LinearRegression.Covariance])
  func absorbedLevelsAreIndicators(_ model: Model, _ covariance: LinearRegression.Covariance) throws {
    let request = AbsorbedFit(
      formula: "y ~ x + age", absorbing: model.absorbing, cluster: model.cluster, weights: model.weights)
    let fit = try request.fit(Self.panel.frame, covariance)
    let explicit = try LinearRegression(covariance: covariance).fit(
      Self.panel.clustered("y ~ x + age + \(model.terms)", by: model.cluster, weights: model.weights))
    expectSame(fit, explicit)
    #expect(fit.parameterCount == explicit.terms.count && fit.terms == ["x", "age"])
  }

  @Test(arguments: HeteroscedasticityConsistentCovariance.allCases)
  func consistentErrorsAreThoseWithIndicators(_ covariance: HeteroscedasticityConsistentCovariance) throws {
    let fit = try AbsorbedFit(formula: "y ~ x + age", absorbing: ["time", "group"], weights: "weight")
      .fit(Self.panel.frame, covariance)
    expectSame(fit, try covariance.fit(Self.panel.modelFrame("y ~ x + age + factor(time) + group", weights: "weight")))
  }

  /// Stata's factor counts an absorbed factor in the clusters as one intercept, and others in full.
  @Test func nestedLevelsAreNotCounted() throws {
    let frame = try Self.panel.frame
    func ratio(_ absorbing: [String], by cluster: String) throws -> Double {
      let request = AbsorbedFit(formula: "y ~ x + age", absorbing: absorbing, cluster: cluster)
      let plain = try request.fit(frame, .clusterRobust(.cr1)).standardErrors[0]
      let counted = try request.fit(frame, .clusterRobust(.cr1Stata)).standardErrors[0]
      return counted * counted / (plain * plain)
    }
    let rows = Double(frame.rowCount)
    let groups = Double(Set(Self.panel.texts["group", default: []]).count)
    expectClose(try ratio(["child"], by: "child"), (rows - 1) / (rows - 3), relative: Tolerance.matrixRoot)
    expectClose(try ratio(["child", "time"], by: "child"), (rows - 1) / (rows - 5), relative: Tolerance.matrixRoot)
    expectClose(try ratio(["group"], by: "child"), (rows - 1) / (rows - 2 - groups), relative: Tolerance.matrixRoot)
  }

  @Test func shuffledRowsAgree() throws {
    let request = AbsorbedFit(
      formula: "y ~ x + age", absorbing: ["time", "child"], cluster: "preschool", weights: "weight")
    let whole = try request.fit(Self.panel.frame, .clusterRobust(.cr1Stata))
    expectSame(try request.fit(Self.panel.shuffled(seed: 3).frame, .clusterRobust(.cr1Stata)), whole)
  }

  /// Rows that are alone in a level change nothing but the counts.
  @Test func singletonsSayNothing() throws {
    let request = AbsorbedFit(formula: "y ~ x + age", absorbing: ["child"], cluster: "preschool")
    let panel = SamplePanel(seed: 8, preschoolCount: 6)
    let fit = try request.fit(panel.frame, .clusterRobust(.cr2))
    expectSame(fit, try request.fit(Self.panel.frame, .clusterRobust(.cr2)))
    let alone = panel.rowCount - Self.panel.rowCount
    #expect(alone > 0 && fit.observationCount == Self.panel.rowCount)
    #expect(fit.warnings.first { $0.code == .singletonRows }?.facts == ["rows": String(alone)])
  }

  @Test func termsWithoutVariationWithinAreDropped() throws {
    let request = AbsorbedFit(formula: "y ~ x + kind", absorbing: ["child"], cluster: "child")
    let fit = try request.fit(Self.panel.frame, .clusterRobust(.cr2))
    #expect(fit.terms == ["x"] && fit.droppedTerms == ["kindb", "kindc"])
    #expect(fit.warnings.first?.facts == ["columns": "kindb, kindc"])
    #expect(throws: EstimationError.noEstimableTerm) {
      try AbsorbedFit(formula: "y ~ kind", absorbing: ["child"], cluster: "child")
        .fit(Self.panel.frame, .clusterRobust(.cr1))
    }
  }

  /// Also where the levels stand as columns: the term goes, not a level.
  @Test(arguments: [ClusterRobustCovariance.Correction.cr1, .cr2])
  func termsOfCrossedFactorsAreDropped(_ correction: ClusterRobustCovariance.Correction) throws {
    var panel = Self.panel
    panel.numbers["late"] = panel.numbers["time"]?.map { $0 > 4 ? 1 : 0 }
    let request = AbsorbedFit(formula: "y ~ late + x", absorbing: ["time", "child"], cluster: "preschool")
    let fit = try request.fit(panel.frame, .clusterRobust(correction))
    #expect(fit.terms == ["x"] && fit.droppedTerms == ["late"])
    let plain = AbsorbedFit(formula: "y ~ x", absorbing: ["time", "child"], cluster: "preschool")
    expectSame(fit, try plain.fit(panel.frame, .clusterRobust(correction)))
  }

  @Test func aResponseWithoutVariationWithinWarns() throws {
    var panel = Self.panel
    panel.numbers["y"] = panel.texts["child", default: []].map {
      Double($0.utf8.reduce(0) { 31 &* $0 &+ Int($1) } % 97)
    }
    let fit = try AbsorbedFit(formula: "y ~ x", absorbing: ["child"], cluster: "child")
      .fit(panel.frame, .clusterRobust(.cr1))
    #expect(fit.warnings.map(\.code).contains(.constantOutcome))
    #expect(fit.rSquaredWithin == nil && fit.coefficientTable(level: 0.95).allSatisfy { $0.pValue == nil })
  }

  @Test func everyRowAloneHasNoAnswer() throws {
    let frame = try Self.panel.withRowNames.frame
    #expect(throws: DesignError.absorbedCompletely(rowCount: frame.rowCount)) {
      try AbsorbedFit(formula: "y ~ x", absorbing: ["row"]).fit(frame, LinearRegression.Covariance.classical)
    }
  }
}

/// Terms that one cluster determines alone.
@Suite struct OneClusterTermTests {
  private let panel = SamplePanel(seed: 9, preschoolCount: 8)

  private func treating(_ preschools: Set<String>) -> SamplePanel {
    var result = panel
    result.numbers["treated"] = panel.texts["preschool", default: []].map { preschools.contains($0) ? 1 : 0 }
    return result
  }

  @Test(arguments: ClusterRobustCovariance.Correction.allCases)
  func anArmOfOneClusterIsSaid(_ correction: ClusterRobustCovariance.Correction) throws {
    let regression = LinearRegression(covariance: .clusterRobust(correction))
    let one = try regression.fit(treating(["p3"]).clustered("y ~ treated + x"))
    #expect(one.termsOfOneCluster == ["treated"])
    #expect(one.warnings.first { $0.code == .oneClusterTerm }?.facts == ["terms": "treated"])
    #expect(one.coefficientTable(level: 0.95).allSatisfy { $0.standardError?.isFinite == true })
    let two = try regression.fit(treating(["p3", "p4"]).clustered("y ~ treated + x"))
    #expect(two.termsOfOneCluster.isEmpty && !two.warnings.contains { $0.code == .oneClusterTerm })
  }

  @Test func theControlArmCountsToo() throws {
    let others = Set(panel.texts["preschool", default: []]).subtracting(["p3"])
    let fit = try LinearRegression(covariance: .clusterRobust(.cr1)).fit(treating(others).clustered("y ~ treated + x"))
    #expect(fit.termsOfOneCluster == ["(Intercept)", "treated"])
    #expect(
      try LinearRegression(covariance: .classical).fit(treating(["p3"]).clustered("y ~ treated")).termsOfOneCluster
        .isEmpty)
  }
}
