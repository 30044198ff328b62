import Findings
import MixedModels
import TestSupport
import Testing

/// A difference between units rests on the variance of units, which two of them do not determine beside it.
@Suite struct UnknownVarianceTests {
  /// `arm` is constant in each preschool.
  private func panel(preschools: Set<String>) -> SamplePanel {
    var panel = SamplePanel(seed: 9).selecting("preschool", in: preschools)
    panel.numbers["arm"] = panel.texts["preschool", default: []].map { ["p0", "p2"].contains($0) ? 0 : 1 }
    return panel
  }

  static let methods: [LinearMixedModel.DegreesOfFreedom] = [.satterthwaite, .kenwardRoger]

  @Test(arguments: methods) func oneUnitPerArmHasNoTest(_ method: LinearMixedModel.DegreesOfFreedom) throws {
    let fit = try LinearMixedModel(degreesOfFreedom: method).fit(
      panel(preschools: ["p0", "p1"]).nested("y ~ arm + (1 | preschool)"))
    let arm = try #require(fit.coefficientTable(level: 0.95).first { $0.term == "arm" })
    #expect(arm.estimate != nil)
    #expect(arm.pValue == nil && arm.interval == nil && arm.degreesOfFreedom == nil, "\(arm)")
    let warning = try #require(fit.warnings.first { $0.code == .notEstimable }, "\(fit.warnings)")
    #expect(warning.facts["terms"]?.contains("arm") == true)
  }

  @Test(arguments: methods) func severalUnitsPerArmHaveOne(_ method: LinearMixedModel.DegreesOfFreedom) throws {
    let all: Set = ["p0", "p1", "p2", "p3", "p4"]
    let fit = try LinearMixedModel(degreesOfFreedom: method).fit(
      panel(preschools: all).nested("y ~ arm + (1 | preschool)"))
    #expect(fit.coefficientTable(level: 0.95).allSatisfy { $0.pValue != nil })
    #expect(!fit.warnings.contains { $0.code == .notEstimable })
  }

  /// The response is the number of the preschool: nothing is left within one.
  @Test(arguments: methods)
  func aResponseThatUnitsDetermineHasNoTest(_ method: LinearMixedModel.DegreesOfFreedom) throws {
    var panel = SamplePanel(seed: 9)
    panel.numbers["y"] = panel.texts["preschool", default: []].map { Double($0.dropFirst()) ?? .nan }
    let fit = try LinearMixedModel(degreesOfFreedom: method).fit(panel.nested("y ~ x + (1 | preschool)"))
    #expect(fit.coefficientTable(level: 0.95).allSatisfy { $0.pValue == nil && $0.interval == nil })
    #expect(fit.warnings.contains { $0.code == .notEstimable })
  }
}
