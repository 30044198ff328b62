import Design
import Findings
import Moments
import Regression
import Tabular
import TestSupport
import Testing

/// Absorbed factors against fixest, pyfixest and clubSandwich.
@Suite struct AbsorptionOracleTests {
  private static let castle = AbsorbedFit(formula: "l_homicide ~ post", absorbing: ["sid", "year"])
  /// pyfixest and fixest sweep until 1e-8 or so; their errors carry what they left.
  private static let otherSweep = 1e-7

  private func compare(_ actual: Double?, _ expected: Double, relative tolerance: Double) {
    expectClose(actual ?? .nan, expected, relative: tolerance)
    expectNoticesErrors(in: [expected], relative: tolerance)
  }

  @Test(arguments: [("unweighted", nil), ("popwt", "popwt")] as [(String, String?)])
  func castleDoctrineByFixest(_ model: (key: String, weights: String?)) throws {
    let oracle = try Fixture.json("did", "expected_fixest.json").value(at: [model.key])
    let frame = try OracleData.frame("did")
    var request = Self.castle
    request.weights = model.weights
    let classical = try request.fit(frame, LinearRegression.Covariance.classical)
    compare(classical.coefficients.first, try oracle.number("beta.post"), relative: Tolerance.matrixRoot)
    compare(classical.standardErrors.first, try oracle.number("se_iid"), relative: Tolerance.matrixRoot)
    compare(classical.rSquared, try oracle.number("r2"), relative: Tolerance.matrixRoot)
    compare(classical.rSquaredWithin, try oracle.number("wr2"), relative: Tolerance.matrixRoot)
    let hetero = try request.fit(frame, .hc1)
    compare(hetero.standardErrors.first, try oracle.number("se_hetero"), relative: Tolerance.matrixRoot)
    request.cluster = "sid"
    let robust = try request.fit(frame, .clusterRobust(.cr1Stata))
    compare(
      robust.standardErrors.first, try oracle.number("se_cluster_sid_default_ssc"), relative: Tolerance.matrixRoot)
    compare(robust.degreesOfFreedom.first, try oracle.number("df_t_cluster"), relative: Tolerance.closedForm)
    compare(
      robust.coefficientTable(level: 0.95).first?.pValue, try oracle.number("p_cluster"), relative: Tolerance.matrixRoot
    )
    #expect(robust.warnings.map(\.code) == [.absorbedNested])
  }

  /// The same errors from one indicator per level.
  @Test(arguments: [ClusterRobustCovariance.Correction.cr0, .cr1])
  func castleDoctrineByClubSandwich(_ correction: ClusterRobustCovariance.Correction) throws {
    var request = Self.castle
    request.cluster = "sid"
    for (key, weights) in [("unweighted", nil), ("popwt", "popwt")] as [(String, String?)] {
      request.weights = weights
      let fit = try request.fit(OracleData.frame("did"), .clusterRobust(correction))
      let path = "\(key).\(correction.rawValue.uppercased()).se"
      compare(
        fit.standardErrors.first, try Fixture.json("did", "expected_fixest.json").number(path),
        relative: Tolerance.matrixRoot)
    }
  }

  /// Years before and after the law, states without one as reference.
  @Test func castleDoctrineEventStudy() throws {
    let oracle = try Fixture.json("did", "expected_fixest.json")
    let data = try OracleData.frame("did")
    let (state, year, post) = (data.numbers("sid"), data.numbers("year"), data.numbers("post"))
    var first: [Double: Double] = [:]
    for row in state.indices where post[row] > 0 { first[state[row]] = min(first[state[row]] ?? .infinity, year[row]) }
    let relative = state.indices.map { row in first[state[row]].map { max(-5, min(3, year[row] - $0)) } ?? -1 }
    let steps = [-5, -4, -3, -2, 0, 1, 2, 3]
    let columns = steps.map { step in
      Column(name: "step\(step + 5)", numbers: relative.map { $0 == Double(step) ? 1 : 0 })
    }
    let outcome = ["l_homicide", "sid", "year"].map { Column(name: $0, numbers: data.numbers($0)) }
    let request = AbsorbedFit(
      formula: "l_homicide ~ \(columns.map(\.name).joined(separator: " + "))", absorbing: ["sid", "year"],
      cluster: "sid")
    let fit = try request.fit(Frame(columns: outcome + columns), .clusterRobust(.cr1Stata))
    for (index, step) in steps.enumerated() {
      compare(
        fit.coefficients[index], try oracle.number(at: ["event_study", "beta", "rel::\(step)"]),
        relative: Self.otherSweep)
      compare(
        fit.standardErrors[index], try oracle.number(at: ["event_study", "se", "rel::\(step)"]),
        relative: Self.otherSweep)
    }
  }

  /// Two by two periods and groups, nothing absorbed.
  @Test func injuryTwoByTwo() throws {
    let oracle = try Fixture.json("did")
    let all = try OracleData.frame("did", "injury.csv")
    let kentucky = all.numbers("ky").indices.filter { all.numbers("ky")[$0] == 1 }
    let columns = ["ldurat", "afchnge", "highearn"].map { name in
      Column(name: name, numbers: kentucky.map { all.numbers(name)[$0] })
    }
    let frame = try ModelFrame.build(Formula("ldurat ~ afchnge*highearn"), frame: Frame(columns: columns))
    let fits = [
      ("iid", try LinearRegression(covariance: .classical).fit(.collect(frame))),
      ("hetero", try HeteroscedasticityConsistentCovariance.hc1.fit(frame)),
    ]
    for (name, fit) in fits {
      let terms = fit.terms.map { $0 == "(Intercept)" ? "Intercept" : $0 }
      let record = try oracle.value(at: ["injury_ky_2x2_\(name)"])
      expectClose(
        Dictionary(uniqueKeysWithValues: zip(terms, fit.coefficients)), try record.namedNumbers("beta"),
        relative: Tolerance.matrixRoot)
      expectClose(
        Dictionary(uniqueKeysWithValues: zip(terms, fit.standardErrors)), try record.namedNumbers("se"),
        relative: Tolerance.matrixRoot)
      #expect(Double(fit.observationCount) == (try record.number("n")))
    }
  }

  @Test(arguments: ["one", "two", "two_weighted", "three"])
  func staffPanelByPyfixest(_ key: String) throws {
    let record = try Fixture.json("absorb").value(at: [key])
    let absorbed = ["one": 1, "two": 2, "two_weighted": 2, "three": 3][key, default: 0]
    var request = AbsorbedFit(
      formula: "score ~ hours + training", absorbing: Array(["educator", "preschool", "month"].prefix(absorbed)),
      weights: key == "two_weighted" ? "weight" : nil)
    let frame = try OracleData.frame("absorb")
    let classical = try request.fit(frame, LinearRegression.Covariance.classical)
    let hetero = try request.fit(frame, .hc1)
    request.cluster = key == "two_weighted" ? "preschool" : "educator"
    let robust = try request.fit(frame, .clusterRobust(.cr1Stata))
    expectClose(classical.named(classical.coefficients), try record.namedNumbers("beta"), relative: Self.otherSweep)
    for (name, fit) in [("iid", classical), ("hetero", hetero), ("cluster", robust)] {
      let errors = try record.namedNumbers("\(name).se")
      expectClose(fit.named(fit.standardErrors), errors, relative: Self.otherSweep)
      expectNoticesErrors(in: Array(errors.values), relative: Self.otherSweep)
      let table = fit.coefficientTable(level: 0.95)
      expectClose(
        Dictionary(uniqueKeysWithValues: table.map { ($0.term, $0.pValue ?? .nan) }),
        try record.namedNumbers("\(name).p"),
        relative: 1e-6)
    }
    compare(classical.rSquared, try record.number("r2"), relative: Self.otherSweep)
    compare(classical.rSquaredWithin, try record.number("r2_within"), relative: Self.otherSweep)
    #expect(Double(classical.observationCount) == (try record.number("n")))
    #expect(classical.warnings.contains { $0.code == .singletonRows })
  }

  struct Adjusted: Sendable, CustomTestStringConvertible {
    var key: String
    var request: AbsorbedFit
    var data = "absorb"
    var testDescription: String { key }
  }

  static let adjusted = [
    Adjusted(
      key: "castle", request: AbsorbedFit(formula: "l_homicide ~ post", absorbing: ["sid", "year"], cluster: "sid"),
      data: "did"),
    Adjusted(
      key: "castle_popwt",
      request: AbsorbedFit(
        formula: "l_homicide ~ post", absorbing: ["sid", "year"], cluster: "sid", weights: "popwt"),
      data: "did"),
    Adjusted(
      key: "nested",
      request: AbsorbedFit(formula: "score ~ hours + training", absorbing: ["educator"], cluster: "educator")),
    Adjusted(
      key: "crossed",
      request: AbsorbedFit(formula: "score ~ hours + training", absorbing: ["educator", "month"], cluster: "educator")),
    Adjusted(
      key: "without_nested",
      request: AbsorbedFit(formula: "score ~ hours + training", absorbing: ["month"], cluster: "preschool")),
    Adjusted(
      key: "weighted",
      request: AbsorbedFit(
        formula: "score ~ hours + training", absorbing: ["month", "educator"], cluster: "educator", weights: "weight")),
  ]

  /// CR2 is that of the model with one indicator per level, whatever is swept out and whatever stands as a column.
  @Test(arguments: adjusted)
  func adjustedResiduals(_ model: Adjusted) throws {
    let record = try Fixture.json("absorb", "expected_cr2.json").value(at: [model.key])
    let frame = try OracleData.frame(model.data)
    let fit = try model.request.fit(frame, .clusterRobust(.cr2))
    expectClose(fit.named(fit.coefficients), try record.namedNumbers("beta"), relative: Tolerance.matrixRoot)
    for (name, values) in [("se", fit.standardErrors), ("df", fit.degreesOfFreedom)] {
      let expected = try record.namedNumbers(name)
      expectClose(fit.named(values), expected, relative: Tolerance.matrixRoot)
      expectNoticesErrors(in: Array(expected.values), relative: Tolerance.matrixRoot)
    }
    guard model.data == "absorb" else { return }
    let joint = try #require(
      try model.request.waldTest(frame, .clusterRobust(.cr2), of: ["hours", "training"]))
    let actual = [
      joint.statistic, joint.numeratorDegreesOfFreedom, joint.denominatorDegreesOfFreedom, joint.pValue,
    ].map { $0 ?? .nan }
    let expected = try ["statistic", "df1", "df2", "p"].map { try record.number("htz.\($0)") }
    expectClose(actual, expected, relative: Tolerance.matrixRoot)
  }
}

extension Frame {
  fileprivate func numbers(_ name: String) -> [Double] {
    guard case .numeric(let numbers)? = self[name]?.values else { return [] }
    return numbers
  }
}
