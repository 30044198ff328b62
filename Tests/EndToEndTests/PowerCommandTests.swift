import Foundation
import TestSupport
import Testing

/// `tarazy power`: what a planned trial can find.
struct PowerCommandTests {
  private static let twoLevels = ["--level", "child=20,r2=0.3", "--level", "preschool=40,icc=0.15,r2=0.5"]

  private func answer(_ arguments: [String]) throws -> JSONValue {
    let outcome = try Program.run(["power"] + arguments + ["--format", "json"], in: Folder())
    #expect(outcome.status == 0, "\(outcome.errors)")
    return try JSONValue(text: outcome.output)
  }

  @Test func aClusteredDesignAgreesWithTheClosedForm() throws {
    let expected = try Fixture.json("effect_sizes").value("power.cra2")
    let answer = try answer(Self.twoLevels + ["--covariates", "1", "--effect", "0.25"])
    expectClose(
      try ["standard_error", "degrees_of_freedom", "power"].map { try answer.number($0) },
      try ["std_error", "df", "power"].map { try expected.number($0) }, relative: Tolerance.matrixRoot)
    expectClose(
      try answer.number("minimum_detectable_effect"), try expected.number("mdes_bloom"), relative: 0.01,
      "Bloom's approximation")
  }

  @Test func blocksAgreeWithTheClosedForm() throws {
    let expected = try Fixture.json("effect_sizes").value("power.bcra3_random")
    let answer = try answer([
      "--level", "child=25", "--level", "preschool=5,icc=0.15,r2=0.3", "--level", "region=20,icc=0.06,tau2=0.03",
      "--assigned", "preschool", "--share", "0.4", "--covariates", "1", "--effect", "0.2",
    ])
    expectClose(try answer.number("power"), try expected.number("power"), relative: Tolerance.matrixRoot)
  }

  @Test func theNumberOfUnitsIsFoundWhenItIsLeftOut() throws {
    let design = ["--level", "child=20", "--level"]
    let found = try answer(design + ["preschool,icc=0.15", "--effect", "0.25"])
    let count = Int(try found.number("levels.1.unit_count"))
    #expect(try found.value("is_unit_count_found") == .boolean(true))
    #expect(try found.number("power") >= 0.8)
    let fewer = try answer(design + ["preschool=\(count - 1),icc=0.15", "--effect", "0.25"])
    #expect(try fewer.number("power") < 0.8)
  }

  @Test func simulatedTrialsAreRepeatableAndAgree() throws {
    let arguments = Self.twoLevels + ["--effect", "0.25", "--simulate", "2000", "--seed", "7"]
    let answer = try answer(arguments)
    let (power, expected) = (try answer.number("simulation.power"), try answer.number("simulation.expected_power"))
    #expect(abs(power - expected) < 3 * (try answer.number("simulation.monte_carlo_error")))
    #expect(try self.answer(arguments) == answer)
  }

  @Test func textNamesWhatWasAsked() throws {
    let outcome = try Program.run(
      ["power", "--level", "child=20", "--level", "preschool,icc=0.15", "--effect", "0.25", "--simulate", "100"],
      in: Folder())
    #expect(outcome.status == 0 && outcome.output.contains("Needed for an effect of 0.25"))
    #expect(outcome.output.split(separator: "\n").allSatisfy { $0.count <= 80 }, "\(outcome.output)")
  }

  @Test(arguments: [
    (
      ["--level", "child=20", "--level", "preschool=40,icc=1.5"],
      "level preschool: variance share 1.5 is out of its range"
    ),
    (["--level", "child=20", "--level", "preschool=40,size=3"], "preschool=40,size=3"),
    (["--level", "child=20", "--level", "preschool=2"], "too few assigned units"),
    (["--level", "child=20", "--level", "preschool=40", "--assigned", "school"], "there is no level school"),
    (["--level", "child=20", "--level", "preschool"], "say for which --effect"),
    (["--level", "child", "--level", "preschool=40"], "--level child needs a count"),
    (["--level", "child=20", "--level", "preschool=40", "--power", "1"], "power 1.0 is out of its range"),
    (["--level", "child=20", "--level", "preschool=40", "--alpha", "0"], "alpha 0.0 is out of its range"),
    (["--level", "child=20", "--level", "preschool=40", "--simulate", "0"], "simulate 0.0 is out of its range"),
    (
      [
        "--level", "child=20", "--level", "preschool", "--level", "region=5,tau2=0.5", "--assigned", "preschool",
        "--effect", "0.1",
      ], "no number of units reaches a power of 0.8"
    ),
    ([], "--level"),
  ])
  func badRequestsAreRefused(arguments: [String], words: String) throws {
    try Program.refuse(["power"] + arguments, in: Folder(), status: 64, [words])
  }
}
