import Findings
import LinearAlgebra
import Probability

extension RandomEffectsMetaAnalysis {
  /// Puts the answer together, in the coordinates of the design.
  func answer(
    _ system: MetaAnalysisSystem, _ columns: OrthonormalColumns, _ studies: [StudyEffect], terms: [String],
    hasIntercept: Bool, explainedShare: Double?
  ) throws(SmallAreaError) -> MetaAnalysisFit {
    let scale = usesKnappHartung ? system.residualVariance : 1
    let covariance = scale * system.likelihood.coefficientCovariance().congruence(columns.back.transposed())
    let interval = method == .fixed ? nil : try system.tau2Interval(level: confidenceLevel)
    let dropped = terms.indices.filter { !columns.kept.contains($0) }.map { terms[$0] }
    let isMeanOnly = columns.kept.count == 1 && hasIntercept
    let coefficients = columns.back.multiplied(by: system.likelihood.beta)
    return MetaAnalysisFit(
      method: method, usesKnappHartung: usesKnappHartung, terms: columns.kept.map { terms[$0] }, droppedTerms: dropped,
      coefficients: coefficients, covariance: covariance,
      degreesOfFreedom: usesKnappHartung ? system.degreesOfFreedom : nil,
      betweenStudyVariance: system.tau2, betweenStudyVarianceStandardError: system.betweenStudies?.standardError,
      heterogeneity: heterogeneity(
        system, interval,
        prediction: isMeanOnly ? self.prediction(coefficients[0], covariance[0, 0], system) : nil),
      moderatorTest: moderatorTest(system, terms: columns.kept.map { terms[$0] }, hasIntercept, scale),
      explainedShare: explainedShare, logLikelihood: system.likelihood.logLikelihood,
      restrictedLogLikelihood: system.likelihood.restrictedLogLikelihood(),
      studies: shrunken(studies, system, scale),
      warnings: warnings(system, dropped, hasInterval: method == .fixed || interval != nil))
  }

  private func heterogeneity(
    _ system: MetaAnalysisSystem, _ interval: Interval?, prediction: Interval?
  ) -> Heterogeneity {
    Heterogeneity(
      tau2: system.tau2, tau2Interval: interval, i2: system.i2, h2: system.h2, q: system.cochranQ,
      qDegreesOfFreedom: system.degreesOfFreedom,
      qPValue: ChiSquared(degreesOfFreedom: Double(system.degreesOfFreedom)).upperTail(system.cochranQ),
      prediction: prediction)
  }

  /// Where the effect of a further study lies.
  private func prediction(_ mean: Double, _ variance: Double, _ system: MetaAnalysisSystem) -> Interval? {
    guard method != .fixed else { return nil }
    let df = usesKnappHartung ? Double(system.degreesOfFreedom) : .infinity
    let quantile = StudentT(degreesOfFreedom: df).upperQuantile((1 - confidenceLevel) / 2)
    let halfWidth = quantile * (variance + system.tau2).squareRoot()
    return Interval(lower: mean - halfWidth, upper: mean + halfWidth, level: confidenceLevel)
  }

  /// Tests all coefficients but the intercept.
  private func moderatorTest(
    _ system: MetaAnalysisSystem, terms: [String], _ hasIntercept: Bool, _ scale: Double
  ) -> WaldTest? {
    let first = hasIntercept ? 1 : 0
    let count = Double(terms.count - first)
    guard count > 0 else { return nil }
    let statistic = system.waldStatistic(from: first, covarianceScale: scale)
    guard usesKnappHartung else {
      return WaldTest(
        terms: Array(terms[first...]), test: "chi_squared", statistic: statistic, numeratorDegreesOfFreedom: count,
        denominatorDegreesOfFreedom: nil,
        pValue: statistic.map { ChiSquared(degreesOfFreedom: count).upperTail($0) })
    }
    let df = Double(system.degreesOfFreedom)
    let distribution = FisherF(numeratorDegreesOfFreedom: count, denominatorDegreesOfFreedom: df)
    return WaldTest(
      terms: Array(terms[first...]), test: "naive_F", statistic: statistic.map { $0 / count },
      numeratorDegreesOfFreedom: count, denominatorDegreesOfFreedom: df,
      pValue: statistic.map { distribution.upperTail($0 / count) })
  }

  /// The studies' effects, drawn towards the mean or the regression.
  private func shrunken(
    _ studies: [StudyEffect], _ system: MetaAnalysisSystem, _ scale: Double
  ) -> [MetaAnalysisFit.ShrunkenEffect] {
    let leverages = system.likelihood.leverages()
    return studies.indices.map { index in
      let (study, residual) = (studies[index], system.likelihood.residuals[index])
      let shrinkage = system.tau2 * system.likelihood.inverseVariances[index]
      let rest = 1 - shrinkage
      let variance = shrinkage * study.variance + rest * rest * scale * leverages[index]
      return MetaAnalysisFit.ShrunkenEffect(
        study: study.study, effect: study.effect, variance: study.variance,
        estimate: study.effect - rest * residual, standardError: variance.squareRoot(), shrinkage: shrinkage)
    }
  }
}
