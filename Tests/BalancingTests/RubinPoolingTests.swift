import Balancing
import Design
import Findings
import LinearAlgebra
import Moments
import Regression
import Tabular
import TestSupport
import Testing

/// Rubin's rules against the `nhanes` fixture, and their limits.
@Suite struct RubinPoolingTests {
  /// The fixture's data sets; hypertension as 0 or 1.
  private func dataSets() throws -> [Frame] {
    let all = try CSVReader().read(path: Fixture.path("nhanes", "data.csv"))
    let sets = all.numbers(".imp")
    return try (1...20).map { set in
      let rows = sets.indices.filter { sets[$0] == Double(set) }
      return try Frame(columns: [
        Column(name: "age", texts: rows.map { all.texts("age")[$0] }),
        Column(name: "bmi", numbers: rows.map { all.numbers("bmi")[$0] }),
        Column(name: "chl", numbers: rows.map { all.numbers("chl")[$0] }),
        Column(name: "hyp", numbers: rows.map { all.texts("hyp")[$0] == "yes" ? 1 : 0 }),
      ])
    }
  }

  private func linear() throws -> (terms: [String], pooled: PooledEstimates) {
    let fits = try dataSets().map { frame in
      try LinearRegression(covariance: .classical)
        .fit(ClusterMoments.collect(ModelFrame.build(Formula("chl ~ age + bmi"), frame: frame)))
    }
    let answers = fits.map {
      CompletedEstimate(
        estimates: $0.coefficients, covariance: $0.covariance, degreesOfFreedom: $0.degreesOfFreedom)
    }
    return (fits[0].terms, try RubinPooling.pool(answers))
  }

  private func logistic() throws -> (terms: [String], pooled: PooledEstimates) {
    let fits = try dataSets().map { frame in
      try LogisticRegression().fit(ModelFrame.build(Formula("hyp ~ bmi + chl"), frame: frame))
    }
    let answers = fits.map {
      CompletedEstimate(estimates: $0.coefficients, covariance: $0.covariance, degreesOfFreedom: [22, 22, 22])
    }
    return (fits[0].terms, try RubinPooling.pool(answers))
  }

  @Test(arguments: ["linear", "logistic"])
  func pooledNumbersAgreeWithMice(model: String) throws {
    let (terms, pooled) = try model == "linear" ? linear() : logistic()
    let table = pooled.coefficientTable(terms: terms)
    // R's glm takes the covariance from the weights of the iteration before its last.
    let tolerance = model == "linear" ? Tolerance.matrixRoot : Tolerance.iterated
    let expected = try Fixture.json("nhanes")
    let numbers: [(String, [Double?])] = [
      ("est", pooled.estimates), ("se", pooled.standardErrors), ("lambda", pooled.lambdas),
      ("riv", pooled.relativeIncreases), ("df", pooled.degreesOfFreedom),
      ("fmi", pooled.fractionsOfMissingInformation), ("p", table.map(\.pValue)),
      ("low", table.map(\.interval?.lower)), ("high", table.map(\.interval?.upper)),
    ]
    for (name, values) in numbers {
      let wanted = try expected.namedNumbers("\(model).\(name)")
      let named = Dictionary(uniqueKeysWithValues: zip(terms, values.map { $0 ?? .nan }))
      expectClose(named, wanted, relative: tolerance, scale: 1e-3, name)
      expectNoticesErrors(in: Array(wanted.values), relative: tolerance, scale: 1e-3)
    }
  }

  @Test func jointTestOfAge() throws {
    let (terms, pooled) = try linear()
    let test = try pooled.jointTest(terms.indices.filter { terms[$0].hasPrefix("age") })
    let expected = try Fixture.json("nhanes")
    let wanted = try ["f", "df2", "riv", "p"].map { try expected.number("joint_age.\($0)") }
    expectClose(
      [test.statistic, test.denominatorDegreesOfFreedom, test.relativeIncrease, test.pValue], wanted,
      relative: Tolerance.closedForm)
    expectNoticesErrors(in: wanted, relative: Tolerance.closedForm)
    #expect(test.numeratorDegreesOfFreedom == 2)
  }

  /// Equal answers: nothing is lost but Barnard and Rubin's allowance for not knowing that.
  @Test func dataSetsThatAgreeLoseNothing() throws {
    let answer = CompletedEstimate(
      estimates: [2, 3], covariance: SymmetricMatrix(diagonal: [4, 9]), degreesOfFreedom: [10, .infinity])
    let pooled = try RubinPooling.pool([answer, answer, answer])
    #expect(pooled.estimates == [2, 3])
    expectClose(pooled.standardErrors, [2, 3], relative: Tolerance.closedForm)
    #expect(pooled.lambdas == [0, 0])
    expectClose(pooled.degreesOfFreedom[0], 11.0 / 13 * 10, relative: Tolerance.closedForm)
    #expect(pooled.degreesOfFreedom[1] == .infinity)
    #expect(pooled.fractionsOfMissingInformation[1] == 0)
    let joint = try pooled.jointTest([0, 1])
    expectClose(joint.statistic, 1, relative: Tolerance.closedForm)
    #expect(joint.denominatorDegreesOfFreedom == .infinity)
  }

  @Test func whatCannotBePooledIsRefused() {
    let answer = CompletedEstimate(
      estimates: [2], covariance: SymmetricMatrix(diagonal: [4]), degreesOfFreedom: [10])
    #expect(throws: BalancingError.optionOutOfRange(name: "imputationCount", value: 1)) {
      try RubinPooling.pool([answer])
    }
    let longer = CompletedEstimate(
      estimates: [2, 1], covariance: SymmetricMatrix(diagonal: [4, 1]), degreesOfFreedom: [10, 10])
    #expect(throws: BalancingError.lengthMismatch(role: "estimates", found: 2, required: 1)) {
      try RubinPooling.pool([answer, longer])
    }
  }
}
