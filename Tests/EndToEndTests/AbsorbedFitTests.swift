import TestSupport
import Testing

/// Absorbed factors and joint tests through the program.
@Test func absorbedFactorsAgreeWithFixest() throws {
  let answer = try Program.json(
    "fit", "ols", "--data", Fixture.path("did", "data.csv"), "--formula", "l_homicide ~ post", "--absorb", "sid,year",
    "--cluster", "sid", "--vcov", "cr1s", "--weights", "popwt", "--format", "json", in: Folder())
  let expected = try Fixture.json("did", "expected_fixest.json").value("popwt")
  let row = try answer.value("coefficients.0")
  for (key, path) in [
    ("estimate", "beta.post"), ("std_error", "se_cluster_sid_default_ssc"), ("df", "df_t_cluster"),
    ("p_value", "p_cluster"),
  ] {
    try expectClose(row.number(key), expected.number(path), relative: Tolerance.matrixRoot, key)
  }
  try expectClose(answer.number("fit.r_squared"), expected.number("r2"), relative: Tolerance.matrixRoot)
  try expectClose(answer.number("fit.r_squared_within"), expected.number("wr2"), relative: Tolerance.matrixRoot)
  #expect(try answer.number("groups.sid") == 50 && answer.number("groups.year") == 11)
  #expect(try answer.value("warnings").elements.map { $0.text("code") } == ["absorbed_nested"])
}

@Test func jointTestsAgreeWithClubSandwich() throws {
  let answer = try Program.json(
    "fit", "ols", "--data", Fixture.path("achieve", "data.csv"), "--formula",
    "Bagrut_status ~ school_type + father_ed + mother_ed + immigrant + siblings + lagscore + sex + treated",
    "--cluster",
    "school_id", "--wald", "father_ed, mother_ed,siblings", "--wald", "school_type", "--format", "json", in: Folder())
  for (index, name) in ["wald_covariates", "wald_school_type"].enumerated() {
    let row = try answer.value("wald.\(index)")
    let expected = try Fixture.json("achieve").value(at: ["y2001_main", "CR2", name, "HTZ"])
    #expect(row.keys == ["df1", "df2", "p_value", "statistic", "terms", "test"] && row.text("test") == "HTZ")
    for (key, path) in [("statistic", "Fstat"), ("df1", "df_num"), ("df2", "df_denom"), ("p_value", "p")] {
      try expectClose(row.number(key), expected.number(path), relative: Tolerance.matrixRoot, "\(name) \(key)")
    }
  }
  #expect(try answer.value("wald.1.terms").elements == [.text("school_typeReligious"), .text("school_typeSecular")])
}
