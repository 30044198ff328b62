import Design
import Findings
import Moments
import SmallArea
import Tabular
import TestSupport
import Testing

/// Shares of areas by the beta-binomial model and by Fay–Herriot models on other scales, against forty digits.
struct ShareModelTests {
  private static let tolerance = Tolerance.polishedOptimum

  static func shares() throws -> [EffectiveShare] {
    try Fixture.text("small_area", "shares.csv").split(separator: "\n").dropFirst().map { line in
      let fields = line.split(separator: ",")
      let numbers = fields[1...].compactMap { Double($0) }
      return EffectiveShare(area: String(fields[0]), share: numbers[0], effectiveSize: numbers[1])
    }
  }

  @Test(arguments: ShareTransformation.allCases)
  func transformedModelAgrees(transformation: ShareTransformation) throws {
    let expected = try Fixture.json("small_area").value(transformation.rawValue)
    let covariates = try OracleData.model("size ~ x", "small_area", "shares.csv").fixed
    let fit = try TransformedFayHerriot(transformation: transformation).fit(Self.shares(), covariates: covariates)
    expectClose(fit.model.modelVariance, try expected.number("A"), relative: Self.tolerance, "A")
    let (areas, wanted) = (fit.areaEstimates, try expected.numbers("estimate"))
    expectClose(areas.map(\.estimate), wanted, relative: Self.tolerance, "estimate")
    expectClose(areas.map(\.interval.lower), try expected.numbers("lower"), relative: Self.tolerance, scale: 1e-3)
    expectClose(areas.map(\.interval.upper), try expected.numbers("upper"), relative: Self.tolerance, "upper")
    expectNoticesErrors(in: wanted, relative: Self.tolerance)
    for area in areas {
      #expect(0 <= area.interval.lower && area.interval.lower < area.estimate)
      #expect(area.estimate < area.interval.upper && area.interval.upper <= 1)
    }
    // A share of 0 is not taken for certainty.
    #expect(areas[3].direct == 0 && areas[3].estimate > 0 && areas[3].shrinkage < 1)
  }

  /// The errors rest on numerical second derivatives.
  @Test func betaBinomialAgrees() throws {
    let expected = try Fixture.json("small_area").value("beta_binomial")
    let fit = try BetaBinomialShrinkage().fit(Self.shares())
    expectClose(fit.mean, try expected.number("mean"), relative: Tolerance.iterated, "mean")
    let concentration = try expected.number("concentration")
    expectClose(try #require(fit.concentration), concentration, relative: Tolerance.iterated, "M")
    expectClose(fit.logLikelihood, try expected.number("logLik"), relative: Tolerance.closedForm, "log-likelihood")
    let areas = fit.areaEstimates
    expectClose(areas.map(\.estimate), try expected.numbers("estimate"), relative: Tolerance.iterated, "estimate")
    expectClose(
      areas.map(\.posteriorVariance), try expected.numbers("naive_variance"), relative: Tolerance.iterated, "naive")
    expectClose(areas.map(\.variance), try expected.numbers("variance"), relative: Tolerance.iterated, "variance")
    expectNoticesErrors(in: try expected.numbers("variance"), relative: Tolerance.iterated)
    #expect(fit.method == .maximumLikelihood && fit.warnings.isEmpty)
    #expect(areas.allSatisfy { (0...1).contains($0.shrinkage) && $0.interval.lower > 0 && $0.interval.upper < 1 })
    #expect(areas.allSatisfy { $0.interval.lower < $0.estimate && $0.estimate < $0.interval.upper })
    let moments = try BetaBinomialShrinkage(method: .moments).fit(Self.shares())
    let momentConcentration = try expected.number("moments_concentration")
    expectClose(moments.mean, try expected.number("moments_mean"), relative: Self.tolerance, "mean by moments")
    expectClose(try #require(moments.concentration), momentConcentration, relative: Self.tolerance, "M by moments")
    #expect(moments.warnings.map(\.code) == [.notEstimable])
  }

  @Test func areasThatAgreeGetThePooledShare() throws {
    let alike = (0..<8).map { EffectiveShare(area: "\($0)", share: 0.3 + 0.002 * Double($0), effectiveSize: 50) }
    let fit = try BetaBinomialShrinkage().fit(alike)
    #expect(fit.concentration == nil && fit.warnings.map(\.code) == [.boundaryVariance])
    expectClose(fit.areaEstimates.map(\.estimate), [Double](repeating: 0.307, count: 8), relative: Tolerance.iterated)
    // What is left is the error of the pooled share: √(0.307 · 0.693 / 400).
    let error = (0.307 * 0.693 / 400).squareRoot()
    expectClose(fit.areaEstimates[0].standardError, error, relative: Tolerance.iterated)
  }

  @Test func estimatesTendToTheDirectOnesAsSamplesGrow() throws {
    let large = try Self.shares().map {
      EffectiveShare(area: $0.area, share: $0.share, effectiveSize: $0.effectiveSize * 1e6)
    }
    for area in try BetaBinomialShrinkage().fit(large).areaEstimates {
      #expect(abs(area.estimate - area.direct) < 1e-6 && area.shrinkage > 1 - 1e-5)
    }
    for area in try TransformedFayHerriot().fit(large).areaEstimates {
      #expect(abs(area.estimate - area.direct) < 1e-5 && area.shrinkage > 1 - 1e-5)
    }
  }

  /// Shares that are all one or the other, or nearly all 0, or of samples of all sizes: an answer all the same.
  @Test(arguments: [
    [0.0, 1, 0, 1, 1], [0, 0, 0, 0, 0.1], [1, 1, 1, 0.99, 1], [0.5, 0.5, 0.5, 0.5, 0.5], [0, 0.2, 0.4, 0.6, 1],
  ])
  func oddSharesHaveFiniteAnswers(values: [Double]) throws {
    for sizes in [[10.0, 10, 10, 10, 10], [0.5, 1e7, 3, 1, 40]] {
      let shares = zip(values, sizes).enumerated().map {
        EffectiveShare(area: "\($0)", share: $1.0, effectiveSize: $1.1)
      }
      for method in BetaBinomialShrinkage.Method.allCases {
        for area in try BetaBinomialShrinkage(method: method).fit(shares).areaEstimates {
          #expect((0...1).contains(area.estimate) && (0...1).contains(area.shrinkage) && area.variance >= 0)
          #expect(0 <= area.interval.lower && area.interval.lower <= area.interval.upper && area.interval.upper <= 1)
        }
      }
      for transformation in ShareTransformation.allCases {
        for area in try TransformedFayHerriot(transformation: transformation).fit(shares).areaEstimates {
          #expect((0...1).contains(area.estimate) && (0...1).contains(area.shrinkage))
          #expect(0 <= area.interval.lower && area.interval.lower <= area.interval.upper && area.interval.upper <= 1)
        }
      }
    }
  }

  @Test func whatIsNoShareIsRefused() throws {
    let good = try Self.shares()
    for (share, size) in [(1.2, 10.0), (-0.1, 10), (.nan, 10), (0.5, 0), (0.5, .infinity)] {
      let odd = good + [EffectiveShare(area: "odd", share: share, effectiveSize: size)]
      #expect(throws: SmallAreaError.notAShare(area: "odd")) { try BetaBinomialShrinkage().fit(odd) }
      #expect(throws: SmallAreaError.notAShare(area: "odd")) { try TransformedFayHerriot().fit(odd) }
    }
    #expect(throws: SmallAreaError.duplicateArea("A01")) { try BetaBinomialShrinkage().fit(good + [good[0]]) }
    #expect(throws: SmallAreaError.tooFewAreas(found: 2, required: 3)) {
      try BetaBinomialShrinkage().fit(Array(good[..<2]))
    }
    let nobody = good.map { EffectiveShare(area: $0.area, share: 0, effectiveSize: $0.effectiveSize) }
    #expect(throws: SmallAreaError.noVariation(areaCount: 20)) { try BetaBinomialShrinkage().fit(nobody) }
  }
}

/// Effective sizes from clusters, worked by hand.
struct EffectiveSampleSizeTests {
  private func sums(_ areas: [String: [(Double, Double)]]) -> AreaSums {
    var sums = AreaSums()
    for (area, clusters) in areas {
      for (index, cluster) in clusters.enumerated() {
        sums.add(numerator: cluster.0, denominator: cluster.1, area: area, cluster: "P-\(index)")
      }
    }
    return sums
  }

  /// Clusters of 10 with 2 and 6 successes: between 10·2·0.2² = 0.8 on 1 df, within 1.6 + 2.4 = 4 on 18 df, n₀ = 10.
  @Test func theCorrelationIsThatOfTheAnalysisOfVariance() throws {
    let fit = try EffectiveSampleSize().fit(sums(["a": [(2, 10), (6, 10)]]))
    let (between, within) = (0.8, 4.0 / 18)
    let correlation = (between - within) / (between + 9 * within)
    expectClose(fit.intraclassCorrelation, correlation, relative: Tolerance.closedForm)
    expectClose(fit.shares[0].designEffect, 1 + 9 * correlation, relative: Tolerance.closedForm)
    expectClose(fit.shares[0].share, 0.4, relative: Tolerance.closedForm)
    #expect(fit.warnings.map(\.code) == [.fewClusters])
  }

  @Test func clustersThatDifferLessThanChanceCostNothing() throws {
    let fit = try EffectiveSampleSize().fit(sums(["a": [(5, 10), (5, 10)], "b": [(4, 8), (3, 6)]]))
    #expect(fit.intraclassCorrelation == 0 && fit.shares.allSatisfy { $0.designEffect == 1 })
  }

  @Test func clustersThatAreAllOneOrTheOtherCountAsOneObservationEach() throws {
    let fit = try EffectiveSampleSize().fit(sums(["a": [(10, 10), (0, 10), (0, 10)], "b": [(0, 5), (5, 5)]]))
    #expect(fit.intraclassCorrelation == 1)
    expectClose(fit.shares.map(\.effectiveSize), [3, 2], relative: Tolerance.closedForm)
  }

  @Test func sumsThatAreNoShareOrCannotBeComparedAreRefused() {
    #expect(throws: SmallAreaError.invalidSums(area: "a", cluster: "P-0")) {
      try EffectiveSampleSize().fit(sums(["a": [(11, 10), (1, 10)]]))
    }
    #expect(throws: SmallAreaError.noVariation(areaCount: 2)) {
      try EffectiveSampleSize().fit(sums(["a": [(1, 10)], "b": [(3, 10)]]))
    }
  }

  /// With the design effect no variance is 0, not even where no two clusters of any area differ.
  @Test func smoothedVariancesOfSharesAreThoseOfTheDesign() throws {
    let fit = try ShareVariance(smoothing: .designEffect).fit(
      sums(["a": [(2, 10), (6, 10)], "b": [(0, 10), (0, 10), (0, 20)]]))
    let effective = try EffectiveSampleSize().fit(sums(["a": [(2, 10), (6, 10)], "b": [(0, 10), (0, 10), (0, 20)]]))
    let pooled =
      effective.shares.reduce(0) { $0 + $1.share * $1.effectiveSize }
      / effective.shares.reduce(0) { $0 + $1.effectiveSize }
    expectClose(
      fit.shares.map(\.variance), effective.shares.map { pooled * (1 - pooled) / $0.effectiveSize },
      relative: Tolerance.closedForm)
    #expect(fit.shares.allSatisfy { $0.isSmoothed && $0.variance > 0 })
    #expect(fit.warnings.first?.code == .smoothedVariance)
    let alike = try ShareVariance(smoothing: .designEffect).fit(sums(["a": [(5, 10), (5, 10)], "b": [(5, 10)]]))
    expectClose(alike.shares.map(\.variance), [0.25 / 20, 0.25 / 10], relative: Tolerance.closedForm)
  }
}
