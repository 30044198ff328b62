import Findings
import Moments
import Movement
import TestSupport
import Testing

/// Intraclass correlations against an analysis of variance in R, and against the tables of the transitions.
struct RaterCorrelationTests {
  /// Mean squares in another order, then quantiles of F of two programs.
  private static let tolerance = Tolerance.matrixRoot

  private func fourJudges() throws -> [[Double]] {
    try Fixture.text("rater_agreement", "data.csv").split(whereSeparator: \.isNewline).dropFirst().map { line in
      line.split(separator: ",").dropFirst().compactMap { Double($0) }
    }
  }

  private func pairs() throws -> [[Double]] {
    let json = try Fixture.json("rater_agreement")
    return zip(try json.numbers("pairs_first"), try json.numbers("pairs_second")).map { [$0, $1] }
  }

  @Test(arguments: ["four_judges", "pairs"], RaterCorrelation.Form.allCases)
  func correlationsAndIntervalsAgree(source: String, form: RaterCorrelation.Form) throws {
    let ratings = try source == "pairs" ? pairs() : fourJudges()
    let expected = try Fixture.json("rater_agreement").value("\(source).\(form.rawValue)")
    let fit = try RaterCorrelation(form).fit(ratings)
    let interval = try #require(fit.interval)
    let wanted = try ["estimate", "low", "high"].map { try expected.number($0) }
    expectClose([fit.correlation, interval.lower, interval.upper], wanted, relative: Self.tolerance)
    expectNoticesErrors(in: wanted, relative: Self.tolerance)
  }

  @Test(arguments: TransitionFixture.names)
  func levelsAgreeToo(name: String) throws {
    let table = try TransitionFixture.table(name)
    var ratings: [[Double]] = []
    for from in 1...3 {
      for to in 1...3 { ratings += Array(repeating: [Double(from), Double(to)], count: table[from, to]) }
    }
    let expected = try TransitionFixture.expected(name)
    for (form, key) in [
      (RaterCorrelation.Form.oneWay, "icc.ICC1"), (.twoWayAgreement, "icc.ICC_A1"), (.twoWayConsistency, "icc.ICC_C1"),
    ] {
      expectClose(
        try RaterCorrelation(form).fit(ratings).correlation, try expected.number(key), relative: Self.tolerance, key)
    }
  }

  @Test func aRaterWhoMarksHigherAgreesInOrderOnly() throws {
    let ratings = (0..<12).map { [Double($0), Double($0) + 3] }
    let consistency = try RaterCorrelation(.twoWayConsistency).fit(ratings)
    #expect(consistency.correlation == 1 && consistency.interval == nil)
    #expect(try RaterCorrelation(.twoWayAgreement).fit(ratings).correlation < 0.9)
  }

  @Test func ratingsWithoutAnAnswerSayWhy() {
    #expect(throws: MovementError.noVariation) { try RaterCorrelation().fit([[2, 2], [2, 2]]) }
    #expect(throws: MovementError.noVariation) { try RaterCorrelation().fit([[1, 2], [2, 1]]) }
    #expect(throws: MovementError.noVariation) { try RaterCorrelation(.twoWayConsistency).fit([[1, 2], [1, 2]]) }
    #expect(throws: MovementError.tooFewRatings(children: 1, raters: 2)) { try RaterCorrelation().fit([[1, 2]]) }
    #expect(throws: MovementError.tooFewRatings(children: 0, raters: 0)) { try RaterCorrelation().fit([]) }
    #expect(throws: MovementError.incompleteRatings(row: 1)) { try RaterCorrelation().fit([[1, 2], [1]]) }
    #expect(throws: MovementError.incompleteRatings(row: 0)) { try RaterCorrelation().fit([[1, .nan], [1, 2]]) }
  }
}
