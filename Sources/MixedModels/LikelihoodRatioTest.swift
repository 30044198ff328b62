public import Findings
internal import Probability

/// The likelihood ratio test of a mixed model against a smaller one inside it.
///
/// A variance of 0 lies on the boundary of what a variance may be, and the usual χ² is then too large a reference. With
/// one random effect more, the null distribution is half χ² with one degree of freedom less and half χ² with as many as
/// parameters were added: *½ χ²_{d−1} + ½ χ²_d*. With several at once the weights depend on the data; χ²_d is then
/// printed, which is conservative.
///
/// **Source.** Self & Liang (1987), doi:10.1080/01621459.1987.10478472; Stram & Lee (1994), doi:10.2307/2533455.
public struct LikelihoodRatioTest: Sendable, Codable, Equatable {
  /// The null distribution behind the p-value.
  public enum Reference: String, Sendable, Codable {
    /// No variance is tested.
    case chiSquared = "chi_squared"
    /// One variance is tested.
    case boundaryMixture = "boundary_mixture"
    /// Several variances are tested: the p-value is an upper bound.
    case conservativeChiSquared = "conservative_chi_squared"
  }

  /// Twice the difference of the log-likelihoods, at least 0.
  public let statistic: Double
  /// Parameters that the larger model has more.
  public let degreesOfFreedom: Int
  /// Variances among them.
  public let varianceCount: Int
  public let reference: Reference
  public let pValue: Double
  /// The p-value by χ² with all degrees of freedom, the boundary left out of account.
  public let naivePValue: Double

  /// Tests two fits to the same rows.
  ///
  /// - Parameters:
  ///   - larger: The fit with more terms.
  ///   - smaller: A fit whose terms the larger one has too.
  /// - Throws: `EstimationError.modelsNotComparable` when rows, criterion or (under REML) fixed effects differ, or the
  ///   smaller model does not lie in the larger one.
  public init(_ larger: LinearMixedModelFit, against smaller: LinearMixedModelFit) throws(EstimationError) {
    if let mismatch = Self.mismatch(larger, smaller) { throw .modelsNotComparable(mismatch) }
    statistic = max(0, smaller.criterionValue - larger.criterionValue)
    degreesOfFreedom = larger.parameterCount - smaller.parameterCount
    varianceCount = larger.randomEffects.count - smaller.randomEffects.count
    reference = varianceCount == 0 ? .chiSquared : varianceCount == 1 ? .boundaryMixture : .conservativeChiSquared
    naivePValue = upperTail(statistic, degreesOfFreedom)
    pValue =
      reference == .boundaryMixture
      ? (upperTail(statistic, degreesOfFreedom - 1) + naivePValue) / 2 : naivePValue
  }

  private static func mismatch(_ larger: LinearMixedModelFit, _ smaller: LinearMixedModelFit) -> ModelMismatch? {
    guard larger.observationCount == smaller.observationCount else {
      return .rows(larger: larger.observationCount, smaller: smaller.observationCount)
    }
    guard larger.criterion == smaller.criterion else {
      return .criterion(larger: larger.criterion.rawValue, smaller: smaller.criterion.rawValue)
    }
    let differing = Set(larger.terms).symmetricDifference(smaller.terms)
    if larger.criterion == .restrictedMaximumLikelihood, !differing.isEmpty { return .fixedEffects(differing.sorted()) }
    let smallerOnly =
      Set(smaller.terms).subtracting(larger.terms).sorted()
      + smaller.randomEffects.subtracting(larger.randomEffects).sorted()
    return smallerOnly.isEmpty ? nil : .notNested(smallerOnly: smallerOnly)
  }
}

extension LinearMixedModelFit {
  /// The random effects as `group:term`.
  fileprivate var randomEffects: Set<String> {
    Set(
      varianceComponents.filter { $0.secondTerm == nil }.compactMap { component in
        component.term.map { "\(component.group):\($0)" }
      })
  }
}

/// The upper tail of χ²; with no degrees of freedom all its mass lies at 0.
private func upperTail(_ statistic: Double, _ degreesOfFreedom: Int) -> Double {
  guard degreesOfFreedom > 0 else { return statistic > 0 ? 0 : 1 }
  return statistic > 0 ? ChiSquared(degreesOfFreedom: Double(degreesOfFreedom)).upperTail(statistic) : 1
}
