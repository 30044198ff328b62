import Findings
import Foundation
import Moments
import Movement
import TestSupport
import Testing

/// Verdicts on single children worked by hand, and their shares.
struct ReliableChangeTests {
  private func score(_ score: Double, _ error: Double) -> ReliableChange.Measurement {
    .init(score: score, standardError: error)
  }

  @Test func theStandardisedChangeUsesBothErrors() throws {
    let change = ReliableChange()
    // (1.5 − 0.5)/√(0.09 + 0.16) = 2.
    expectClose(
      try #require(change.statistic(from: score(0.5, 0.3), to: score(1.5, 0.4))), 2, relative: Tolerance.closedForm)
    #expect(change.verdict(from: score(0.5, 0.3), to: score(1.5, 0.4)) == .improved)
    #expect(change.verdict(from: score(1.5, 0.4), to: score(0.5, 0.3)) == .declined)
    #expect(change.verdict(from: score(0.5, 0.3), to: score(1.4, 0.4)) == .unchanged)
    #expect(ReliableChange(confidence: 0.99).verdict(from: score(0.5, 0.3), to: score(1.5, 0.4)) == .unchanged)
    expectClose(change.limit, 1.959963984540054, relative: Tolerance.closedForm)
  }

  @Test func aLargerErrorNearTheCeilingMakesTheSameChangeUnsure() {
    let change = ReliableChange()
    #expect(change.verdict(from: score(0, 0.3), to: score(1, 0.3)) == .improved)
    #expect(change.verdict(from: score(2, 0.3), to: score(3, 0.9)) == .unchanged)
  }

  @Test func whatHasNoErrorHasNoVerdict() {
    let change = ReliableChange()
    #expect(change.verdict(from: score(0, 0), to: score(1, 0)) == nil)
    #expect(change.verdict(from: score(0, .infinity), to: score(1, 1)) == nil)
    #expect(change.verdict(from: score(.nan, 1), to: score(1, 1)) == nil)
    #expect(change.verdict(from: score(-.infinity, 1), to: score(1, 1)) == nil)
  }

  @Test func sharesKnowTheClusters() throws {
    var (mixed, apart) = (LevelCounts(), LevelCounts())
    for cluster in 0..<10 {
      mixed.add([1, 15, 4], stratum: "s", cluster: "\(cluster)")
      apart.add(cluster < 2 ? [5, 0, 15] : [0, 18, 2], stratum: "s", cluster: "\(cluster)")
    }
    let fit = try ReliableChange().fit(mixed, stratum: "s")
    #expect(fit.declined.count == 10 && fit.unchanged.count == 150 && fit.improved.count == 40)
    #expect(fit.observationCount == 200 && fit.clusterCount == 10)
    expectClose([fit.chance.improved, fit.chance.declined], [0.025, 0.025], relative: Tolerance.closedForm)
    let (narrow, wide) = (
      try #require(fit.improved.interval), try #require(ReliableChange().fit(apart, stratum: "s").improved.interval)
    )
    #expect(wide.upper - wide.lower > narrow.upper - narrow.lower)
    let stated = try ReliableChange().fit(mixed, stratum: "s", chance: .init(improved: 0.04, declined: 0.01))
    #expect(stated.chance.improved == 0.04 && stated.improved == fit.improved)
    #expect(throws: MovementError.noObservations(stratum: "x")) { try ReliableChange().fit(mixed, stratum: "x") }
  }

  /// Under no change and normal errors the verdicts come as often as the confidence says.
  @Test func withoutChangeOneInTwentySeemsToChange() {
    var random = RepeatableRandom(seed: 2026)
    func normal() -> Double {
      let (u, v) = (Double(random.next() >> 11) + 1, Double(random.next() >> 11))
      let unit = 0x1p-53
      return (-2 * log(u * unit)).squareRoot() * cos(2 * .pi * v * unit)
    }
    let count = 20_000
    let change = ReliableChange()
    let verdicts = (0..<count).compactMap { child -> ReliableChange.Verdict? in
      let (ability, first, second) = (normal(), 0.2 + 0.1 * Double(child % 5), 0.6 - 0.1 * Double(child % 5))
      return change.verdict(
        from: score(ability + first * normal(), first), to: score(ability + second * normal(), second))
    }
    #expect(verdicts.count == count)
    for verdict in [ReliableChange.Verdict.improved, .declined] {
      let share = Double(verdicts.count { $0 == verdict }) / Double(count)
      // Four standard errors of a share of 20,000 draws.
      #expect(abs(share - 0.025) < 4 * (0.025 * 0.975 / Double(count)).squareRoot())
    }
  }
}
