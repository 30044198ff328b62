import Findings
import Foundation
import ItemResponse
import Moments
import Probability
import TestSupport
import Testing

/// Differences between sides when children hang together, purification, and data that allow no comparison.
@Suite struct ClusteredDifferenceTests {
  /// Answers to six items of three categories of children in preschools, each rated leniently or strictly.
  ///
  /// `leniency` is the standard deviation of what a preschool's rater adds to the first item, `shift` what the focal side
  /// finds harder about the last one, in logits.
  private func responses(
    seed: UInt64, leniency: Double = 0, shift: Double = 0, clusterCount: Int = 40, isSideOfCluster: Bool = true,
    isClustered: Bool = true, itemCount: Int = 6
  ) -> ItemResponses {
    var stream = RandomStream(seed: seed, named: "differences")
    var (groups, categories): ([Int], [UInt8]) = ([], [])
    let names = (0..<clusterCount).flatMap { cluster in ["f", "m"].map { "\($0)|\(cluster)" } }
    for cluster in 0..<clusterCount {
      let rater = leniency * Normal().quantile(stream.nextUniform())
      for child in 0..<12 {
        let isFocal = (isSideOfCluster ? cluster : child) % 2 == 1
        let ability = Normal().quantile(stream.nextUniform())
        groups.append(isClustered ? 2 * cluster + (isFocal ? 1 : 0) : isFocal ? 1 : 0)
        for item in 0..<itemCount {
          let own = (item == 0 ? rater : 0) - (isFocal && item == itemCount - 1 ? shift : 0)
          let logit = ability + own + 0.3 * Double(item - 2)
          let noise = stream.nextUniform()
          let reached = [logit + 0.8, logit - 0.8].filter { noise < 1 / (1 + exp(-$0)) }
          categories.append(UInt8(reached.count))
        }
      }
    }
    return ItemResponses(
      items: (0..<itemCount).map { "i\($0)" }, categoryCounts: (0..<itemCount).map { _ in 3 },
      groups: isClustered ? names : ["f", "m"], groupOfPerson: groups, categories: categories)
  }

  private func comparison(_ responses: ItemResponses, isClustered: Bool = true) -> GroupComparison {
    let members = responses.groups.map { name in
      let parts = name.split(separator: "|").map(String.init)
      return (
        name,
        GroupComparison.Member(
          parts[0] == "m" ? .focal : .reference, cluster: isClustered && parts.count > 1 ? parts[1] : nil)
      )
    }
    return GroupComparison(
      reference: "f", focal: "m", members: Dictionary(uniqueKeysWithValues: members))
  }

  private func z(_ seed: UInt64, isClustered: Bool) throws -> Double {
    let responses = responses(seed: seed, leniency: 1.5, clusterCount: 30, itemCount: 5)
    let fit = DifferentialItemFunctioning(purificationLimit: 0).fit(
      ResponsePatterns(collecting: responses), comparison(responses, isClustered: isClustered))
    return try #require(fit.items[0].mantel?.z)
  }

  /// A rater's leniency towards one item is no difference between sides: with clusters the test keeps its level.
  @Test func ratersAreNotTakenForADifference() throws {
    let independent = try (0..<20).map { try z($0, isClustered: false) }
    let clustered = try (0..<20).map { try z($0, isClustered: true) }
    #expect(independent.count { abs($0) > 1.96 } > 5)
    #expect(clustered.count { abs($0) > 1.96 } <= 3)
    for (own, other) in zip(independent, clustered) { #expect(own * other > 0) }
  }

  /// The sums behind both tests are the same, and so are tables from cells and from patterns.
  @Test func clustersChangeTheErrorOnly() throws {
    let responses = responses(seed: 7, shift: 0.5)
    let patterns = ResponsePatterns(collecting: responses)
    let moments = ItemMoments(collecting: responses)
    let model = DifferentialItemFunctioning(purificationLimit: 0)
    let clustered = model.fit(patterns, comparison(responses))
    let independent = model.fit(patterns, comparison(responses, isClustered: false))
    #expect(clustered == model.fit(moments, comparison(responses)))
    #expect(clustered.clusterCount == 40 && clustered.warnings.isEmpty)
    for (own, other) in zip(clustered.items, independent.items) {
      expectClose(try #require(own.mantel?.excess), try #require(other.mantel?.excess), relative: 1e-11, scale: 1)
      #expect(own.mantel?.meanDifference == other.mantel?.meanDifference)
      let pair = (try #require(own.logistic), try #require(other.logistic))
      expectClose(try #require(pair.0.sideCoefficient), try #require(pair.1.sideCoefficient), relative: 1e-8)
      expectClose(pair.0.logLikelihoods, pair.1.logLikelihoods, relative: 1e-10)
      #expect(pair.0.uniform?.pValue != pair.1.uniform?.pValue)
    }
  }

  /// Every child a cluster of its own: Σ over children of ((f − f̄)(y − ȳ))², by hand.
  @Test func mantelOfTwoStrataByHand() throws {
    let responses = ItemResponses(
      items: ["a", "b"], categoryCounts: [3, 3], groups: ["f|1", "f|2", "m|3", "m|4", "m|5"],
      groupOfPerson: [0, 1, 2, 3, 4], categories: [0, 2, 1, 1, 2, 0, 1, 1, 2, 0])
    let fit = DifferentialItemFunctioning().fit(ItemMoments(collecting: responses), comparison(responses))
    let mantel = try #require(fit.items[0].mantel)
    let (f, y) = ([0, 0, 1, 1, 1.0], [0, 1, 2, 1, 2.0])
    let products = zip(f, y).map { ($0 - 0.6) * ($1 - 1.2) }
    expectClose(mantel.excess, products.reduce(0, +), relative: 1e-14)
    expectClose(mantel.variance, products.reduce(0) { $0 + $1 * $1 }, relative: 1e-14)
    expectClose(mantel.meanDifference, 5.0 / 3 - 0.5, relative: 1e-14)
    #expect(fit.warnings.contains { $0.code == .sparseGroups } && fit.warnings.contains { $0.code == .fewClusters })
  }

  /// A large difference on one item shows on the others with the opposite sign until it leaves the matching score.
  @Test func purificationTakesTheItemOut() throws {
    let responses = responses(
      seed: 3, shift: 2.5, clusterCount: 200, isSideOfCluster: false, isClustered: false)
    let patterns = ResponsePatterns(collecting: responses)
    let raw = DifferentialItemFunctioning(purificationLimit: 0).fit(patterns, comparison(responses))
    let purified = DifferentialItemFunctioning().fit(patterns, comparison(responses))
    #expect(raw.purificationCount == 0 && purified.purificationCount > 0)
    #expect(!purified.matchingItems.contains("i5") && purified.items[5].size == .c)
    let spread = { (fit: DifferentialItemFunctioningFit) in
      fit.items.dropLast().reduce(0) { $0 + abs($1.mantel?.meanDifference ?? 0) }
    }
    #expect(spread(purified) < 0.5 * spread(raw))
  }

  @Test func nothingToCompareIsSaid() {
    let alone = ItemResponses(
      items: ["a", "b"], categoryCounts: [3, 3], groups: ["f", "m"], groupOfPerson: [0, 0, 1],
      categories: [0, 1, 2, 2, 1, 1])
    let pair = GroupComparison(reference: "f", focal: "m")
    let apart = DifferentialItemFunctioning().fit(ItemMoments(collecting: alone), pair)
    #expect(apart.items.allSatisfy { $0.mantel == nil && $0.size == nil && $0.logistic == nil && $0.general == nil })
    #expect(apart.warnings.map(\.code) == [.sparseGroups, .independenceAssumed, .untestedItems])
    let top = ItemResponses(
      items: ["a", "b"], categoryCounts: [3, 3], groups: ["f", "m"], groupOfPerson: [0, 0, 1, 1],
      categories: [2, 2, 2, 2, 2, 2, 2, 2])
    let same = DifferentialItemFunctioning().fit(ItemMoments(collecting: top), pair)
    #expect(same.items.allSatisfy { $0.mantel == nil } && same.warnings.contains { $0.code == .untestedItems })
    let nobody = GroupComparison(reference: "x", focal: "y")
    #expect(DifferentialItemFunctioning().fit(ItemMoments(collecting: top), nobody).referenceCount == 0)
  }
}
