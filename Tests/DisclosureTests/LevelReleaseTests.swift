import Disclosure
import Findings
import TestSupport
import Testing

/// A reader's knowledge worked out by repeated narrowing of sums, without the simplex method of the room.
private func narrowed(total: Int, parts: [Disclosable<Int>]) -> [ClosedRange<Int>] {
  let shown = parts.compactMap(\.value).reduce(0, +)
  return parts.map { part in part.value.map { $0...$0 } ?? 0...(total - shown) }
}

private func allHidden(_ parts: some Sequence<Disclosable<Int>>) -> Bool {
  parts.allSatisfy { $0.isSuppressed }
}

@Suite struct LevelReleaseTests {
  private func released(levels: [[Int]], moves: [[Int]]? = nil) -> RunFindings {
    var findings = SampleRun.findings()
    findings.levels = levels.enumerated().map { wave, children in
      SampleRun.levelTable(
        outcome: "physical", wave: SampleRun.waves[wave], arm: "control", children: children)
    }
    findings.transitions = []
    if let moves {
      findings.transitions = [
        SampleRun.transition(outcome: "physical", from: "baseline", to: "interim", arm: "control", children: moves)
      ]
    }
    return DisclosureRules.release(findings).value
  }

  @Test func largeTablesAreShownUnchanged() {
    let findings = SampleRun.findings()
    let released = DisclosureRules.release(findings).value
    #expect(released.levels == findings.levels)
    #expect(released.effects == findings.effects)
  }

  @Test(arguments: 1...9) func aSmallCellTakesASecondOneWithIt(small: Int) {
    let table = released(levels: [[small, 400, 90]]).levels[0]
    #expect(table.children == [.suppressed, .shown(400), .suppressed])
    #expect(table.shares[0].isSuppressed && table.shares[2].isSuppressed)
    let ranges = narrowed(total: small + 490, parts: table.children)
    #expect(ranges[0].count > 10)
  }

  @Test func tenChildrenAreShown() {
    #expect(released(levels: [[10, 400, 90]]).levels[0].children[0] == .shown(10))
  }

  @Test func twoSmallCellsThatWouldBoundEachOtherTakeTheThird() {
    #expect(allHidden(released(levels: [[3, 4, 400]]).levels[0].children))
  }

  @Test func aRowOfFewChildrenIsHiddenWithItsTotal() {
    let table = released(levels: [[2, 3, 3]]).levels[0]
    #expect(table.counts.isSuppressed)
    #expect(allHidden(table.children))
  }

  @Test func anEmptyCellIsHiddenInASmallRowOnly() {
    #expect(released(levels: [[0, 20, 25]]).levels[0].children[0].isSuppressed)
    #expect(released(levels: [[0, 200, 250]]).levels[0].children[0] == .shown(0))
  }

  @Test func aFullCellOfASmallRowIsHidden() {
    #expect(allHidden(released(levels: [[0, 30, 0]]).levels[0].children))
  }

  @Test func aSmallTransitionOfAClosedCohortIsProtectedAlongRowAndColumn() {
    let moves = [[120, 60, 4], [30, 300, 90], [12, 25, 100]]
    let matrix = released(levels: [[184, 420, 137], [162, 385, 194]], moves: moves).transitions[0]
    #expect(matrix.children[0][2].isSuppressed)
    for line in 0..<3 {
      let row = matrix.children[line].filter(\.isSuppressed).count
      #expect(row != 1, "one hidden cell in row \(line) follows from the row total")
      let column = (0..<3).filter { matrix.children[$0][line].isSuppressed }.count
      #expect(column != 1, "one hidden cell in column \(line) follows from the level table")
    }
  }

  @Test func aSmallNumberLostBetweenWavesHidesCountsButNotShares() {
    let moves = [[120, 60, 20], [30, 300, 90], [12, 25, 100]]
    let lost = 4
    let run = released(levels: [[200 + lost, 500, 200], [220, 440, 250]], moves: moves)
    #expect(allHidden(run.transitions[0].children.joined()))
    #expect(run.transitions[0].counts.isSuppressed)
    #expect(run.transitions[0].shares[0][0] == .shown(0.6))
    #expect(run.levels[0].children[0] == .shown(204))
  }

  @Test func aShareWithoutCountsIsNeverHiddenAlone() {
    let moves = [[120, 60, 20], [3, 300, 90], [12, 25, 100]]
    let shares = released(levels: [[204, 500, 200], [220, 440, 250]], moves: moves).transitions[0].shares
    for row in shares { #expect(row.filter { $0.isSuppressed }.count != 1) }
    #expect(shares[1][0].isSuppressed && shares[1][2].isSuppressed)
  }

  @Test func noDataStaysNoData() {
    var findings = SampleRun.findings()
    findings.levels[0].counts = .noData
    findings.levels[0].children = [.noData, .noData, .noData]
    #expect(DisclosureRules.release(findings).value.levels[0].children == [.noData, .noData, .noData])
  }
}
