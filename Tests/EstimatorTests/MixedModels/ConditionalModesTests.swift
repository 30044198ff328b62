import Design
import Findings
import LinearAlgebra
import MixedModels
import Moments
import TestSupport
import Testing

@Suite struct ConditionalModesTests {
  @Test(arguments: ["slope_reml", "slope_ml"])
  func theSchoolsOfTheExam(_ key: String) throws {
    let frame = try OracleData.model("normexam ~ standLRT + sex + (standLRT | school)", "exam")
    let fit = try LinearMixedModel(
      criterion: key == "slope_ml" ? .maximumLikelihood : .restrictedMaximumLikelihood
    ).fit(.collect(frame))
    let modes = try fit.conditionalModes(of: "school", in: .collect(frame, keepsInnermostUnits: true))
    #expect(modes.units.count == 65 && modes.terms == ["(Intercept)", "standLRT"])
    let oracle = try Fixture.json("exam")
    let path = "\(key).ranef"
    guard case .array(let names) = try oracle.value("\(path).school") else {
      throw MissingJSONPath(path: [path], failingStep: "school")
    }
    let order = try names.map { name in try #require(modes.units.firstIndex { .text($0.name) == name }) }
    func check(_ name: String, _ value: (ConditionalModes.Unit) -> Double) throws {
      let expected = try oracle.numbers("\(path).\(name)")
      // lme4's variances are good to 1e-6; a mode near zero is the difference of larger numbers.
      expectClose(order.map { value(modes.units[$0]) }, expected, relative: 1e-5, scale: 1e-2, name)
      expectNoticesErrors(in: expected, relative: 1e-5, scale: 1e-2)
    }
    try check("intercept") { $0.values[0] }
    try check("slope") { $0.values[1] }
    try check("condSD_int") { $0.standardDeviations[0] }
    try check("condSD_slope") { $0.standardDeviations[1] }
    try check("condCov") { $0.covariance[0, 1] }
  }
}
