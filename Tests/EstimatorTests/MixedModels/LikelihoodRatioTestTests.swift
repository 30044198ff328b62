import Findings
import MixedModels
import Moments
import TestSupport
import Testing

@Suite struct LikelihoodRatioTestTests {
  private func exam(
    _ random: String, _ criterion: LinearMixedModel.Criterion = .maximumLikelihood, fixed: String = "standLRT + sex"
  ) throws -> LinearMixedModelFit {
    let frame = try OracleData.model("normexam ~ \(fixed) + \(random)", "exam")
    return try LinearMixedModel(criterion: criterion, degreesOfFreedom: .none).fit(.collect(frame))
  }

  @Test func theSlopeOfTheExam() throws {
    let test = try LikelihoodRatioTest(exam("(standLRT | school)"), against: exam("(1 | school)"))
    let oracle = try Fixture.json("exam")
    #expect(test.degreesOfFreedom == 2 && test.varianceCount == 1 && test.reference == .boundaryMixture)
    expectClose(test.statistic, try oracle.number("lrt_slope.chisq"), relative: Tolerance.iterated)
    expectClose(test.naivePValue, try oracle.number("lrt_slope.p_df2"), relative: Tolerance.iterated)
    expectClose(test.pValue, try oracle.number("lrt_slope.p_mixture_1_2"), relative: Tolerance.iterated)
    expectNoticesErrors(in: [test.statistic, test.pValue], relative: Tolerance.iterated)
  }

  /// A fixed effect is no boundary.
  @Test func aFixedEffect() throws {
    let test = try LikelihoodRatioTest(exam("(1 | school)"), against: exam("(1 | school)", fixed: "standLRT"))
    #expect(test.degreesOfFreedom == 1 && test.reference == .chiSquared && test.pValue == test.naivePValue)
  }

  /// A variance estimated as 0 is no evidence for it: half the null distribution lies at 0.
  @Test func aVarianceOfZero() throws {
    func fit(_ random: String) throws -> LinearMixedModelFit {
      let frame = try OracleData.model("normexam ~ standLRT + \(random)", "variance_intervals")
      return try LinearMixedModel(degreesOfFreedom: .none).fit(.collect(frame))
    }
    let test = try LikelihoodRatioTest(fit("(1 | school/part)"), against: fit("(1 | school)"))
    #expect(test.statistic < 1e-6 && test.pValue > 0.49 && test.degreesOfFreedom == 1)
  }

  @Test func whatCannotBeCompared() throws {
    let slope = try exam("(standLRT | school)")
    let intercept = try exam("(1 | school)")
    let restricted = try exam("(1 | school)", .restrictedMaximumLikelihood)
    func expect(_ mismatch: ModelMismatch, _ larger: LinearMixedModelFit, _ smaller: LinearMixedModelFit) {
      #expect(throws: EstimationError.modelsNotComparable(mismatch)) {
        try LikelihoodRatioTest(larger, against: smaller)
      }
    }
    expect(.notNested(smallerOnly: ["school:standLRT"]), intercept, slope)
    expect(.criterion(larger: "ml", smaller: "reml"), slope, restricted)
    let fewer = try exam("(1 | school)", .restrictedMaximumLikelihood, fixed: "standLRT")
    expect(.fixedEffects(["sexM"]), restricted, fewer)
    let panel = try LinearMixedModel(criterion: .maximumLikelihood).fit(
      SamplePanel(seed: 1).nested("y ~ x + (1 | group)"))
    expect(.rows(larger: 4059, smaller: panel.observationCount), slope, panel)
  }
}
