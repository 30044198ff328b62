import Foundation
import TestSupport
import Testing

/// `tarazy fit area` and `tarazy fit unit-area` by their contract.
struct FitSmallAreaTests {
  private static let areas = Fixture.path("small_area", "apart.csv")
  private static let units = Fixture.path("small_area", "units.csv")
  private static let means = Fixture.path("small_area", "means.csv")
  private static let areaColumns = ["--formula", "y ~ x", "--area", "area", "--sampling-variance", "D"]
  private static let unitColumns = ["--formula", "y ~ x + z", "--area", "area", "--population-means", means]

  private func answer(_ arguments: [String]) throws -> JSONValue {
    let outcome = try Program.run(["fit"] + arguments + ["--format", "json"], in: Folder())
    #expect(outcome.status == 0, "\(outcome.errors)")
    return try JSONValue(text: outcome.output)
  }

  @Test(arguments: ["adjusted-ml", "adjusted-reml"])
  func areasAgreeWithTheFixture(method: String) throws {
    let expected = try Fixture.json("small_area").value("apart_\(method)")
    let answer = try answer(["area", "--data", Self.areas, "--method", method] + Self.areaColumns)
    let tolerance = Tolerance.polishedOptimum
    expectClose(try answer.number("model_variance"), try expected.number("A"), relative: tolerance)
    let rows = try answer.value("areas").elements
    #expect(rows[0].keys == ["area", "direct", "estimate", "mse", "shrinkage"])
    for (key, name) in [("estimate", "eblup"), ("mse", "mse"), ("shrinkage", "gamma")] {
      expectClose(try rows.map { try $0.number(key) }, try expected.numbers(name), relative: tolerance, key)
    }
  }

  @Test func aVarianceOfZeroIsSaid() throws {
    let alike = Fixture.path("small_area", "alike.csv")
    let plain = try answer(["area", "--data", alike] + Self.areaColumns)
    #expect(try plain.number("model_variance") == 0 && plain.text("method") == "reml")
    #expect(try plain.value("warnings").elements.map { $0.text("code") } == ["boundary_variance", "few_clusters"])
    let adjusted = try answer(["area", "--data", alike, "--method", "adjusted-ml"] + Self.areaColumns)
    #expect(try adjusted.number("model_variance") > 0)
    #expect(try adjusted.value("warnings").elements.map { $0.text("code") } == ["adjusted_variance", "few_clusters"])
  }

  @Test(arguments: ["reml", "ml"], [false, true])
  func unitsAgreeWithTheFixture(method: String, sized: Bool) throws {
    let expected = try Fixture.json("small_area").value("units_\(method)")
    let answer = try answer(
      ["unit-area", "--data", Self.units, "--method", method] + Self.unitColumns
        + (sized ? ["--population-size", "population_size"] : []))
    let (rows, wanted) = (try answer.value("areas").elements, try expected.value("areas").elements)
    let tolerance = Tolerance.polishedOptimum
    expectClose(try answer.number("model_variance"), try expected.number("variance_between"), relative: tolerance)
    for (row, area) in zip(rows, wanted) {
      let isSampled = try area.number("n") > 0
      #expect((try row.value("direct") == .null) != isSampled)
      let estimate = sized && isSampled ? "finite_estimate" : "estimate"
      expectClose(try row.number("estimate"), try area.number(estimate), relative: tolerance, row.text("area") ?? "")
      expectClose(try row.number("mse"), try area.number(sized ? "finite_mse" : "mse"), relative: tolerance)
    }
    #expect(try answer.value("warnings").elements.map { $0.text("code") } == ["synthetic_estimate"])
  }

  @Test func theBootstrapIsRepeatableAndItsSeedIsSaid() throws {
    let arguments =
      ["unit-area", "--data", Self.units] + Self.unitColumns + ["--bootstrap", "5", "--seed", "3"]
    let answer = try answer(arguments)
    #expect(try answer == self.answer(arguments))
    #expect(try answer.number("provenance.seed") == 3 && answer.number("fit.mse_mc_relative_error") > 0)
  }

  /// Whoever was asked altogether is known: no error, and no ratio of errors that is not a number.
  @Test func anAreaSampledAsAWholeHasItsOwnMean() throws {
    let folder = try Folder()
    try folder.write("a,y,x\nA,1,1\nA,2,2\nA,4,4\nB,4,4.5\nB,3,1\nC,5,5\nC,6,8\n", to: "units.csv")
    try folder.write("a,x,N\nA,2,3\nB,2,2\nC,3,2\n", to: "means.csv")
    for extra in [[], ["--bootstrap", "3"]] {
      let outcome = try Program.run(
        [
          "fit", "unit-area", "--data", "units.csv", "--formula", "y ~ x", "--area", "a", "--population-means",
          "means.csv", "--population-size", "N", "--format", "json",
        ] + extra, in: folder)
      #expect(outcome.status == 0, "\(outcome.errors)")
      for row in try JSONValue(text: outcome.output).value("areas").elements {
        #expect(try row.number("mse") == 0 && row.number("estimate") == row.number("direct"))
      }
    }
  }

  @Test func aConstantCovariateIsDroppedAndRowsWithAGapAreCounted() throws {
    let folder = try Folder()
    try folder.write(
      "a,y,v,x,more\nA,1,0.1,2,p\nB,2,0.2,2,q\nC,3,0.1,2,\nD,NaN,0.1,2,r\nE,2.5,,2,s\nF,4,0.3,2,t\n", to: "data.csv")
    let answer = try Program.json(
      "fit", "area", "--data", "data.csv", "--formula", "y ~ x", "--area", "a", "--sampling-variance", "v", "--format",
      "json", in: folder)
    #expect(try answer.number("n_obs") == 4 && answer.number("n_dropped") == 2)
    #expect(try answer.value("warnings").elements.map { $0.text("code") }.contains("dropped_columns"))
    #expect(try answer.value("coefficients.1.estimate") == .null)
    #expect(try answer.value("areas").elements.compactMap { $0.text("area") } == ["A", "B", "C", "F"])
  }

  @Test func textFitsATerminal() throws {
    let outcome = try Program.run(["fit", "unit-area", "--data", Self.units] + Self.unitColumns, in: Folder())
    #expect(outcome.status == 0 && outcome.output.contains("no sample"))
    #expect(outcome.output.split(separator: "\n").filter { !$0.hasPrefix("Warning") }.allSatisfy { $0.count <= 80 })
  }
}

private let goodMeans = "a,x\nA,1\nB,2\nC,3\n"
private let goodUnits = "a,y,x\nA,1,1\nA,2,2\nB,3,3\nB,5,4\nC,2,1\nC,1,3\n"

/// What the two commands refuse, and that they say where it is wrong.
struct BadSmallAreaInputTests {
  @Test(arguments: [
    ("a,y,v\nA,1,0.1\nB,2,0\nC,3,1\n", "y ~ 1", Int32(65), "data row 2: the sampling variance is 0.0"),
    ("a,y,v\nA,1,0.1\nB,2,-1\nC,3,1\n", "y ~ 1", 65, "data row 2: the sampling variance is -1.0"),
    ("a,y,v\nA,1,0.1\nA,2,0.2\nC,3,1\n", "y ~ 1", 65, "A occurs twice"),
    ("a,y,v\nA,1,0.1\n", "y ~ 1", 65, "1 row with values, and the model needs at least 2"),
    ("b,y,v\nA,1,0.1\nB,2,1\n", "y ~ 1", 65, "has no column a; it has b, y, v"),
    ("a,y,v\nA,1,0.1\nB,1e300,1\nC,2,1\n", "y ~ 1", 65, "no estimate"),
    ("a,y,v\nA,1,0.1\nB,2,1\n", "y ~ (1 | a)", 64, "the areas' own effects"),
    ("a,y,v\nA,1,0.1\nB,2,1\n", "y ~ x +", 64, "formula 'y ~ x +'"),
  ])
  func areas(text: String, formula: String, status: Int32, words: String) throws {
    let folder = try Folder()
    try folder.write(text, to: "data.csv")
    try Program.refuse(
      ["fit", "area", "--data", "data.csv", "--formula", formula, "--area", "a", "--sampling-variance", "v"],
      in: folder, status: status, [words])
  }

  @Test(arguments: [
    (goodUnits, "a,x\nA,1\nB,2\n", [String](), "C has units in the sample and no row in the file"),
    (goodUnits, "a,x\nA,1\nB,2\nC,3\nA,4\n", [], "A occurs twice"),
    (goodUnits, "a,x\nA,1\nB,\nC,3\n", [], "B: the population mean of x is missing"),
    (goodUnits, "a,x\nA,1\nB,NaN\nC,3\n", [], "B: the population mean of x is missing"),
    (goodUnits, "a,z\nA,1\nB,2\nC,3\n", [], "means.csv has no column x; it has a, z"),
    (goodUnits, "b,x\nA,1\nB,2\nC,3\n", [], "means.csv has no column a; it has b, x"),
    (goodUnits, "a,x\nA,low\nB,high\nC,low\n", [], "means.csv: column x holds text"),
    (
      goodUnits, "a,x,N\nA,1,9\nB,2,1\nC,3,9\n", ["--population-size", "N"],
      "B: a population of 1.0 for a sample of 2"
    ),
    (goodUnits, goodMeans, ["--population-size", "M"], "means.csv has no column M"),
    ("a,y,x\nA,1,1\nA,2,2\nA,3,4\n", goodMeans, [], "no estimate"),
    ("a,y,x\nA,1,1\nB,2,2\nC,3,4\n", goodMeans, [], "no estimate"),
    ("a,y,x\nA,1,1\nA,1,1\nB,3,1\nB,3,1\nC,5,1\nC,5,1\n", goodMeans, [], "units of an area do not differ"),
    ("a,y,x\nA,1,1\nA,1,2\nB,1,4\nB,1,5\nC,1,1\n", goodMeans, [], "no estimate"),
  ])
  func units(units: String, means: String, arguments: [String], words: String) throws {
    let folder = try Folder()
    try folder.write(units, to: "units.csv")
    try folder.write(means, to: "means.csv")
    try Program.refuse(
      [
        "fit", "unit-area", "--data", "units.csv", "--formula", "y ~ x", "--area", "a", "--population-means",
        "means.csv",
      ] + arguments, in: folder, status: 65, [words])
  }

  @Test func aMissingFileOfMeansIsNamed() throws {
    let folder = try Folder()
    try folder.write(goodUnits, to: "units.csv")
    try Program.refuse(
      [
        "fit", "unit-area", "--data", "units.csv", "--formula", "y ~ x", "--area", "a", "--population-means",
        "gone.csv",
      ], in: folder, status: 65, ["gone.csv"])
  }
}
