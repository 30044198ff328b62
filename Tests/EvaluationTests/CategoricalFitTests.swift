import Evaluation
import Findings
import TestSupport
import Testing

/// Logistic and ordinal regression of a CSV file, as the command line asks for them.
@Suite struct CategoricalFitTests {
  private func request(_ formula: String, _ caseName: String, _ file: String = "data.csv") -> AdHocFit {
    AdHocFit(path: Fixture.path(caseName, file), formula: formula)
  }

  @Test func logisticRegressionHasItsStatistics() throws {
    let finding = try request("treat ~ age + race", "lalonde").logistic(covariance: nil, cluster: nil, weights: nil)
      .finding
    #expect(finding.model == "logistic_regression" && finding.method == "classical")
    #expect(finding.fit.map(\.name) == ["log_likelihood", "deviance", "aic", "bic"])
    #expect(finding.coefficients.map(\.term) == ["(Intercept)", "age", "racehispan", "racewhite"])
    #expect(finding.coefficients.allSatisfy { $0.degreesOfFreedom == nil && $0.pValue != nil })
  }

  @Test func clustersAskForCR2() throws {
    let finding = try request("Bagrut_status ~ treated", "achieve")
      .logistic(covariance: nil, cluster: "school_id", weights: nil).finding
    #expect(finding.method == "cr2")
    #expect(finding.groups == [.init(group: "school_id", count: 39)])
    #expect(finding.coefficients.allSatisfy { $0.degreesOfFreedom != nil })
  }

  @Test func aSeparatedResponseIsSaid() throws {
    let finding = try request("success ~ treated + x", "firth", "quasi.csv")
      .logistic(covariance: nil, cluster: nil, weights: nil).finding
    #expect(finding.warnings.map(\.code) == [.separation])
  }

  @Test func ordinalWithRandomIntercept() throws {
    let finding = try request("rating ~ temp + contact + (1 | judge)", "wine")
      .ordinal(covariance: nil, cluster: nil, weights: nil).finding
    #expect(finding.model == "cumulative_logit")
    #expect(
      finding.coefficients.map(\.term) == ["1|2", "2|3", "3|4", "4|5", "tempwarm", "contactyes"])
    #expect(finding.varianceComponents.map(\.group) == ["judge"])
    #expect(finding.groups == [.init(group: "judge", count: 9)])
    #expect(finding.waldTests.map(\.test) == ["proportional_odds_wald", "proportional_odds_wald"])
  }

  @Test func whatDoesNotGoTogetherIsRefused() {
    #expect(throws: AdHocFitError.clusterRequired(covariance: "cr2")) {
      try request("treat ~ age", "lalonde").logistic(covariance: .cr2, cluster: nil, weights: nil)
    }
    #expect(throws: AdHocFitError.randomTermsInLogistic) {
      try request("treat ~ age + (1 | race)", "lalonde").logistic(covariance: nil, cluster: nil, weights: nil)
    }
    #expect(throws: AdHocFitError.clusterWithRandomTerms) {
      try request("rating ~ temp + (1 | judge)", "wine").ordinal(covariance: nil, cluster: "judge", weights: nil)
    }
  }

  @Test func aResponseOfThreeLevelsIsNamed() throws {
    #expect {
      try request("race ~ age", "lalonde").logistic(covariance: nil, cluster: nil, weights: nil)
    } throws: { error in
      let text = (error as? FitError)?.text ?? ""
      return text.contains("race is not binary") && text.contains("black, hispan, white")
    }
  }
}
