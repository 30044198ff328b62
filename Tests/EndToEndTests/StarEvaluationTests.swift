import Foundation
import TestSupport
import Testing

private struct StarEvaluation: Sendable {
  let folder: Folder
  let findings: JSONValue

  static let shared = Result { try StarEvaluation() }

  /// By the plan of children as first assigned, the sensitivity of the main plan.
  let findingsAsAssigned: JSONValue

  private init() throws {
    folder = try Folder()
    try Program.succeed("import", Self.path(""), "--into", "star.db", in: folder)
    findingsAsAssigned = try Self.evaluate(by: "plan-assigned.yml", in: folder)
    findings = try Self.evaluate(by: "plan.yml", in: folder)
  }

  private static func evaluate(by plan: String, in folder: Folder) throws -> JSONValue {
    try Program.json("evaluate", "star.db", "--plan", path(plan), "--format", "json", in: folder)
  }

  /// A file of the data set, found from the place of this source file.
  private static func path(_ name: String) -> String {
    URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../../datasets/star/\(name)")
      .standardizedFileURL.path(percentEncoded: false)
  }

  /// The effect of small classes on an outcome in a wave.
  func effect(_ outcome: String, _ wave: String, _ estimator: String) throws -> JSONValue {
    let address = "effect:\(outcome).\(wave).\(estimator)"
    return try #require(try findings.value("effects").elements.first { $0.text("address") == address })
  }
}

private let effects = [
  ["math", "kindergarten", "math_k"], ["read", "kindergarten", "read_k"], ["math", "first_grade", "math_1"],
  ["read", "first_grade", "read_1"],
]

@Test(arguments: effects) func mixedModelEffectAgreesWithExactREML(effect: [String]) throws {
  let answer = try StarEvaluation.shared.get().effect(effect[0], effect[1], "mixed_model")
  let expected = try Fixture.json("pilot_star", "expected_exact.json").value("\(effect[2])_cov")
  #expect(try expected.value("coef_names.1") == .text("small"))
  let numbers = try ["beta.1", "se.1", "satt_df.1"].map { try expected.number($0) }
  try expectClose(
    ["value", "standard_error", "degrees_of_freedom"].map { try answer.number("estimate.\($0)") }, numbers,
    relative: Tolerance.iterated, "value, standard error, degrees of freedom")
  expectNoticesErrors(in: numbers, relative: Tolerance.iterated)
}

@Test(arguments: effects) func clusterRobustEffectAgreesWithClubSandwich(effect: [String]) throws {
  let answer = try StarEvaluation.shared.get().effect(effect[0], effect[1], "cluster_robust")
  let expected = try Fixture.json("pilot_star").value("\(effect[2]).ols_cov")
  let numbers = try ["beta.small", "CR2.se.small", "CR2.df_satt.small", "CR2.p_satt.small"].map {
    try expected.number($0)
  }
  try expectClose(
    ["value", "standard_error", "degrees_of_freedom", "p_value"].map { try answer.number("estimate.\($0)") }, numbers,
    relative: Tolerance.matrixRoot, "value, standard error, degrees of freedom, p")
  expectNoticesErrors(in: numbers, relative: Tolerance.matrixRoot)
}

/// In kindergarten, where children entered, the class attended is the class assigned; later it need not be.
@Test func kindergartenIsTheSameAsAssigned() throws {
  let star = try StarEvaluation.shared.get()
  let (attended, assigned) = try (star.findings.value("effects"), star.findingsAsAssigned.value("effects"))
  for (first, second) in zip(attended.elements, assigned.elements) {
    #expect(first.text("address") == second.text("address"))
    let isSame = try first.value("estimate") == second.value("estimate")
    #expect(isSame == (first.text("wave") == "kindergarten"))
  }
}

@Test func reportSaysThatTheDataAreReal() throws {
  let star = try StarEvaluation.shared.get()
  #expect(try star.findings.value("pilot.is_synthetic") == .boolean(false))
  try Program.succeed("report", "latest", "--store", "star.db", "--format", "md", "-o", "star.md", in: star.folder)
  let report = try star.folder.text("star.md")
  let isSaidReal = report.contains("The data are real.")
  let isSaidSynthetic = report.localizedCaseInsensitiveContains("synthetic")
  #expect(isSaidReal && !isSaidSynthetic)
}
