import Foundation
import TestSupport
import Testing

private let star = Fixture.path("star", "star_math.csv")
private let bootstrap = [
  "fit", "wild-bootstrap", "--data", star, "--formula", "mathk ~ small + female + free", "--cluster", "school",
  "--term", "small",
]

/// A trial of eight schools in two districts: `arm` was given to schools, `y` differs by it.
private func trial() throws -> Folder {
  let folder = try Folder()
  var lines = ["y,arm,x,school,district"]
  for row in 0..<48 {
    let school = row % 8
    let noise = Double((row * 7919) % 101) / 101
    lines.append(
      "\(Double(school % 2) + noise + 0.1 * Double(school)),\(school % 2),\(row % 5),s\(school),d\(school / 4)")
  }
  try folder.write(lines.joined(separator: "\n") + "\n", to: "trial.csv")
  return folder
}

private let permutation = [
  "fit", "permutation", "--data", "trial.csv", "--formula", "y ~ arm + x", "--cluster", "school", "--term", "arm",
]

@Test func theWildBootstrapAnswersByTheContract() throws {
  let answer = try Program.json(bootstrap + ["--replications", "9999", "--format", "json"], in: Folder())
  let expected = try Fixture.json("star", "wildboot_8M.json")
  let error = try answer.number("p_value_mc_error")
  #expect(try abs(answer.number("p_value") - expected.number("cov_small:rademacher.p")) <= 4 * error)
  expectClose(
    try answer.number("statistic"), try expected.number("cov_small:rademacher.t_CR0") * (78.0 / 79).squareRoot(),
    relative: Tolerance.closedForm)
  #expect(try answer.number("replications") == 9999)
  #expect(try answer.value("enumerated") == .boolean(false))
  #expect(try answer.number("conf_low") < answer.number("conf_high"))
  #expect(try answer.value("coefficients.0").text("term") == "small")
  #expect(try answer.number("coefficients.0.p_value") == answer.number("p_value"))
}

@Test func theSameSeedGivesTheSameAnswer() throws {
  func output(_ seed: String) throws -> String {
    try Program.run(bootstrap + ["--seed", seed, "--format", "json"], in: Folder()).output
  }
  #expect(try output("5") == output("5") && output("5") != output("6"))
}

@Test func thePermutationTestAnswersByTheContract() throws {
  let folder = try trial()
  let answer = try Program.json(permutation + ["--format", "json"], in: folder)
  #expect(try answer.value("enumerated") == .boolean(true))
  #expect(try answer.number("replications") == 70 && answer.number("p_value_smallest") == 2.0 / 70)
  #expect(try answer.number("p_value_mc_error") == 0)
  let stratified = try Program.json(permutation + ["--strata", "district", "--format", "json"], in: folder)
  #expect(try stratified.number("replications") == 36)
}

@Test(arguments: [
  (["--term", "x"], 65, "x takes several values in cluster s0"),
  (["--term", "nothing"], 65, "nothing has no coefficient"),
  (["--strata", "x"], 64, "cluster s0 has rows in two strata"), (["--replications", "0"], 64, "--replications"),
  (["--cluster", "nowhere"], 65, "no column nowhere"),
])
func aRequestWithoutAnswerSaysWhy(_ options: [String], _ status: Int32, _ words: String) throws {
  // The last value of an option that is given twice counts.
  let outcome = try Program.run(permutation + options, in: trial())
  #expect(outcome.status == status && outcome.errors.contains(words), "\(outcome.errors)")
}
