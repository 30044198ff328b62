import Design
import Moments
import TestSupport
import Testing

/// What happens to columns and patterns of missing outcomes when cross-products per cluster meet.
@Suite struct ClusterMomentsColumnsTests {
  private let panel = SamplePanel(seed: 5)
  private let formula = "y ~ x + kind + x:kind"

  @Test(arguments: [["a", "b"], ["a", "c"]])
  func aMissingLevelJoinsAsZeroes(_ levels: [String]) throws {
    let (first, rest) = (["p0", "p1"] as Set, ["p2", "p3", "p4"] as Set)
    let poor = panel.selecting("preschool", in: first).selecting("kind", in: Set(levels))
    let rich = panel.selecting("preschool", in: rest)
    let kept = (0..<panel.rowCount).filter { row in
      panel.texts["preschool"].map { rest.contains($0[row]) } == true
        || panel.texts["kind"].map { levels.contains($0[row]) } == true
    }
    let whole = try panel.selecting(kept).clustered(formula)
    let parts = try [poor.clustered(formula), rich.clustered(formula)]
    #expect(parts[0].columns.terms.count < whole.columns.terms.count)
    for merged in [try parts.merged(), try Array(parts.reversed()).merged()] {
      expectClose(merged.facts, whole.facts, relative: Tolerance.reordered, scale: sumScale)
    }
  }

  @Test func differentReferenceLevelsAreRefused() throws {
    let withoutA = panel.selecting("kind", in: ["b", "c"])
    #expect(throws: MomentsError.referenceLevelsDiffer(factor: "kind", first: "a", second: "b")) {
      try [panel.clustered(formula), withoutA.clustered(formula)].merged()
    }
  }

  @Test func otherColumnsAreRefused() throws {
    let (own, other) = (["(Intercept)", "x", "time"], ["(Intercept)", "x"])
    #expect(throws: MomentsError.columnsDiffer(first: own, second: other)) {
      try [panel.clustered(), panel.clustered("y ~ x")].merged()
    }
  }

  @Test func otherResponsesAreRefused() throws {
    let alone = try ClusterMoments.collect(panel.modelFrame("y ~ x + time", clusters: "preschool"))
    #expect(throws: MomentsError.columnsDiffer(first: ["y", "second", "third"], second: ["y"])) {
      try [panel.clustered(), alone].merged()
    }
  }

  /// Each outcome's cross-products are those of its own complete rows.
  @Test(arguments: ["y", "second", "third"])
  func missingOutcomesDoNotDisturbEachOther(_ outcome: String) throws {
    let together = try panel.clustered()
    let alone = try ClusterMoments.collect(panel.modelFrame("\(outcome) ~ x + time", clusters: "preschool"))
    let index = try #require(together.columns.responses.firstIndex(of: outcome))
    let (found, expected) = (together.products(response: index), alone.products(response: 0))
    #expect(found.map(\.count) == expected.map(\.count))
    for (a, b) in zip(found, expected) {
      expectClose(a.mean, b.mean, relative: Tolerance.reordered, scale: 1)
      expectClose(a.scatter, b.scatter, relative: Tolerance.reordered, scale: sumScale)
    }
    #expect((expected.reduce(0) { $0 + $1.count } < panel.rowCount) == (outcome != "y"))
  }

  @Test func outcomesHaveALimit() throws {
    let frame = try panel.modelFrame("y ~ x", clusters: "preschool")
    let responses = (0..<64).map { (name: "y\($0)", values: frame.response) }
    #expect(throws: MomentsError.tooManyResponses(found: 64, limit: 63)) {
      try ClusterMoments.collect(frame, responses: responses)
    }
    #expect(try ClusterMoments.collect(frame, responses: Array(responses.dropLast())).rowCount == panel.rowCount)
  }

  @Test func anInfiniteOutcomeIsRefusedByName() throws {
    let frame = try panel.modelFrame("y ~ x", clusters: "preschool")
    var values = frame.response
    values[3] = .infinity
    #expect(throws: MomentsError.notFinite(column: "score")) {
      try ClusterMoments.collect(frame, responses: [(name: "score", values: values)])
    }
  }

  /// Clusters named by numbers of 16 digits, the last one different.
  @Test func longIdentifiersStayApart() throws {
    var named = panel
    named.numbers["identifier"] = panel.texts["preschool", default: []].map { $0 == "p0" ? 0x1p53 - 1 : 0x1p53 - 2 }
    let moments = try ClusterMoments.collect(named.modelFrame("y ~ x", clusters: "identifier"))
    #expect(moments.cells.map(\.cluster) == ["9007199254740990", "9007199254740991"])
  }

  /// A score of a million and more keeps the digits of its spread.
  @Test func aFarCentreCostsNoDigits() throws {
    let far = panel.changing("y") { $0 + 0x1p20 }
    let (near, moved) = (try panel.clustered().products(response: 0), try far.clustered().products(response: 0))
    for (a, b) in zip(near, moved) {
      expectClose(b.scatter, a.scatter, relative: 1e-9, scale: 1, "2^20 leaves 33 of the 53 bits of y")
    }
  }
}
