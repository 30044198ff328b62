import Foundation
import ItemResponse
import LinearAlgebra
import Moments
import TestSupport
import Testing

/// What must hold of calibrations whatever the data are.
@Suite struct PartialCreditLawTests {
  /// Three groups, forms that overlap, and answers missing here and there.
  private static let responses = simulatedResponses(
    seed: 1, personCount: 240, items: spreadItems(6), means: [0, 0.5, -0.4]
  ) { person, item in
    (person % 5 != 0 || item < 2) && (person * 7 + item * 3) % 11 != 0
  }

  private func fit(
    _ responses: ItemResponses = Self.responses, _ model: PartialCreditModel = PartialCreditModel()
  ) throws -> ItemResponseFit {
    try model.fit(ItemMoments(collecting: responses))
  }

  private func named(_ fit: ItemResponseFit) throws -> [String: Double] {
    let errors = try #require(fit.standardErrors)
    return Dictionary(
      uniqueKeysWithValues: zip(fit.parameterNames, fit.parameters).map { ($0, $1) }
        + zip(fit.parameterNames, errors).map { ("error of \($0)", $1) })
  }

  @Test func likelihoodIsThatOfTheRows() throws {
    let fit = try fit()
    let rows = logLikelihoodOfRows(Self.responses, items: fit.items, groups: fit.groups)
    expectClose(fit.logLikelihood, rows, relative: 1e-12)
  }

  /// The information from cells, with forms and missing answers, is the curvature of the likelihood of rows.
  ///
  /// Second differences of a value near −1300 hold five digits.
  @Test func informationIsTheCurvatureOfTheRows() throws {
    let responses = simulatedResponses(seed: 2, personCount: 60, items: spreadItems(4), means: [0, 0.5]) {
      person, item in
      (person % 3 != 0 || item == person % 4) && (person + item) % 7 != 0
    }
    let fit = try fit(responses)
    let covariance = try #require(fit.covariance)
    let information = try Cholesky(covariance).inverse()
    func value(_ parameters: [Double]) -> Double {
      let items = fit.items.indices.map {
        ItemParameters(item: fit.items[$0].item, locations: Array(parameters[2 * $0...2 * $0 + 1]))
      }
      let groups = [
        AbilityDistribution(group: "g0", mean: 0, variance: parameters[9]),
        AbilityDistribution(group: "g1", mean: parameters[8], variance: parameters[10]),
      ]
      return logLikelihoodOfRows(responses, items: items, groups: groups)
    }
    #expect(fit.parameterNames.suffix(3) == ["mean.g1", "variance.g0", "variance.g1"])
    for (first, second) in [(0, 0), (0, 1), (1, 6), (2, 8), (3, 9), (8, 8), (9, 9), (8, 10), (9, 10), (5, 10)] {
      func difference(_ step: Double) -> Double {
        func at(_ own: Double, _ other: Double) -> Double {
          var moved = fit.parameters
          moved[first] += own * step
          moved[second] += other * step
          return value(moved)
        }
        return (at(1, 1) - at(1, -1) - at(-1, 1) + at(-1, -1)) / (4 * step * step)
      }
      let extrapolated = (4 * difference(0.01) - difference(0.02)) / 3
      expectClose(-extrapolated, information[first, second], relative: 2e-5, scale: 1, "\(first), \(second)")
    }
  }

  @Test func twoCategoriesAreTheRaschModel() throws {
    let responses = simulatedResponses(seed: 3, personCount: 300, items: spreadItems(5, steps: [0.2]))
    let fits = try [PartialCreditModel.Family.rasch, .partialCredit, .ratingScale].map {
      try fit(responses, PartialCreditModel(family: $0))
    }
    for other in fits.dropFirst() {
      expectClose(other.logLikelihood, fits[0].logLikelihood, relative: 1e-13)
      expectClose(other.parameters, fits[0].parameters, relative: 1e-9, scale: 1)
      expectClose(try #require(other.standardErrors), try #require(fits[0].standardErrors), relative: 1e-9)
    }
  }

  @Test func orderOfItemsAndNamesOfGroupsChangeNothing() throws {
    let order = [3, 0, 5, 1, 4, 2]
    let source = Self.responses
    let names = ["g0": "z", "g1": "b", "g2": "m"]
    let other = ItemResponses(
      items: order.map { source.items[$0] }, categoryCounts: source.categoryCounts,
      groups: source.groups.map { names[$0] ?? $0 }, groupOfPerson: source.groupOfPerson,
      categories: source.groupOfPerson.indices.flatMap { person in
        order.map { source.categories[person * order.count + $0] }
      })
    let plain = try fit()
    let moved = try fit(other, PartialCreditModel(referenceGroup: "z"))
    expectClose(moved.logLikelihood, plain.logLikelihood, relative: 1e-13)
    let renamed = try named(plain).map { name, value in
      (names.reduce(name) { $0.replacing(".\($1.key)", with: ".\($1.value)") }, value)
    }
    expectClose(try named(moved), Dictionary(uniqueKeysWithValues: renamed), relative: 1e-9, scale: 1)
  }

  @Test(arguments: [[0, 1, 2, 3, 4, 5], [1, 4]])
  func itemsHeldAtTheirEstimatesChangeNothing(held: [Int]) throws {
    let free = try fit()
    let anchored = try fit(Self.responses, PartialCreditModel(anchors: held.map { free.items[$0] }))
    expectClose(anchored.logLikelihood, free.logLikelihood, relative: 1e-13)
    #expect(anchored.anchoredItems == held.map { free.items[$0].item })
    #expect(anchored.parameterNames.contains("mean.g0"))
    expectClose(anchored.groups.map(\.mean), free.groups.map(\.mean), relative: 1e-8, scale: 1)
    expectClose(anchored.groups.map(\.variance), free.groups.map(\.variance), relative: 1e-8)
    expectClose(
      anchored.items.flatMap(\.locations), free.items.flatMap(\.locations), relative: 1e-8, scale: 1)
  }

  @Test func sharedMeansAndVariancesAreOneGroup() throws {
    let shared = try fit(Self.responses, PartialCreditModel(means: .shared, variances: .shared))
    let source = Self.responses
    let one = ItemResponses(
      items: source.items, categoryCounts: source.categoryCounts,
      groupOfPerson: source.groupOfPerson.map { _ in 0 }, categories: source.categories)
    let single = try fit(one)
    expectClose(shared.logLikelihood, single.logLikelihood, relative: 1e-13)
    #expect(shared.parameterNames.last == "variance.shared")
    expectClose(shared.parameters, single.parameters, relative: 1e-9, scale: 1)
  }

  /// A rating scale is a partial credit model with constraints: it fits no better.
  @Test func theRatingScaleIsNestedInThePartialCreditModel() throws {
    let scale = try fit(Self.responses, PartialCreditModel(family: .ratingScale))
    let free = try fit()
    #expect(scale.logLikelihood < free.logLikelihood)
    #expect(scale.parameters.count == free.parameters.count - 5)
    let first = scale.items[0].locations
    for item in scale.items { expectClose(item.locations[1] - item.locations[0], first[1] - first[0], relative: 1e-12) }
  }
}
