import Disclosure
import Findings
import TestSupport
import Testing

/// The attack of a reader with pencil and paper: every hidden cell lies between what its row and its column leave.
///
/// Independent of the room's simplex method, and narrower than nothing: repeated until no interval shrinks.
private struct PencilAttack {
  var intervals: [[ClosedRange<Int>]]

  init(cells: [[Disclosable<Int>]], rowTotals: [Int], columnTotals: [Int]) {
    intervals = cells.map { row in row.map { $0.value.map { $0...$0 } ?? 0...Int.max / 16 } }
    var previous: [[ClosedRange<Int>]] = []
    while previous != intervals {
      previous = intervals
      for row in 0..<3 { narrow((0..<3).map { (row, $0) }, to: rowTotals[row]) }
      for column in 0..<3 { narrow((0..<3).map { ($0, column) }, to: columnTotals[column]) }
    }
  }

  private mutating func narrow(_ line: [(Int, Int)], to total: Int) {
    for (row, column) in line {
      let others = line.filter { $0 != (row, column) }.map { intervals[$0.0][$0.1] }
      let lower = max(intervals[row][column].lowerBound, total - others.reduce(0) { $0 + $1.upperBound })
      let upper = min(intervals[row][column].upperBound, total - others.reduce(0) { $0 + $1.lowerBound })
      intervals[row][column] = lower...max(lower, upper)
    }
  }

  /// Whether a small cell lies in an interval narrower than the minimum.
  func finds(in truth: [[Int]], minimum: Int) -> Bool {
    (0..<9).contains { position in
      let (row, column) = (position / 3, position % 3)
      let range = intervals[row][column]
      return (1..<minimum).contains(truth[row][column]) && range.upperBound - range.lowerBound < minimum
    }
  }
}

@Suite struct RecoveryTests {
  private static let minimum = 10

  /// Nine invented counts, a third of them small.
  private static func matrix(_ seed: Int) -> [[Int]] {
    (0..<3).map { row in
      (0..<3).map { column in
        let kind = SampleRun.invented(seed, row, column, 1)
        let size = SampleRun.invented(seed, row, column, 2)
        return kind < 0.33 ? 1 + Int(9 * size) : 12 + Int(150 * size)
      }
    }
  }

  private static func margins(_ cells: [[Int]]) -> (rows: [Int], columns: [Int]) {
    (cells.map { $0.reduce(0, +) }, (0..<3).map { column in cells.reduce(0) { $0 + $1[column] } })
  }

  @Test(arguments: 0..<60) func noSmallTransitionOfAClosedCohortCanBeRecovered(seed: Int) {
    let cells = Self.matrix(seed)
    let (rows, columns) = Self.margins(cells)
    var findings = SampleRun.findings()
    findings.levels = [
      SampleRun.levelTable(outcome: "physical", wave: "baseline", arm: "control", children: rows),
      SampleRun.levelTable(outcome: "physical", wave: "interim", arm: "control", children: columns),
    ]
    findings.transitions = [
      SampleRun.transition(outcome: "physical", from: "baseline", to: "interim", arm: "control", children: cells)
    ]
    let released = DisclosureRules.release(findings).value
    let isClosed = released.levels.allSatisfy { $0.children.allSatisfy { $0.value != nil } }
    guard isClosed, released.transitions[0].counts.value != nil else { return }
    let attack = PencilAttack(cells: released.transitions[0].children, rowTotals: rows, columnTotals: columns)
    #expect(!attack.finds(in: cells, minimum: Self.minimum))
  }

  /// A sample run in which four children at level I of physical development are lost between baseline and interim, so
  /// that the counts of the matrix are hidden; `remaining` of 30 parts of level II are observed again.
  private static func run(remaining: Int, assessorTotal: (_ observed: Int, _ pairs: Int) -> Int) -> RunFindings {
    var findings = SampleRun.findings()
    let moves = [[120, 60, 20], [remaining, 10 * remaining, 3 * remaining], [12, 25, 100]]
    let waves = [[204, 500, 200], [220, 440, 250]]
    for (wave, children) in waves.enumerated() {
      findings.levels.replace(
        SampleRun.levelTable(
          outcome: "physical", wave: SampleRun.waves[wave], arm: "control", children: children))
    }
    findings.transitions.replace(
      SampleRun.transition(outcome: "physical", from: "baseline", to: "interim", arm: "control", children: moves))
    let total = assessorTotal(waves[1].reduce(0, +), moves.joined().reduce(0, +))
    findings.quality.append(
      SampleRun.line(.changedAssessor, wave: "interim", arm: "control", count: 60, total: total))
    return findings
  }

  /// Two truths that differ in a hidden total and in nothing else a reader may see: the release must not tell them apart.
  @Test func aHiddenMatrixTotalFollowsFromNothingInTheRun() {
    let truths = [30, 29].map { Self.run(remaining: $0) { observed, _ in observed } }
    let totals = truths.map { $0.transitions[0].counts.value?.children }
    #expect(totals[0] != totals[1])
    let released = truths.map { DisclosureRules.release($0).value }
    #expect(released[0].transitions[0].counts.isSuppressed)
    #expect(released[0] == released[1])
  }

  @Test func aQualityLineOverThePairsWouldTellTheTotal() {
    let released = [30, 29].map { remaining in
      DisclosureRules.release(Self.run(remaining: remaining) { _, pairs in pairs }).value
    }
    #expect(released[0].transitions == released[1].transitions)
    #expect(released[0] != released[1])
  }

  @Test func theAttackFindsWhatHidingSmallCellsAloneWouldLeave() {
    let cells = [[120, 60, 4], [30, 300, 90], [12, 25, 100]]
    let (rows, columns) = Self.margins(cells)
    let onlySmall = cells.map { row in row.map { $0 < 10 ? Disclosable<Int>.suppressed : .shown($0) } }
    let attack = PencilAttack(cells: onlySmall, rowTotals: rows, columnTotals: columns)
    #expect(attack.finds(in: cells, minimum: Self.minimum))
  }
}

extension [LevelShareFinding] {
  fileprivate mutating func replace(_ finding: LevelShareFinding) {
    self = map { $0.address == finding.address ? finding : $0 }
  }
}

extension [TransitionFinding] {
  fileprivate mutating func replace(_ finding: TransitionFinding) {
    self = map { $0.address == finding.address ? finding : $0 }
  }
}
