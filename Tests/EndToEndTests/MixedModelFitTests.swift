import TestSupport
import Testing

private func answer(_ option: String, _ value: String) throws -> JSONValue {
  try Program.json(
    "fit", "lmm", "--data", Fixture.path("star", "star_math.csv"), "--formula",
    "mathk ~ small + female + free + (1 | school)", option, value, "--format", "json", in: Folder())
}

/// pbkrtest starts from lme4's optimum, good to 1e-6; degrees of freedom follow it by several times as much.
@Test func kenwardRogerAgreesWithPbkrtest() throws {
  let answer = try answer("--df", "kenward-roger")
  let expected = try Fixture.json("star").value("mathk.lmer_cov_reml")
  for (name, key, tolerance) in [("std_error", "kr_se", Tolerance.iterated), ("df", "kr_df", 1e-5)] {
    let rows = try answer.value("coefficients").elements
    let found = try Dictionary(uniqueKeysWithValues: rows.map { ($0.text("term") ?? "", try $0.number(name)) })
    expectClose(found, try expected.namedNumbers(key), relative: tolerance, name)
    expectNoticesErrors(in: try expected.namedNumbers(key).values.map { $0 }, relative: tolerance)
  }
}

@Test(arguments: ["profile", "wald"]) func variancesHaveIntervalsWhenAskedFor(method: String) throws {
  for row in try answer("--intervals", method).value("random_effects").elements {
    let (low, estimate, high) = (try row.number("conf_low"), try row.number("std_dev"), try row.number("conf_high"))
    #expect(low < estimate && estimate < high)
  }
}
