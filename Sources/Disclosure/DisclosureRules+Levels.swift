import Findings

extension DisclosureRules {
  /// Level tables and transition matrices, hidden together: see ``LinkedTables``.
  func released(
    _ levels: [LevelShareFinding], _ transitions: [TransitionFinding]
  ) -> ([LevelShareFinding], [TransitionFinding]) {
    var (levels, transitions) = (levels, transitions)
    let keys = Set(levels.map(TableKey.init)).union(transitions.map(TableKey.init))
    for key in keys {
      let waves = levels.indices.filter { TableKey(levels[$0]) == key && levels[$0].isComplete }
      let matrices = transitions.indices.filter { TableKey(transitions[$0]) == key && transitions[$0].isComplete }
      let suppression = LinkedSuppression(
        LinkedTables(levels: waves.map { levels[$0] }, transitions: matrices.map { transitions[$0] }),
        unsafeWaves: unsafePositions(waves.map { levels[$0].counts }),
        unsafeMatrices: unsafePositions(matrices.map { transitions[$0].counts }), rules: self)
      for (position, index) in waves.enumerated() {
        levels[index] = levels[index].hiding(suppression.pattern, wave: position)
      }
      for (position, index) in matrices.enumerated() {
        transitions[index] = transitions[index].hiding(suppression.pattern, matrix: position)
      }
    }
    for index in transitions.indices {
      let isUnsafe =
        transitions[index].counts.isSuppressed && transitions[index].shares.joined().allSatisfy(\.isSuppressed)
      if isUnsafe { transitions[index].hideTests() }
      transitions[index].warnings = released(transitions[index].warnings)
    }
    return (levels, transitions)
  }

  private func unsafePositions(_ counts: [Disclosable<Counts>]) -> Set<Int> {
    Set(counts.indices.filter { counts[$0].value.map(isUnsafe) ?? false })
  }
}

/// Outcome and arm: the tables of one key share their margins, those of different keys do not.
private struct TableKey: Hashable {
  let outcome: String
  let arm: String

  init(_ finding: LevelShareFinding) {
    outcome = finding.outcome
    arm = finding.arm
  }

  init(_ finding: TransitionFinding) {
    outcome = finding.outcome
    arm = finding.arm
  }
}

extension LevelShareFinding {
  /// Whether the finding holds the three counts of a level table.
  fileprivate var isComplete: Bool {
    counts.value != nil && children.count == 3 && children.allSatisfy { $0.value != nil }
  }

  fileprivate func hiding(_ pattern: SuppressionPattern, wave: Int) -> LevelShareFinding {
    var result = self
    if pattern.hides(.waveTotal(wave: wave)) {
      result.counts = counts.hidden
      // The width of an interval would tell how many children there are.
      result.intervals = intervals.map(\.hidden)
    }
    for level in children.indices where pattern.hidesLevel(wave, level) {
      result.children[level] = children[level].hidden
      if shares.indices.contains(level) { result.shares[level] = shares[level].hidden }
      if intervals.indices.contains(level) { result.intervals[level] = intervals[level].hidden }
    }
    return result
  }
}

extension TransitionFinding {
  /// Whether the finding holds the nine counts of a transition matrix.
  fileprivate var isComplete: Bool {
    counts.value != nil && children.count == 3
      && children.allSatisfy { $0.count == 3 && $0.allSatisfy { $0.value != nil } }
  }

  fileprivate func hiding(_ pattern: SuppressionPattern, matrix: Int) -> TransitionFinding {
    var result = self
    let hidesCounts = pattern.hidesCounts(matrix)
    if hidesCounts {
      result.counts = counts.hidden
      // The width of an interval would tell how many children there are.
      result.intervals = intervals.map { $0.map(\.hidden) }
    }
    for row in children.indices {
      for column in children[row].indices {
        let hidesCell = pattern.hidesCell(matrix, row, column)
        if hidesCell || hidesCounts { result.children[row][column] = children[row][column].hidden }
        if hidesCell {
          result.shares[row][column] = shares[row][column].hidden
          if intervals.indices.contains(row), intervals[row].indices.contains(column) {
            result.intervals[row][column] = intervals[row][column].hidden
          }
        } else if hidesCounts, let share = shares[row][column].value {
          result.shares[row][column] = .shown(RoundedShare.rounded(share))
        }
      }
    }
    if result.children.joined().contains(where: \.isSuppressed) { result.hideDeficientTests() }
    return result
  }

  /// Hides the tests that have fewer degrees of freedom than a matrix can show.
  ///
  /// Missing ones say of some cells that they are empty, or that a margin does not move, in every preschool. A test with
  /// all of them is one number made of the moves of every preschool, which nobody else knows one by one: no cell can be
  /// had from it, and as it is the same for twice as many children in each preschool, no total either.
  private mutating func hideDeficientTests() {
    if (symmetry.value?.degreesOfFreedom ?? 0) < 3 { symmetry = symmetry.hidden }
    if (marginalHomogeneity.value?.degreesOfFreedom ?? 0) < 2 { marginalHomogeneity = marginalHomogeneity.hidden }
    // That nobody moved tells what the hidden cells hold.
    warnings = warnings.map { $0.code == .noMovement ? FindingWarning(.notEstimable, "not tested") : $0 }
  }

  /// Hides both tests: those of a matrix that may not be shown at all.
  fileprivate mutating func hideTests() {
    symmetry = symmetry.hidden
    marginalHomogeneity = marginalHomogeneity.hidden
  }
}
