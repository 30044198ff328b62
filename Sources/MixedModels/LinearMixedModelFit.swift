public import Findings
internal import Foundation
public import LinearAlgebra
internal import Moments
public import Optimization
internal import Probability

/// A fitted linear mixed model.
public struct LinearMixedModelFit: Sendable, Codable, Equatable {
  public let criterion: LinearMixedModel.Criterion
  /// Estimated fixed-effects terms, the intercept first.
  public let terms: [String]
  /// Terms that depend on others and have no estimate.
  public let droppedTerms: [String]
  /// One per term, in units of the response per unit of the column.
  public let coefficients: [Double]
  /// Terms × terms; corrected for the estimation of the variances under Kenward–Roger.
  public let covariance: SymmetricMatrix
  /// One per term; `nil` when none were asked for.
  public let degreesOfFreedom: [Double]?
  /// What tests of contrasts need; only when Kenward–Roger was asked for and the fit has a residual.
  public let kenwardRoger: KenwardRoger?
  /// Relative covariance factors, packed as in lme4.
  public let theta: [Double]
  /// Residual standard deviation.
  public let sigma: Double
  /// Variances and covariances of the random effects, outermost factor first, then the residual.
  public let varianceComponents: [VarianceComponent]
  /// −2 log-likelihood at the estimated θ.
  public let deviance: Double
  /// −2 restricted log-likelihood at the estimated θ; the REML criterion.
  public let restrictedDeviance: Double
  public let observationCount: Int
  /// Units of each grouping factor, outermost first.
  public let groups: [ModelFinding.GroupCount]
  /// How the optimisation went; its coordinates are θ for random effects about the means of their columns.
  public let optimization: OptimizationRecord

  init(
    specification: LinearMixedModel, moments: NestedMoments, kept: [Int], estimate: VarianceEstimate,
    record: OptimizationRecord, inference: FixedEffectsInference, centring: Centring
  ) {
    criterion = specification.criterion
    terms = (moments.hasIntercept ? ["(Intercept)"] : []) + kept.map { moments.columns.terms[$0].name }
    droppedTerms = moments.columns.terms.indices.filter { !kept.contains($0) }.map { moments.columns.terms[$0].name }
    var coefficients = centring.transformation.multiplied(by: estimate.system.coefficients)
    if moments.hasIntercept { coefficients[0] += centring.offset }
    self.coefficients = coefficients
    covariance =
      inference.kenwardRoger?.adjustedCovariance
      ?? estimate.covariance.congruence(centring.transformation.transposed())
    degreesOfFreedom = inference.degreesOfFreedom
    kenwardRoger = inference.kenwardRoger
    theta = estimate.deviance.scaling.theta(record.minimizer)
    sigma = estimate.residualVariance.squareRoot()
    varianceComponents = Self.components(moments, estimate)
    deviance = estimate.deviance.profiled(theta: record.minimizer, criterion: .maximumLikelihood)
    restrictedDeviance = estimate.deviance.profiled(theta: record.minimizer, criterion: .restrictedMaximumLikelihood)
    observationCount = moments.rowCount
    groups = zip(moments.groupings, moments.unitCounts).filter { !$0.0.columns.isEmpty }
      .map { ModelFinding.GroupCount(group: $0.name, count: $1) }
    optimization = record
  }

  private static func components(_ moments: NestedMoments, _ estimate: VarianceEstimate) -> [VarianceComponent] {
    var components: [VarianceComponent] = []
    let relative = estimate.relativeCovariances
    for (grouping, matrix) in zip(moments.groupings, relative) {
      let size = grouping.columns.count
      let names = grouping.columns.map { moments.randomColumns[$0] }
      for column in 0..<size {
        components.append(
          VarianceComponent(
            group: grouping.name, term: names[column],
            value: estimate.residualVariance * matrix[column * size + column]))
      }
      for column in 0..<size {
        for row in (column + 1)..<max(size, column + 1) {
          let scale = (matrix[column * size + column] * matrix[row * size + row]).squareRoot()
          components.append(
            VarianceComponent(
              group: grouping.name, term: names[column], secondTerm: names[row],
              value: estimate.residualVariance * matrix[column * size + row],
              correlation: scale > 0 ? matrix[column * size + row] / scale : nil))
        }
      }
    }
    components.append(VarianceComponent(group: "Residual", term: nil, value: estimate.residualVariance))
    return components
  }

  /// Square roots of the covariance's diagonal.
  public var standardErrors: [Double] { covariance.diagonal.map { max(0, $0).squareRoot() } }

  /// What was minimised: the restricted deviance under REML, else the deviance.
  var criterionValue: Double { criterion == .restrictedMaximumLikelihood ? restrictedDeviance : deviance }

  /// Log-likelihood at the estimate, restricted under REML.
  public var logLikelihood: Double { -criterionValue / 2 }

  /// Fixed effects, relative covariance parameters and the residual variance.
  public var parameterCount: Int { terms.count + theta.count + 1 }

  /// Akaike's criterion.
  public var aic: Double { criterionValue + 2 * Double(parameterCount) }

  /// Schwarz's criterion, with the number of rows as sample size.
  public var bic: Double { criterionValue + log(Double(observationCount)) * Double(parameterCount) }

  /// Share of the random and residual variance of the intercepts that the named factors hold, in [0, 1].
  public func intraclassCorrelation(of groupNames: Set<String>) -> Double? {
    let variances = varianceComponents.filter { $0.secondTerm == nil && ($0.term ?? "(Intercept)") == "(Intercept)" }
    let total = variances.reduce(0) { $0 + $1.value }
    guard total > 0 else { return nil }
    return variances.filter { groupNames.contains($0.group) }.reduce(0) { $0 + $1.value } / total
  }

  /// The table of fixed effects; dropped terms are rows without numbers.
  ///
  /// Without degrees of freedom there is no test and no interval: a bare z is never printed.
  ///
  /// - Parameter level: Confidence level in (0, 1).
  /// - Returns: One row per term, estimated ones first.
  public func coefficientTable(level: Double) -> [Coefficient] {
    let errors = standardErrors
    let estimated = terms.indices.map { index in
      let wald = degreesOfFreedom.flatMap {
        WaldInference(
          estimate: coefficients[index], standardError: errors[index], degreesOfFreedom: $0[index], level: level)
      }
      return Coefficient(
        term: terms[index], estimate: coefficients[index], standardError: errors[index],
        degreesOfFreedom: wald == nil ? nil : degreesOfFreedom?[index], statistic: wald?.statistic,
        pValue: wald?.pValue, interval: wald.map { Interval(lower: $0.lower, upper: $0.upper, level: level) })
    }
    return estimated + droppedTerms.map { Coefficient(notEstimated: $0) }
  }
}
