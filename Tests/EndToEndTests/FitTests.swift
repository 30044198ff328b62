import Foundation
import TestSupport
import Testing

private let data = Fixture.path("star", "star_math.csv")
private let fixedPart = "mathk ~ small + female + free"

/// Values of one column of the coefficients, by term.
private func column(_ name: String, of answer: JSONValue) throws -> [String: Double] {
  let rows = try answer.value("coefficients").elements
  return try Dictionary(uniqueKeysWithValues: rows.map { ($0.text("term") ?? "", try $0.number(name)) })
}

private func mixedModel() throws -> JSONValue {
  try Program.json(
    "fit", "lmm", "--data", data, "--formula", fixedPart + " + (1 | school)", "--format", "json", in: Folder())
}

private func leastSquares() throws -> JSONValue {
  try Program.json(
    "fit", "ols", "--data", data, "--formula", fixedPart, "--cluster", "school", "--vcov", "cr2", "--format", "json",
    in: Folder())
}

@Test func mixedModelAgreesWithPolishedLme4() throws {
  let answer = try mixedModel()
  let expected = try Fixture.json("star", "expected_polished.json").value("mathk_cov_reml")
  for (name, key) in [("estimate", "beta"), ("std_error", "se"), ("df", "satt_df"), ("statistic", "t")] {
    try expectClose(
      column(name, of: answer), expected.namedNumbers(key), relative: Tolerance.iterated, name)
    try expectNoticesErrors(in: expected.namedNumbers(key).values.map { $0 }, relative: Tolerance.iterated)
  }
  let variances = try answer.value("random_effects").elements.map { try $0.number("variance") }
  let expectedVariances = try ["school:(Intercept)", "Residual:"].map { try expected.number(at: ["varcomp", $0]) }
  expectClose(variances, expectedVariances, relative: Tolerance.iterated, "variances")
  try expectClose(
    answer.number("fit.reml_criterion"), expected.number("minus2ll"), relative: Tolerance.iterated, "criterion")
  #expect(try answer.number("n_obs") == 3785)
  #expect(try answer.number("groups.school") == 79)
}

@Test func clusterRobustLeastSquaresAgreesWithClubSandwich() throws {
  let answer = try leastSquares()
  let expected = try Fixture.json("star").value("mathk.ols_cov")
  for (name, key) in [("estimate", "beta"), ("std_error", "se_CR2"), ("df", "satt_CR2.df"), ("p_value", "satt_CR2.p")] {
    try expectClose(
      column(name, of: answer), expected.namedNumbers(key), relative: Tolerance.matrixRoot, name)
    try expectNoticesErrors(in: expected.namedNumbers(key).values.map { $0 }, relative: Tolerance.matrixRoot)
  }
}

@Test func keysAreThoseOfTheContract() throws {
  let common = ["coefficients", "fit", "formula", "groups", "method", "model", "n_dropped", "n_obs", "provenance"]
  let mixed = try mixedModel()
  #expect(mixed.keys == (common + ["random_effects", "warnings"]).sorted())
  #expect(try leastSquares().keys == (common + ["warnings"]).sorted())
  #expect(
    try mixed.value("coefficients.0").keys
      == ["conf_high", "conf_low", "df", "estimate", "p_value", "statistic", "std_error", "term"])
  #expect(try mixed.value("random_effects.0").keys == ["group", "std_dev", "term", "variance"])
  #expect(try mixed.value("random_effects.1").keys == ["group", "std_dev", "variance"])
  #expect(
    try mixed.value("fit").keys == ["aic", "bic", "deviance", "log_likelihood", "reml_criterion", "sigma"])
  #expect(try mixed.value("provenance").keys == ["data_sha256", "engine", "seed"])
}

@Test(arguments: [
  ["ols", "--formula", fixedPart, "--cluster", "school"], ["lmm", "--formula", fixedPart + " + (1|school)"],
])
func textFitsATerminal(arguments: [String]) throws {
  let outcome = try Program.run(["fit"] + arguments + ["--data", data], in: Folder())
  #expect(outcome.status == 0)
  let lines = outcome.output.split(separator: "\n")
  #expect(lines.contains { $0.hasPrefix("small ") })
  #expect(lines.allSatisfy { $0.count <= 80 }, "\(outcome.output)")
}
