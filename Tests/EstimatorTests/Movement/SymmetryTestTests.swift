import Moments
import Movement
import TestSupport
import Testing

/// Tests of symmetry against Bowker's and Stuart and Maxwell's, and their laws under clustering.
struct SymmetryTestTests {
  /// Each child of a table in a cluster of its own, or several copies of each child in one cluster.
  private func counts(_ table: TransitionTable, copies: Int = 1) -> TransitionCounts {
    var counts = TransitionCounts()
    var cluster = 0
    for from in 1...3 {
      for to in 1...3 {
        for _ in 0..<table[from, to] {
          for _ in 0..<copies { counts.add(from: from, to: to, stratum: "s", cluster: "\(cluster)") }
          cluster += 1
        }
      }
    }
    return counts
  }

  @Test(arguments: TransitionFixture.names)
  func symmetryOfIndependentChildrenIsBowkersTest(name: String) throws {
    let expected = try TransitionFixture.expected(name)
    let fit = try SymmetryTest(.symmetry).fit(counts(TransitionFixture.table(name)), stratum: "s")
    expectClose(fit.statistic, try expected.number("bowker.chisq"), relative: Tolerance.closedForm)
    expectClose(fit.pValue, try expected.number("bowker.p_nonzero"), relative: Tolerance.closedForm)
    #expect(fit.degreesOfFreedom == Int(try expected.number("bowker.df_nonzero")))
    #expect(fit.observationCount == fit.clusterCount)
    expectNoticesErrors(in: [try expected.number("bowker.chisq")], relative: Tolerance.closedForm)
  }

  @Test(arguments: TransitionFixture.names)
  func equalMarginsOfIndependentChildrenAreTheStuartMaxwellTest(name: String) throws {
    let expected = try TransitionFixture.expected(name)
    let fit = try SymmetryTest(.marginalHomogeneity).fit(counts(TransitionFixture.table(name)), stratum: "s")
    expectClose(fit.statistic, try expected.number("stuart_maxwell.chisq"), relative: Tolerance.closedForm)
    expectClose(fit.pValue, try expected.number("stuart_maxwell.p"), relative: Tolerance.closedForm)
    #expect(fit.degreesOfFreedom == Int(try expected.number("stuart_maxwell.df")))
  }

  @Test(arguments: SymmetryTest.Hypothesis.allCases)
  func copiesInsideAClusterAddNoEvidence(hypothesis: SymmetryTest.Hypothesis) throws {
    let table = try TransitionFixture.table("experimental")
    let once = try SymmetryTest(hypothesis).fit(counts(table), stratum: "s")
    let thrice = try SymmetryTest(hypothesis).fit(counts(table, copies: 3), stratum: "s")
    expectClose(thrice.statistic, once.statistic, relative: Tolerance.closedForm)
    #expect(thrice.observationCount == 3 * once.observationCount && thrice.clusterCount == once.clusterCount)
  }

  @Test(arguments: SymmetryTest.Hypothesis.allCases)
  func theDirectionOfTimeDoesNotMatter(hypothesis: SymmetryTest.Hypothesis) throws {
    let table = try TransitionFixture.table("control")
    let reversed = TransitionTable(rows: (1...3).map { to in (1...3).map { from in table[from, to] } })
    expectClose(
      try SymmetryTest(hypothesis).fit(counts(reversed), stratum: "s").statistic,
      try SymmetryTest(hypothesis).fit(counts(table), stratum: "s").statistic, relative: Tolerance.closedForm)
  }

  @Test func requestsWithoutAnAnswerSayWhy() {
    let test = SymmetryTest(.symmetry)
    #expect(throws: MovementError.noObservations(stratum: "s")) { try test.fit(TransitionCounts(), stratum: "s") }
    let still = counts(TransitionTable(rows: [[4, 0, 0], [0, 5, 0], [0, 0, 1]]))
    #expect(throws: MovementError.noMovement(stratum: "s")) { try test.fit(still, stratum: "s") }
    var few = TransitionCounts()
    few.add(TransitionTable(rows: [[4, 9, 1], [0, 5, 3], [0, 0, 1]]), stratum: "s", cluster: "a")
    #expect(throws: MovementError.tooFewClusters(found: 1, required: 2)) { try test.fit(few, stratum: "s") }
  }
}
