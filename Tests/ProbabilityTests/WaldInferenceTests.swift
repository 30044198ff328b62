import Probability
import TestSupport
import Testing

/// Tests and intervals, and estimates that have none.
@Suite struct WaldInferenceTests {
  @Test(arguments: [0.05, 0.5, 0.8, 0.95, 0.999])
  func anOrdinaryEstimate(_ level: Double) throws {
    let wald = try #require(WaldInference(estimate: -1.2, standardError: 0.5, degreesOfFreedom: 7.5, level: level))
    let distribution = StudentT(degreesOfFreedom: 7.5)
    let quantile = distribution.quantile((1 + level) / 2)
    expectClose(wald.statistic, -2.4, relative: Tolerance.reordered)
    expectClose(wald.pValue, 2 * distribution.cumulative(-2.4), relative: Tolerance.closedForm)
    expectClose(
      [wald.lower, wald.upper], [-1.2 - 0.5 * quantile, -1.2 + 0.5 * quantile], relative: Tolerance.closedForm)
    expectNoticesErrors(in: [wald.pValue, wald.lower, wald.upper], relative: Tolerance.closedForm)
  }

  /// The 97.5 % quantile of a t distribution with 0.001 degrees of freedom is beyond the largest number.
  @Test func anUnboundedIntervalIsNoAnswer() {
    #expect(StudentT(degreesOfFreedom: 1e-3).upperQuantile(0.025) == .infinity)
    #expect(WaldInference(estimate: 1, standardError: 1, degreesOfFreedom: 1e-3, level: 0.95) == nil)
  }

  @Test(arguments: [
    (1, 0, 5), (1, -1, 5), (1, .infinity, 5), (1, .nan, 5), (.nan, 1, 5), (.infinity, 1, 5), (1, 1, 0), (1, 1, .nan),
  ])
  func whatIsNoNumberHasNoTest(_ estimate: Double, _ standardError: Double, _ degreesOfFreedom: Double) {
    let wald = WaldInference(
      estimate: estimate, standardError: standardError, degreesOfFreedom: degreesOfFreedom, level: 0.95)
    #expect(wald == nil)
  }
}
