import Foundation
import Moments
import Testing

/// Laws of the mergeable counts of levels and of moves between levels.
struct ClusteredCountsTests {
  private struct Move {
    var stratum: String
    var cluster: String
    var from: Int
    var to: Int
  }

  /// A fixed set of moves with unequal clusters, in two strata.
  private static let moves: [Move] = (0..<120).map { index in
    Move(
      stratum: index % 3 == 0 ? "physical" : "creative", cluster: "P-\(index * 7 % 11)", from: index * 5 % 3 + 1,
      to: index * index % 3 + 1)
  }

  private func counted(_ moves: some Sequence<Move>) -> TransitionCounts {
    var counts = TransitionCounts()
    for move in moves { counts.add(from: move.from, to: move.to, stratum: move.stratum, cluster: move.cluster) }
    return counts
  }

  private func levels(_ moves: some Sequence<Move>) -> LevelCounts {
    var counts = LevelCounts()
    for move in moves { counts.add(level: move.from, stratum: move.stratum, cluster: move.cluster) }
    return counts
  }

  @Test(arguments: [1, 7, 50, 120])
  func chunksMergeToOnePass(chunkSize: Int) {
    let chunks = stride(from: 0, to: Self.moves.count, by: chunkSize)
      .map { Self.moves[$0..<min($0 + chunkSize, Self.moves.count)] }
    let merged = chunks.map(counted).reduce(TransitionCounts()) { $0.merging($1) }
    #expect(merged == counted(Self.moves))
    #expect(chunks.map(levels).reduce(LevelCounts()) { $0.merging($1) } == levels(Self.moves))
  }

  @Test func mergingIsAssociativeAndCommutativeWithAnIdentity() {
    let (a, b, c) = (counted(Self.moves[..<30]), counted(Self.moves[30..<70]), counted(Self.moves[70...]))
    #expect(a.merging(b).merging(c) == a.merging(b.merging(c)))
    #expect(a.merging(b) == b.merging(a))
    #expect(a.merging(TransitionCounts()) == a)
    #expect(TransitionCounts().merging(a) == a)
    #expect(a != b)
  }

  @Test func aTableHoldsEachMoveInItsCell() {
    var counts = TransitionCounts()
    counts.add(from: 1, to: 3, stratum: "s", cluster: "a")
    counts.add(from: 1, to: 3, stratum: "s", cluster: "b")
    counts.add(from: 2, to: 1, stratum: "s", cluster: "b")
    counts.add(from: 2, to: 2, stratum: "other", cluster: "b")
    let table = counts.table(of: "s")
    #expect(table.rows == [[0, 0, 2], [1, 0, 0], [0, 0, 0]])
    #expect(table.rowTotals == [2, 1, 0])
    #expect(table.columnTotals == [1, 0, 2])
    #expect(table.total == 3)
    #expect(counts.clusters(of: "s").map(\.total) == [1, 2])
    #expect(counts.table(of: "nowhere").total == 0)
    #expect(counts.strata == ["other", "s"])
  }

  @Test func tablesAddedWholeEqualMovesAddedOneByOne() {
    var whole = TransitionCounts()
    whole.add(TransitionTable(rows: [[0, 1, 0], [0, 0, 2], [0, 0, 0]]), stratum: "s", cluster: "a")
    var single = TransitionCounts()
    single.add(from: 1, to: 2, stratum: "s", cluster: "a")
    single.add(from: 2, to: 3, stratum: "s", cluster: "a")
    single.add(from: 2, to: 3, stratum: "s", cluster: "a")
    #expect(whole == single)
  }

  @Test func countsSurviveStoreAndReloadWithStableBytes() throws {
    let encoder = JSONEncoder()
    encoder.outputFormatting = .sortedKeys
    let counts = counted(Self.moves)
    let data = try encoder.encode(counts)
    #expect(try JSONDecoder().decode(TransitionCounts.self, from: data) == counts)
    #expect(try encoder.encode(counted(Self.moves.reversed())) == data)
    let levelData = try encoder.encode(levels(Self.moves))
    #expect(try JSONDecoder().decode(LevelCounts.self, from: levelData) == levels(Self.moves))
  }

  @Test func damagedCountsAreRefused() {
    let text = #"{"counts":{"categoryCount":3,"cells":[{"stratum":"s","cluster":"a","counts":[1,2]}]}}"#
    #expect(throws: DecodingError.self) { try JSONDecoder().decode(LevelCounts.self, from: Data(text.utf8)) }
  }
}
