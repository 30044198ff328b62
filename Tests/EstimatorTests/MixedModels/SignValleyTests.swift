import MixedModels
import Moments
import TestSupport
import Testing

/// Random waves of preschools: a bound at 0 on the diagonal of the relative factor would end the search short of the
/// optimum.
@Suite struct SignValleyTests {
  /// lme4 stops on a flat ridge: a correlation lies near ±1, so the variances, and through them the errors, agree to fewer
  /// digits than the likelihood.
  private let nearBoundary = 1e-3
  /// Units of the log-likelihood; missing the valley costs more.
  private let sameOptimum = 1e-4
  /// How far the optimum may lie below lme4's.
  private let notWorse = 1e-6

  @Test(arguments: ["creative", "communicative"])
  func theOptimumIsFound(_ outcome: String) throws {
    let fixed = "exp + e1 + e2 + sheet + sex + age + language"
    let random = "(1 + w1 + w2 | preschool) + (1 | group) + (1 | child)"
    let frame = try OracleData.model("\(outcome) ~ \(fixed) + \(random)", "sign_valley")
    let fit = try LinearMixedModel().fit(.collect(frame))
    let oracle = try Fixture.json("sign_valley")
    let expected = try oracle.number("\(outcome).logLik")
    #expect(fit.logLikelihood > expected - notWorse, "\(fit.logLikelihood) against \(expected)")
    #expect(abs(fit.logLikelihood - expected) < sameOptimum, "\(fit.logLikelihood) against \(expected)")
    for (term, expected) in try oracle.namedNumbers("\(outcome).se") where ["exp", "e1", "e2", "age"].contains(term) {
      let position = try #require(fit.terms.firstIndex(of: term))
      expectClose(fit.standardErrors[position], expected, relative: nearBoundary, term)
      expectNoticesErrors(in: [expected], relative: nearBoundary)
      let estimate = try oracle.number(at: [outcome, "beta", term])
      expectClose(fit.coefficients[position], estimate, relative: nearBoundary, scale: expected, term)
    }
  }
}
