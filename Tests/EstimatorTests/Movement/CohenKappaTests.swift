import Findings
import Moments
import Movement
import TestSupport
import Testing

/// Agreement beyond chance against statsmodels, and its laws under clustering.
struct CohenKappaTests {
  private func clustered(_ table: TransitionTable, copies: Int = 1) -> TransitionCounts {
    var counts = TransitionCounts()
    var child = 0
    for from in 1...3 {
      for to in 1...3 {
        for _ in 0..<table[from, to] {
          for _ in 0..<copies { counts.add(from: from, to: to, stratum: "s", cluster: "\(child)") }
          child += 1
        }
      }
    }
    return counts
  }

  @Test(arguments: TransitionFixture.names, CohenKappa.Weights.allCases)
  func kappaAgrees(name: String, weights: CohenKappa.Weights) throws {
    let expected = try TransitionFixture.expected(name).value("kappa.\(weights.rawValue)")
    let fit = try CohenKappa(weights: weights).fit(TransitionFixture.table(name))
    let interval = try #require(fit.interval)
    let actual = try [
      fit.kappa, #require(fit.standardError), fit.observedAgreement, fit.expectedAgreement, interval.lower,
      interval.upper,
    ]
    let wanted =
      try ["kappa", "se", "po", "pe"].map { try expected.number($0) } + expected.numbers("ci95")
    expectClose(actual, wanted, relative: Tolerance.closedForm, scale: 0.1)
    expectNoticesErrors(in: wanted, relative: Tolerance.closedForm, scale: 0.1)
  }

  @Test(arguments: CohenKappa.Weights.allCases)
  func childrenAsClustersGiveTheIndependentError(weights: CohenKappa.Weights) throws {
    let table = try TransitionFixture.table("control")
    let plain = try CohenKappa(weights: weights).fit(table)
    let single = try CohenKappa(weights: weights).fit(clustered(table), stratum: "s")
    let n = Double(table.total)
    #expect(single.kappa == plain.kappa)
    expectClose(
      try #require(single.standardError), try #require(plain.standardError) * (n / (n - 1)).squareRoot(),
      relative: Tolerance.closedForm)
    let copied = try CohenKappa(weights: weights).fit(clustered(table, copies: 3), stratum: "s")
    expectClose(
      try #require(copied.standardError), try #require(single.standardError), relative: Tolerance.closedForm,
      "copies inside a cluster add no evidence")
    #expect(copied.clusterCount == table.total && copied.observationCount == 3 * table.total)
  }

  @Test func fullAgreementHasNoError() throws {
    let fit = try CohenKappa().fit(TransitionTable(rows: [[5, 0, 0], [0, 7, 0], [0, 0, 2]]))
    #expect(fit.kappa == 1 && fit.standardError == nil && fit.interval == nil)
  }

  @Test func agreementWithoutVariationIsRefused() {
    #expect(throws: MovementError.noVariation) {
      try CohenKappa().fit(TransitionTable(rows: [[0, 0, 0], [0, 9, 0], [0, 0, 0]]))
    }
    #expect(throws: MovementError.tooFewRatings(children: 0, raters: 2)) { try CohenKappa().fit(TransitionTable()) }
    #expect(throws: MovementError.noObservations(stratum: "s")) {
      try CohenKappa().fit(TransitionCounts(), stratum: "s")
    }
    var counts = TransitionCounts()
    counts.add(TransitionTable(rows: [[1, 1, 0], [0, 2, 0], [0, 0, 1]]), stratum: "s", cluster: "a")
    #expect(throws: MovementError.tooFewClusters(found: 1, required: 2)) {
      try CohenKappa().fit(counts, stratum: "s")
    }
  }
}
