import Disclosure
import Findings
import TestSupport
import Testing

/// Levels by the values of a key: no hidden row follows from the others and the level table.
@Suite struct EquityReleaseTests {
  private let total = SampleRun.lastLevels(outcome: 0)

  private func findings(_ change: (inout RunFindings) -> Void) -> RunFindings {
    var findings = SampleRun.findings()
    change(&findings)
    return findings
  }

  /// Gaps of the first outcome: rows by value, the first of which is the reference and has what the others leave.
  private func family(
    _ key: String, rest: String, without unknown: [Int] = [0, 0, 0], _ rows: [(value: String, children: [Int])],
    preschools: [String: Int] = [:]
  ) -> [EquityGapFinding] {
    let others = rows.map(\.children) + [unknown]
    let first = total.indices.map { level in others.reduce(total[level]) { $0 - $1[level] } }
    return ([(value: rest, children: first)] + rows).map {
      SampleRun.equityGap(
        outcome: 0, key: key, value: $0.value, reference: rest, children: $0.children,
        preschools: preschools[$0.value] ?? 50)
    }
  }

  private func hidden(_ run: RunFindings) -> [String] {
    run.equity.filter(\.counts.isSuppressed).map(\.value)
  }

  @Test func nothingIsHiddenWhereAllIsLarge() {
    #expect(DisclosureRules.release(SampleRun.findings()).value.equity == SampleRun.findings().equity)
  }

  @Test(arguments: [[30, 40, 9], [3, 2, 1], [20, 29, 0], [0, 12, 12]])
  func aKeyOfTwoValuesLosesBoth(children: [Int]) {
    let run = findings { $0.equity = family("special_needs", rest: "no", [("yes", children)]) }
    let released = DisclosureRules.release(run).value
    #expect(hidden(released) == ["no", "yes"])
    for finding in released.equity {
      #expect(finding.shares.allSatisfy(\.isSuppressed) && finding.warnings.isEmpty)
      #expect(finding.isReference ? finding.levelThreeGap == .noData : finding.levelThreeGap.isSuppressed)
      #expect(finding.isReference ? finding.levelOneGap == .noData : finding.levelOneGap.isSuppressed)
    }
  }

  @Test func fewPreschoolsHideAValueAndItsComplement() {
    let run = findings {
      $0.equity = family("ownership", rest: "state", [("private", [60, 300, 90])], preschools: ["private": 2])
    }
    #expect(hidden(DisclosureRules.release(run).value) == ["state", "private"])
  }

  @Test func aHiddenValueTakesTheSmallestThatProtectsIt() {
    let rows: [(String, [Int])] = [("ru", [200, 400, 160]), ("ug", [20, 30, 15]), ("uz", [4, 20, 11])]
    let run = findings { $0.equity = family("language", rest: "kk", rows) }
    let released = DisclosureRules.release(run).value
    #expect(hidden(released) == ["ug", "uz"])
    #expect(released.equity[1].levelThreeGap.value != nil)
  }

  @Test func whatIsHiddenReachesTheMinimumAtEveryLevel() {
    let rows: [(String, [Int])] = [("ru", [200, 400, 160]), ("ug", [3, 30, 2]), ("uz", [4, 20, 1])]
    #expect(
      hidden(DisclosureRules.release(findings { $0.equity = family("language", rest: "kk", rows) }).value)
        == ["ru", "ug", "uz"])
  }

  @Test func noGapIsShownBesideAHiddenReference() {
    let rows: [(String, [Int])] = [("ru", [200, 400, 160]), ("ug", [20, 30, 15])]
    let run = findings {
      $0.equity = family("language", rest: "kk", rows, preschools: ["kk": 2])
      $0.equity[1].warnings = [FindingWarning(.notEstimable, "a", facts: ["reason": "a"])]
    }
    let released = DisclosureRules.release(run).value
    #expect(hidden(released) == ["kk", "ug"])
    #expect(released.equity[1].shares[2].value != nil && released.equity[1].levelThreeGap.isSuppressed)
    #expect(released.equity[1].warnings.isEmpty)
  }

  @Test func fewChildrenWithoutAValueHideTheSmallestValue() {
    let run = findings {
      $0.equity = family("special_needs", rest: "no", without: [1, 2, 0], [("yes", [60, 120, 40])])
    }
    let released = DisclosureRules.release(run).value
    #expect(hidden(released) == ["yes"])
    #expect(released.equity[0].shares[2].value != nil && released.equity[1].levelThreeGap.isSuppressed)
  }

  @Test func aLevelTableThatHidesANumberHidesAllKeys() throws {
    var run = SampleRun.findings()
    let table = try #require(
      run.levels.firstIndex { $0.outcome == "physical" && $0.wave == "final" && $0.arm == "control" })
    let moved = try #require(run.levels[table].children[0].value) - 4
    run.levels[table].children[0] = .shown(4)
    run.levels[table].children[1] = .shown(try #require(run.levels[table].children[1].value) + moved)
    let released = DisclosureRules.release(run).value
    #expect(released.equity.filter { $0.outcome == "physical" }.allSatisfy { $0.counts.isSuppressed })
    #expect(released.equity.filter { $0.outcome == "cognitive" }.allSatisfy { $0.counts.value != nil })
    #expect(DisclosureRules.release(findings { $0.levels = [] }).value.equity.allSatisfy { $0.counts.isSuppressed })
  }

  @Test func aValueHiddenAmongTheSubgroupsIsHidden() {
    let run = findings { $0.subgroups[0].control = .shown(Counts(children: 6, groups: 2, preschools: 5)) }
    let sexes = DisclosureRules.release(run).value.equity.filter { $0.key == "sex" && $0.outcome == "physical" }
    #expect(sexes.allSatisfy { $0.counts.isSuppressed })
  }

  @Test func anEmptyLevelIsNotToldBesideAHiddenValue() {
    let rows: [(String, [Int])] = [("ru", [200, 400, 160]), ("ug", [20, 30, 15]), ("uz", [4, 20, 11])]
    let run = findings {
      $0.equity = family("language", rest: "kk", rows)
      $0.equity[1].warnings = [FindingWarning(.constantOutcome, "all children or none are at level 1")]
    }
    #expect(hidden(DisclosureRules.release(run).value).count == 4)
  }

  @Test func nationalGapsAreNoRegionsAndKeepTheNationalMinimum() throws {
    let run = findings { $0.equity = family("special_needs", rest: "no", [("yes", [30, 40, 7])]) }
    let own = try #require(DisclosureRules.ownScope(run, region: "KZ-27")).value
    #expect(own.equity == DisclosureRules.release(run).value.equity && hidden(own) == ["no", "yes"])
    let narrowed = LeavingRun.released(DisclosureRules.release(run)).narrowed(risk: { $0.place == "KZ-27" })
    #expect(narrowed.value.equity == own.equity)
  }

  @Test func releasingTwiceChangesNothing() {
    let rows: [(String, [Int])] = [("ru", [200, 400, 160]), ("ug", [20, 30, 15]), ("uz", [4, 20, 11])]
    let once = DisclosureRules.release(findings { $0.equity = family("language", rest: "kk", rows) }).value
    #expect(DisclosureRules.release(once).value.equity == once.equity)
  }
}
