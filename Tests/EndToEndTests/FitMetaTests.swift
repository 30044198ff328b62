import Foundation
import TestSupport
import Testing

/// `tarazy fit meta` by its contract.
struct FitMetaTests {
  private static let trials = Fixture.path("fh_meta", "data.csv")
  private static let columns = ["--effect", "y", "--sampling-variance", "D", "--format", "json"]

  private func answer(_ arguments: [String]) throws -> JSONValue {
    let outcome = try Program.run(
      ["fit", "meta", "--data", Self.trials] + Self.columns + arguments, in: Folder())
    #expect(outcome.status == 0, "\(outcome.errors)")
    return try JSONValue(text: outcome.output)
  }

  /// Both sides polished τ², from the same effects with seventeen digits.
  @Test(arguments: ["reml", "ml", "dl", "pm", "he", "sj"], ["z", "knha"])
  func trialsAgreeWithMetafor(method: String, test: String) throws {
    let expected = try Fixture.json("bcg").value("\(method.uppercased())_\(test)")
    let answer = try answer(["--method", method] + (test == "z" ? [] : ["--knapp-hartung"]))
    let actual = try ["tau2", "i2", "h2", "q", "prediction_low", "prediction_high"].map { try answer.number($0) }
    let wanted = try ["tau2", "I2", "H2", "Q", "pi_lb", "pi_ub"].map {
      try expected.number($0) / ($0 == "I2" ? 100 : 1)
    }
    expectClose(actual, wanted, relative: Tolerance.polishedOptimum)
    let row = try answer.value("coefficients.0")
    for (name, key) in [
      ("estimate", "beta"), ("std_error", "se"), ("df", "df"), ("statistic", "stat"), ("p_value", "pval"),
      ("conf_low", "ci_lb"), ("conf_high", "ci_ub"),
    ] {
      try expectClose(row.number(name), expected.number(key), relative: Tolerance.polishedOptimum, name)
    }
  }

  @Test func keysAreThoseOfTheContract() throws {
    let plain = try answer(["--knapp-hartung"])
    #expect(
      plain.keys == [
        "coefficients", "fit", "formula", "groups", "h2", "i2", "method", "model", "n_dropped", "n_obs",
        "prediction_high", "prediction_low", "provenance", "q", "q_df", "q_p_value", "tau2", "tau2_high", "tau2_low",
        "warnings",
      ])
    #expect(plain.text("formula") == "y ~ 1" && plain.text("method") == "reml")
    let moderated = try answer(["--formula", "~ x", "--knapp-hartung"])
    #expect(moderated.keys.contains("wald"))
    #expect(try moderated.value("prediction_low") == .null)
    #expect(try moderated.value("coefficients").elements.map { $0.text("term") } == ["(Intercept)", "x"])
  }

  @Test func textFitsATerminal() throws {
    let outcome = try Program.run(
      ["fit", "meta", "--data", Self.trials, "--effect", "y", "--sampling-variance", "D", "--formula", "~ x"],
      in: Folder())
    #expect(outcome.status == 0 && outcome.output.contains("tau2"))
    #expect(outcome.output.split(separator: "\n").filter { !$0.hasPrefix("Warning") }.allSatisfy { $0.count <= 80 })
  }

  @Test(arguments: [
    ("y,v\n1,0.1\n2,0\n", [String](), Int32(65), "data row 2: the sampling variance is 0.0"),
    ("y,v\n1,0.1\n2,-1\n", [], 65, "data row 2: the sampling variance is -1.0"),
    ("y,v\n1e300,0.1\n2,0.1\n", [], 65, "no estimate"),
    ("y,v\n1,0.1\n", [], 65, "1 row with values, and the model needs at least 2"),
    ("z,v\n1,0.1\n2,1\n", [], 65, "has no column y; it has z, v"),
    ("y,w\n1,0.1\n2,1\n", [], 65, "has no column v; it has y, w"),
    ("y,v\n1,low\n2,high\n", [], 65, "column v holds text"),
    ("y,v\n1,0.1\n2,1\n", ["--formula", "y ~ 1"], 64, "holds moderators only"),
    ("y,v\n1,0.1\n2,1\n", ["--formula", "~ (1 | v)"], 64, "holds moderators only"),
    ("y,v\n1,0.1\n2,1\n", ["--formula", "~ x +"], 64, "formula '~ x +'"),
    ("y,v\n1,0.1\n2,1\n", ["--method", "best"], 64, "best"),
  ])
  func badRequestsAreRefused(text: String, arguments: [String], status: Int32, words: String) throws {
    let folder = try Folder()
    try folder.write(text, to: "data.csv")
    try Program.refuse(
      ["fit", "meta", "--data", "data.csv", "--effect", "y", "--sampling-variance", "v"] + arguments, in: folder,
      status: status, [words])
  }

  @Test func rowsWithAGapAreDroppedAndCounted() throws {
    let folder = try Folder()
    try folder.write("y,v\n1,0.1\n2,\n,1\n3,0.2\n2.5,0.3\n", to: "data.csv")
    let answer = try Program.json(
      "fit", "meta", "--data", "data.csv", "--effect", "y", "--sampling-variance", "v", "--format", "json", in: folder)
    #expect(try answer.number("n_obs") == 3)
    #expect(try answer.number("n_dropped") == 2)
  }
}
