import Findings
import Foundation
import Moments
import Movement
import TestSupport
import Testing

/// Growth percentiles: worked by hand, against their definition child by child, and their laws.
struct GrowthPercentilesTests {
  private struct Child {
    var first: Double
    var second: Double
    var cluster: String
  }

  private func fit(
    _ children: [Child], _ references: [Child], minimum: Int = 1
  ) throws -> GrowthPercentilesFit {
    var counts = ScorePairCounts()
    for child in children {
      counts.add(ScorePair(first: child.first, second: child.second), stratum: "e", cluster: child.cluster)
    }
    for child in references {
      counts.add(ScorePair(first: child.first, second: child.second), stratum: "c", cluster: child.cluster)
    }
    return try GrowthPercentiles(minimumReferenceCount: minimum)
      .fit(counts, comparing: [.init(stratum: "e", reference: "c")])
  }

  private func children(_ pairs: [(Double, Double)], in clusters: Int, _ name: String) -> [Child] {
    pairs.enumerated().map { Child(first: $1.0, second: $1.1, cluster: "\(name)\($0 % clusters)") }
  }

  /// Scores of whole sixths that come with ties and a ceiling.
  private func drawn(_ count: Int, seed: UInt64, shift: Int) -> [(Double, Double)] {
    var random = RepeatableRandom(seed: seed)
    return (0..<count).map { _ in
      let start = 8 + Int(random.next() % 4)
      return (Double(start) / 6, Double(min(18, start + shift + Int(random.next() % 6))) / 6)
    }
  }

  /// References at 1: 1, 2, 2, 3; a child at 2 has one below and half of two at it: (1 + 1)/4.
  @Test func tiesCountHalf() throws {
    let references = children([(1, 1), (1, 2), (1, 2), (1, 3)], in: 2, "c")
    let found = try fit(children([(1, 2), (1, 4), (1, 0.5)], in: 3, "e"), references)
    expectClose(found.mean, (50 + 100 + 0) / 3, relative: Tolerance.closedForm)
    #expect(found.median == 50 && found.pooledCount == 0 && found.unplacedCount == 0)
    #expect(found.referenceMean == 50 && found.referenceCount == 4 && found.clusterCount == 3)
  }

  @Test func theMedianOfAnEvenNumberIsTheMeanOfTheTwoMiddleOnes() throws {
    let references = children([(1, 1), (1, 2), (1, 3), (1, 4)], in: 2, "c")
    // Mid-ranks 12.5, 37.5, 62.5, 87.5.
    let found = try fit(children([(1, 4), (1, 1), (1, 3), (1, 2)], in: 2, "e"), references)
    #expect(found.median == 50 && found.mean == 50)
  }

  @Test func aThinFirstScoreTakesItsNeighboursOnBothSides() throws {
    let references = children([(1, 1), (1.5, 2), (2, 3), (2.5, 9), (2.5, 9)], in: 2, "c")
    let found = try fit(children([(1.5, 2)], in: 1, "e"), references, minimum: 3)
    // 1.5 alone is one child; 1 and 2 are equally far and come together: 1, 2, 3 – one below, half of one.
    expectClose(found.mean, 50, relative: Tolerance.closedForm)
    #expect(found.pooledCount == 1 && found.minimumReferenceCount == 3)
    // A child at the edge has neighbours on one side only, and one outside the range has the nearest.
    expectClose(
      try fit(children([(1, 2)], in: 1, "e"), references, minimum: 2).mean, 75, relative: Tolerance.closedForm)
    expectClose(
      try fit(children([(9, 9)], in: 1, "e"), references, minimum: 2).mean, 50, relative: Tolerance.closedForm)
    // Thirds are equally far apart although their differences differ in the last bit.
    let thirds = children([(4.0 / 3, 1), (5.0 / 3, 2), (2, 3)], in: 2, "c")
    expectClose(
      try fit(children([(5.0 / 3, 2)], in: 1, "e"), thirds, minimum: 2).mean, 50, relative: Tolerance.closedForm)
  }

  @Test(arguments: [1, 2, 3] as [UInt64])
  func withoutPoolingTheReferencesAverageFifty(seed: UInt64) throws {
    let references = children(drawn(400, seed: seed, shift: 1), in: 20, "c")
    let found = try fit(children(drawn(300, seed: seed + 50, shift: 3), in: 15, "e"), references)
    expectClose(found.referenceMean, 50, relative: Tolerance.closedForm)
    #expect(found.mean > 55 && found.pooledCount == 0)
    let itself = try fit(references, references)
    expectClose(itself.mean, 50, relative: Tolerance.closedForm)
    #expect(itself.interval == nil, "a group held against itself does not vary")
  }

  /// One first score, every child its own cluster, as many in both samples: DeLong's variance from its placements.
  @Test func theErrorIsDeLongs() throws {
    let (own, other) = (drawn(40, seed: 7, shift: 2).map(\.1), drawn(40, seed: 8, shift: 1).map(\.1))
    func half(_ y: Double, _ x: Double) -> Double { x < y ? 1 : x == y ? 0.5 : 0 }
    let above = own.map { y in other.reduce(0) { $0 + half(y, $1) } / 40 }
    let below = other.map { x in own.reduce(0) { $0 + half($1, x) } / 40 }
    func variance(_ values: [Double]) -> Double {
      let mean = values.reduce(0, +) / 40
      return values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / 39
    }
    let expected = 100 * (variance(above) / 40 + variance(below) / 40).squareRoot()
    let found = try fit(
      children(own.map { (1, $0) }, in: 40, "e"), children(other.map { (1, $0) }, in: 40, "c"))
    expectClose(try #require(found.standardError), expected, relative: Tolerance.closedForm)
    expectClose(found.mean, 100 * above.reduce(0, +) / 40, relative: Tolerance.closedForm)
    #expect(found.degreesOfFreedom == 78)
    expectNoticesErrors(in: [expected, found.mean], relative: Tolerance.closedForm)
  }

  /// The error against leaving clusters out one at a time, which knows nothing of influences.
  @Test func theErrorIsCloseToTheJackknife() throws {
    let own = children(drawn(600, seed: 21, shift: 2), in: 30, "e")
    let references = children(drawn(600, seed: 22, shift: 1), in: 30, "c")
    let whole = try fit(own, references, minimum: 30)
    let clusters = Set((own + references).map(\.cluster)).sorted()
    let parts = try clusters.map { left in
      try fit(own.filter { $0.cluster != left }, references.filter { $0.cluster != left }, minimum: 30).mean
    }
    let squares = parts.reduce(0) { $0 + ($1 - whole.mean) * ($1 - whole.mean) }
    let jackknife = (squares * Double(clusters.count - 1) / Double(clusters.count)).squareRoot()
    // Both are estimates to first order in 1/60 clusters.
    expectClose(try #require(whole.standardError), jackknife, relative: 0.05)
  }

  @Test func copiesInsideAClusterAddNoEvidence() throws {
    let own = children(drawn(100, seed: 3, shift: 2), in: 10, "e")
    let references = children(drawn(100, seed: 4, shift: 1), in: 10, "c")
    let (once, twice) = (try fit(own, references), try fit(own + own, references + references))
    expectClose(twice.mean, once.mean, relative: Tolerance.closedForm)
    expectClose(
      try #require(twice.standardError), try #require(once.standardError), relative: Tolerance.closedForm)
    #expect(twice.median == once.median)
  }

  @Test func mergedCountsGiveTheSameFit() throws {
    let own = children(drawn(200, seed: 5, shift: 2), in: 8, "e")
    let references = children(drawn(200, seed: 6, shift: 1), in: 8, "c")
    var (one, other) = (ScorePairCounts(), ScorePairCounts())
    for (index, child) in own.enumerated() {
      let pair = ScorePair(first: child.first, second: child.second)
      if index % 3 == 0 {
        one.add(pair, stratum: "e", cluster: child.cluster)
      } else {
        other.add(pair, stratum: "e", cluster: child.cluster)
      }
    }
    for child in references {
      other.add(ScorePair(first: child.first, second: child.second), stratum: "c", cluster: child.cluster)
    }
    let merged = try GrowthPercentiles(minimumReferenceCount: 1)
      .fit(other.merging(one), comparing: [.init(stratum: "e", reference: "c")])
    #expect(try merged == fit(own, references))
    #expect(try JSONDecoder().decode(GrowthPercentilesFit.self, from: JSONEncoder().encode(merged)) == merged)
  }

  @Test func whatCannotBePlacedIsSaid() throws {
    var counts = ScorePairCounts()
    for child in 0..<40 {
      counts.add(ScorePair(first: 1, second: 2), stratum: "e", cluster: "e\(child % 4)")
      counts.add(ScorePair(first: 1, second: 2), stratum: "c", cluster: "c\(child % 4)")
    }
    for _ in 0..<5 {
      counts.add(ScorePair(first: 1, second: 2), stratum: "e2", cluster: "e1")
      counts.add(ScorePair(first: 1, second: 2), stratum: "c2", cluster: "c1")
    }
    let found = try GrowthPercentiles()
      .fit(counts, comparing: [.init(stratum: "e", reference: "c"), .init(stratum: "e2", reference: "c2")])
    #expect(found.observationCount == 40 && found.unplacedCount == 5)
    #expect(found.warnings.map(\.code) == [.fewReferences])
    #expect(found.standardError == nil && found.interval == nil, "nothing varies")
    #expect(throws: MovementError.tooFewReferences(found: 5, required: 30)) {
      try GrowthPercentiles().fit(counts, comparing: [.init(stratum: "e2", reference: "c2")])
    }
    #expect(throws: MovementError.noObservations(stratum: "x")) {
      try GrowthPercentiles().fit(counts, comparing: [.init(stratum: "x", reference: "c")])
    }
    let one = try fit(children([(1, 1), (1, 2)], in: 1, "e"), children([(1, 1), (1, 2)], in: 2, "c"))
    #expect(one.interval == nil && one.warnings.map(\.code) == [.fewClusters])
  }
}
