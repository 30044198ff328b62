import Foundation
import Moments
import Testing

/// Laws of the mergeable counts of exact score pairs.
struct ScorePairCountsTests {
  private struct Child {
    var stratum: String
    var cluster: String
    var pair: ScorePair
  }

  private static let children: [Child] = (0..<150).map { (index: Int) -> Child in
    let (first, second) = (6 + index * 5 % 7, 6 + index * index % 13)
    return Child(
      stratum: index % 3 == 0 ? "physical" : "creative", cluster: "P-\(index * 7 % 11)",
      pair: ScorePair(first: Double(first) / 6, second: Double(second) / 6))
  }

  private func counted(_ children: some Sequence<Child>) -> ScorePairCounts {
    var counts = ScorePairCounts()
    for child in children { counts.add(child.pair, stratum: child.stratum, cluster: child.cluster) }
    return counts
  }

  @Test(arguments: [1, 7, 50, 150])
  func chunksMergeToOnePass(chunkSize: Int) {
    let chunks = stride(from: 0, to: Self.children.count, by: chunkSize)
      .map { Self.children[$0..<min($0 + chunkSize, Self.children.count)] }
    #expect(chunks.map(counted).reduce(ScorePairCounts()) { $0.merging($1) } == counted(Self.children))
  }

  @Test func mergingIsAssociativeAndCommutativeWithAnIdentity() {
    let (a, b, c) = (
      counted(Self.children[..<30]), counted(Self.children[30..<70]), counted(Self.children[70...])
    )
    #expect(a.merging(b).merging(c) == a.merging(b.merging(c)))
    #expect(a.merging(b) == b.merging(a))
    #expect(a.merging(ScorePairCounts()) == a && ScorePairCounts().merging(a) == a)
    #expect(a != b)
  }

  @Test func savedCountsAreReadBackAndEqualCountsGiveEqualBytes() throws {
    let counts = counted(Self.children)
    let encoder = JSONEncoder()
    encoder.outputFormatting = .sortedKeys
    let bytes = try encoder.encode(counts)
    #expect(try JSONDecoder().decode(ScorePairCounts.self, from: bytes) == counts)
    #expect(try encoder.encode(counted(Self.children.reversed())) == bytes)
    let broken = Data(#"[{"stratum":"s","cluster":"c","first":1,"second":2,"count":0}]"#.utf8)
    #expect(throws: DecodingError.self) { try JSONDecoder().decode(ScorePairCounts.self, from: broken) }
  }

  @Test func equalRatiosAreOneScore() {
    var counts = ScorePairCounts()
    counts.add(ScorePair(first: 10.0 / 6, second: 2), stratum: "s", cluster: "a")
    counts.add(ScorePair(first: 5.0 / 3, second: 12.0 / 6), stratum: "s", cluster: "a")
    #expect(counts.clusters(of: "s")[0].cells.map(\.count) == [2] && counts.cellCount == 1)
    #expect(counts.strata == ["s"])
  }
}
