import Findings
import Foundation
import Moments
import Movement
import TestSupport
import Testing

/// Level shares and transition shares with their cluster-aware intervals.
struct MovementSharesTests {
  /// Spreads a table's children over clusters, one after the other.
  private func counts(_ table: TransitionTable, clusterCount: Int) -> TransitionCounts {
    var counts = TransitionCounts()
    var child = 0
    for from in 1...3 {
      for to in 1...3 {
        for _ in 0..<table[from, to] {
          counts.add(from: from, to: to, stratum: "s", cluster: "P-\(child % clusterCount)")
          child += 1
        }
      }
    }
    return counts
  }

  @Test(arguments: TransitionFixture.names)
  func rowSharesAgree(name: String) throws {
    let expected = try TransitionFixture.expected(name)
    let fit = try TransitionShares().fit(counts(TransitionFixture.table(name), clusterCount: 7), stratum: "s")
    for row in 0..<3 {
      expectClose(
        fit.rows[row].map { $0?.share ?? .nan }, try expected.numbers("row_shares.\(row)"),
        relative: Tolerance.closedForm)
    }
    expectClose(fit.startShares, try expected.numbers("level_share_from"), relative: Tolerance.closedForm)
    expectClose(fit.endShares, try expected.numbers("level_share_to"), relative: Tolerance.closedForm)
    #expect(fit.rose.count == Int(try expected.number("change.up")))
    #expect(fit.fell.count == Int(try expected.number("change.down")))
    #expect(fit.stayed.count == Int(try expected.number("change.same")))
    #expect(fit.observationCount == Int(try expected.number("n")) && fit.clusterCount == 7)
  }

  @Test func aClusteredShareHasAWiderInterval() throws {
    var mixed = LevelCounts()
    var apart = LevelCounts()
    for cluster in 0..<10 {
      mixed.add([5, 5, 10], stratum: "s", cluster: "\(cluster)")
      apart.add(cluster < 5 ? [10, 0, 10] : [0, 10, 10], stratum: "s", cluster: "\(cluster)")
    }
    let (together, separated) = (try LevelShares().fit(mixed, stratum: "s"), try LevelShares().fit(apart, stratum: "s"))
    #expect(together.shares.map(\.share) == separated.shares.map(\.share))
    let narrow = try #require(together.shares[0].interval)
    let wide = try #require(separated.shares[0].interval)
    #expect(wide.lower < narrow.lower && wide.upper > narrow.upper)
    #expect(separated.shares[2].interval == together.shares[2].interval)
  }

  @Test func agreeingClustersGiveWilsonsIntervalWithStudentsQuantile() throws {
    var counts = LevelCounts()
    for cluster in 0..<11 { counts.add([6, 10, 4], stratum: "s", cluster: "\(cluster)") }
    let share = try LevelShares().fit(counts, stratum: "s").shares[0]
    let interval = try #require(share.interval)
    // Both bounds solve |p − θ| = t √(θ(1 − θ)/n) with t(0.975; 10) = 2.2281388519649385.
    for bound in [interval.lower, interval.upper] {
      let distance = 2.2281388519649385 * (bound * (1 - bound) / 220).squareRoot()
      expectClose(abs(share.share - bound), distance, relative: Tolerance.matrixRoot)
    }
  }

  @Test func sharesOfNoneAndAllHaveIntervalsInsideTheUnit() throws {
    var counts = LevelCounts()
    for cluster in 0..<4 { counts.add([0, 0, 9], stratum: "s", cluster: "\(cluster)") }
    let fit = try LevelShares().fit(counts, stratum: "s")
    #expect(fit.shares.map(\.share) == [0, 0, 1])
    let (none, all) = (try #require(fit.shares[0].interval), try #require(fit.shares[2].interval))
    #expect(none.lower == 0 && none.upper > 0.05 && all.upper == 1)
    expectClose(all.lower, 1 - none.upper, relative: Tolerance.closedForm)
  }

  @Test func oneClusterHasSharesButNoInterval() throws {
    var counts = LevelCounts()
    counts.add([3, 2, 1], stratum: "s", cluster: "P")
    let fit = try LevelShares().fit(counts, stratum: "s")
    #expect(fit.shares.map(\.count) == [3, 2, 1] && fit.shares.allSatisfy { $0.interval == nil })
    #expect(fit.warnings.map(\.code) == [.fewClusters])
  }

  @Test func anEmptyRowHasNoShares() throws {
    var counts = TransitionCounts()
    counts.add(from: 2, to: 3, stratum: "s", cluster: "a")
    counts.add(from: 2, to: 2, stratum: "s", cluster: "b")
    let fit = try TransitionShares().fit(counts, stratum: "s")
    #expect(fit.rows[0] == [nil, nil, nil])
    #expect(fit.rows[1].map { $0?.share } == [0, 0.5, 0.5])
    #expect(try JSONDecoder().decode(TransitionSharesFit.self, from: JSONEncoder().encode(fit)) == fit)
  }

  @Test func aStratumWithoutChildrenIsRefused() {
    #expect(throws: MovementError.noObservations(stratum: "s")) { try LevelShares().fit(LevelCounts(), stratum: "s") }
    #expect(throws: MovementError.noObservations(stratum: "s")) {
      try TransitionShares().fit(TransitionCounts(), stratum: "s")
    }
  }
}
