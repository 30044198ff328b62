import Balancing
import Probability
import TestSupport
import Testing

/// The attrition model against numerical integration, a simulation and its laws.
@Suite struct AttritionTests {

  @Test(arguments: ["cautious", "optimistic"])
  func boundariesAgreeWithIntegration(name: String) throws {
    let expected = try Fixture.json("attrition")
    let model = name == "cautious" ? AttritionModel.cautious : .optimistic
    #expect(try expected.numbers("pairs.\(name)") == [model.experimentalCorrelation, model.controlCorrelation])
    let boundaries = try expected.numbers("\(name).overall").map { overall -> Double in
      guard case .differential(let value) = model.boundary(overallAttrition: overall) else { return .nan }
      return value
    }
    let wanted = try expected.numbers("\(name).differential")
    expectClose(boundaries, wanted, relative: Tolerance.polishedOptimum)
    expectNoticesErrors(in: wanted, relative: Tolerance.polishedOptimum)
  }

  @Test(arguments: [0.06, 0.2, 0.4])
  func theBiasAtTheBoundaryIsTheToleratedOne(overall: Double) throws {
    let model = AttritionModel(experimentalCorrelation: 0.3, controlCorrelation: 0.25, tolerableBias: 0.04)
    guard case .differential(let difference) = model.boundary(overallAttrition: overall) else {
      Issue.record("no boundary at \(overall)")
      return
    }
    let bias = model.bias(
      experimentalAttrition: overall + difference / 2, controlAttrition: overall - difference / 2)
    expectClose(bias, 0.04, relative: Tolerance.closedForm)
  }

  /// Respondents drawn from the model itself.
  @Test func theBiasIsThatOfSimulatedRespondents() {
    let model = AttritionModel(experimentalCorrelation: 0.6, controlCorrelation: 0.2)
    func respondentMean(_ correlation: Double, attrition: Double, stream: UInt64) -> Double {
      var draws = RandomStream(seed: 7, stream: stream)
      let quantile = Normal().quantile(attrition)
      var (sum, count) = (0.0, 0.0)
      for _ in 0..<100_000 {
        let (z, u) = (draws.nextNormal(), draws.nextNormal())
        guard z > quantile else { continue }
        sum += correlation * z + (1 - correlation * correlation).squareRoot() * u
        count += 1
      }
      return sum / count
    }
    let simulated =
      respondentMean(0.6, attrition: 0.4, stream: 0) - respondentMean(0.2, attrition: 0.25, stream: 1)
    let bias = model.bias(experimentalAttrition: 0.4, controlAttrition: 0.25)
    #expect(abs(simulated - bias) < 4 * (1 / 60_000 + 1 / 75_000 as Double).squareRoot())
  }

  /// One arm of a tenth of the children can lose a fifth of them while the overall loss is small.
  @Test func unequalArmsCanExceedTheBoundaryOfALittleAttrition() throws {
    let assessment = try AttritionAssessment(
      experimental: ArmRetention(assignedCount: 100, observedCount: 80),
      control: ArmRetention(assignedCount: 900, observedCount: 900))
    #expect(assessment.overallAttrition < 0.021 && assessment.verdict == .high)
    guard case .differential(let boundary) = assessment.boundary else {
      Issue.record("no boundary at 0.02")
      return
    }
    let model = AttritionModel.cautious
    expectClose(
      model.bias(experimentalAttrition: boundary, controlAttrition: 0), model.tolerableBias,
      relative: Tolerance.closedForm)
    #expect(model.boundary(overallAttrition: 0) == assessment.boundary)
  }

  @Test func tooMuchAttritionHasNoBoundary() {
    #expect(AttritionModel.cautious.boundary(overallAttrition: 0.6) == .exceeded)
    #expect(AttritionModel.cautious.boundary(overallAttrition: 1) == .exceeded)
  }

  @Test(arguments: [
    (880, 880, AttritionAssessment.Verdict.low), (880, 820, .nearBoundary), (880, 780, .high), (780, 880, .high),
    (300, 320, .high),
  ])
  func verdicts(experimental: Int, control: Int, verdict: AttritionAssessment.Verdict) throws {
    let assessment = try AttritionAssessment(
      experimental: ArmRetention(assignedCount: 1_000, observedCount: experimental),
      control: ArmRetention(assignedCount: 1_000, observedCount: control))
    #expect(assessment.verdict == verdict)
    expectClose(
      assessment.differentialAttrition, Double(control - experimental) / 1_000, relative: Tolerance.closedForm,
      scale: 1e-3)
  }

  @Test func impossibleCountsAreRefused() {
    let arm = ArmRetention(assignedCount: 10, observedCount: 9)
    #expect(throws: BalancingError.tooFewInArm(isTreated: true, found: 0, required: 1)) {
      try AttritionAssessment(experimental: ArmRetention(assignedCount: 10, observedCount: 0), control: arm)
    }
    #expect(throws: BalancingError.optionOutOfRange(name: "observedCount", value: 11)) {
      try AttritionAssessment(experimental: arm, control: ArmRetention(assignedCount: 10, observedCount: 11))
    }
  }
}
