import CompositeIndex
import Findings
import TestSupport
import Testing

/// Normalisation, treatment, weights, means and contributions against numpy and scipy.
struct CompositeOracleTests {
  private let expected: JSONValue
  private let areas: [AreaIndicators]

  init() throws {
    expected = try CompositeOracle.expected()
    areas = try CompositeOracle.areas()
  }

  @Test func momentsAndWinsorising() throws {
    let columns = try CompositeOracle.columns()
    let (skews, kurtoses) = (try expected.numbers("skewness"), try expected.numbers("kurtosis"))
    expectClose(columns.compactMap(skewness), skews, relative: Tolerance.closedForm)
    expectClose(columns.compactMap(excessKurtosis), kurtoses, relative: Tolerance.closedForm)
    expectNoticesErrors(in: skews + kurtoses, relative: Tolerance.closedForm)
    let outcome = Winsorising().treat(columns[2])
    #expect(outcome.movedCount == Int(try expected.number("winsorised.moved")) && outcome.passes)
    #expect(outcome.upper == (try expected.number("winsorised.upper")) && outcome.lower == -.infinity)
    let treated = columns[2].map { min($0, outcome.upper) }
    expectClose(
      try #require(skewness(treated)), try expected.number("winsorised.skewness"),
      relative: Tolerance.closedForm)
    // Turned round, the lowest two move.
    let mirrored = Winsorising().treat(columns[2].map { -$0 })
    #expect(mirrored.movedCount == outcome.movedCount && mirrored.lower == -outcome.upper)
    #expect(Winsorising().treat(columns[0]).movedCount == 0)
    #expect(!Winsorising(maximumCount: 1).treat(columns[2]).passes)
  }

  @Test(arguments: Normalisation.allCases) func risks(normalisation: Normalisation) throws {
    let index = CompositeIndex(framework: try CompositeOracle.framework(), normalisation: normalisation)
    let scores = try index.score(areas)
    for (position, key) in CompositeOracle.keys.enumerated() {
      let risks = try expected.numbers("risks.\(normalisation.rawValue).\(key)")
      expectClose(
        scores.compactMap { $0.blocks[0].components[position].risk }, risks, relative: Tolerance.closedForm, scale: 1,
        "\(normalisation) \(key)")
      expectNoticesErrors(in: risks, relative: Tolerance.closedForm, scale: 1)
    }
  }

  @Test(arguments: Aggregation.allCases) func means(aggregation: Aggregation) throws {
    let scores = try CompositeIndex(framework: try CompositeOracle.framework(aggregation)).score(areas)
    let indices = try expected.numbers("index.\(aggregation.rawValue)")
    expectClose(scores.compactMap(\.index), indices, relative: Tolerance.closedForm)
    expectNoticesErrors(in: indices, relative: Tolerance.closedForm)
  }

  @Test(arguments: Aggregation.allCases) func contributions(aggregation: Aggregation) throws {
    let index = CompositeIndex(framework: try CompositeOracle.framework(aggregation))
    let fits = try ShapleyContributions(index: index, reference: .meanOfAreas).fit(areas)
    for area in [0, 3, 9] {
      let parts = try expected.numbers("shapley.\(aggregation.rawValue).\(area)")
      expectClose(fits[area].contributions.map(\.value), parts, relative: Tolerance.closedForm, scale: 1)
      expectNoticesErrors(in: parts, relative: Tolerance.closedForm, scale: 1)
    }
  }

  @Test func weightsFromTheData() throws {
    func weights(_ weighting: Weighting, _ aggregation: Aggregation = .arithmetic) throws -> [Double] {
      let index = CompositeIndex(framework: try CompositeOracle.framework(aggregation), weighting: weighting)
      let construction = try index.construction(areas)
      #expect(construction.warnings.allSatisfy { $0.code == .notEstimable && weighting == .principalComponent })
      return construction.weights[0].weights
    }
    let components = try expected.numbers("pca")
    expectClose(try weights(.principalComponent), components, relative: Tolerance.closedForm)
    expectNoticesErrors(in: components, relative: Tolerance.closedForm)
    #expect(try weights(.equal) == [0.2, 0.2, 0.2, 0.2, 0.2])
    expectClose(try weights(.given), [2, 1, 1, 3, 1].map { $0 / 8 }, relative: Tolerance.closedForm)
    for (found, key) in [
      (try weights(.equalCorrelation), "equal_correlation"),
      (try weights(.equalCorrelation, .geometric), "equal_correlation_geometric"),
      (try weights(.equalCorrelationRatio), "equal_correlation_ratio"),
    ] {
      let wanted = try expected.numbers(key)
      expectClose(found, wanted, relative: Tolerance.iterated, key)
      expectNoticesErrors(in: wanted, relative: Tolerance.iterated)
    }
  }

  @Test func membersThatCannotBeEquallyImportantAreSaidToBeSo() throws {
    // c is nearly a + b: it goes along with any mean of them more than they do, whatever its weight.
    let posts = try Goalposts(noRisk: -2, fullRisk: 3)
    let framework = try IndexFramework(blocks: [
      .init(key: "x", indicators: ["a", "b", "c", "d"].map { .init(key: $0, goalposts: posts) })
    ])
    let areas = (0..<8).map { area in
      let (a, b) = (Double(area & 1), Double(area >> 1 & 1))
      let c = a + b + 0.01 * Double(area >> 2)
      return AreaIndicators(
        area: "\(area)", values: ["a": .init(a), "b": .init(b), "c": .init(c), "d": .init(-c * c / 3)])
    }
    let construction = try CompositeIndex(framework: framework, weighting: .equalCorrelation).construction(areas)
    #expect(construction.warnings.map(\.code) == [.notConverged])
    #expect(construction.weights[0].weights.allSatisfy { $0.isFinite && $0 >= 0 })
    let components = try CompositeIndex(framework: framework, weighting: .principalComponent).construction(areas)
    #expect(components.warnings.first?.facts["indicators"] == "d")
    // Two areas say nothing about correlations.
    let few = try CompositeIndex(framework: framework, weighting: .principalComponent).construction(Array(areas[..<2]))
    #expect(few.warnings.map(\.code) == [.notEstimable] && few.weights[0].weights[0] == 0.25)
  }
}
