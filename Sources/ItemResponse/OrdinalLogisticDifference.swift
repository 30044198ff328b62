internal import Findings
import Foundation
internal import LinearAlgebra
internal import Moments
internal import Regression

/// Whether sides with the same score answer an item differently, by ordinal logistic regression.
///
/// Three proportional odds models: score; score + side; score + side + score × side. Independent persons: likelihood ratio
/// tests. Clusters: Wald tests with the cluster-robust covariance CR1 referred to F on clusters − 1 degrees of freedom, as a
/// likelihood ratio has no known distribution there.
///
/// **Source.** Zumbo (1999), A Handbook on the Theory and Methods of DIF; Nagelkerke (1991); Jodoin & Gierl (2001), Applied
/// Measurement in Education 14:329, for the size of R². Verified to 1e-8 relative (`irt_verbagg`).
public struct OrdinalLogisticDifference: Sendable, Codable, Equatable {
  /// Log-likelihoods of the three models.
  public let logLikelihoods: [Double]
  /// Log odds of a higher category, focal against reference side, in the second model.
  public let sideCoefficient: Double?
  public let sideStandardError: Double?
  /// A difference that is the same at every score.
  public let uniform: DifferenceTest?
  /// A difference that changes with the score.
  public let nonuniform: DifferenceTest?
  /// Both at once.
  public let total: DifferenceTest?
  /// Nagelkerke's R² of the third model less that of the first; below 0.035 counts as negligible, from 0.070 as large.
  public let rSquaredChange: Double
  /// Points that the focal side is ahead at equal score by the third model, averaged over the focal side.
  public let expectedDifference: Double
  /// The expected difference in standard deviations of the item.
  public let standardizedDifference: Double
  /// Persons in the regressions: those whose answers cover at least half of the matching points.
  public let personCount: Int

  /// Fits the models.
  ///
  /// - Throws: What `CumulativeLogit.fit` throws, and `.tooFewObservations` when a side has nobody.
  init(_ answers: MatchedAnswers) throws(EstimationError) {
    let cells = MatchedCells(answers)
    for isFocal in [false, true] where cells.personCount(isFocal: isFocal) == 0 {
      throw .tooFewObservations(found: 0, required: 1)
    }
    let model = CumulativeLogit(covariance: answers.clusters == nil ? .classical : .cr1)
    let fits = [try model.fit(cells.response(1)), try model.fit(cells.response(2)), try model.fit(cells.response(3))]
    let (second, third) = (fits[1], fits[2])
    logLikelihoods = fits.map(\.logLikelihood)
    personCount = third.observationCount
    let tests = ModelTests(fits, clusterCount: answers.clusters?.count)
    (uniform, nonuniform, total) = (tests.uniform, tests.nonuniform, tests.total)
    let side = second.coefficientPosition(1)
    sideCoefficient = side.map { second.parameters[$0] }
    sideStandardError = side.flatMap { position in
      second.standardErrors[position] > 0 ? second.standardErrors[position] : nil
    }
    let null = cells.nullLogLikelihood
    rSquaredChange =
      nagelkerke(logLikelihoods[2], null: null, count: personCount)
      - nagelkerke(logLikelihoods[0], null: null, count: personCount)
    expectedDifference = cells.expectedDifference(third)
    standardizedDifference = expectedDifference / cells.standardDeviation
  }

  /// The tests of the second and third model.
  private struct ModelTests {
    var uniform: DifferenceTest?
    var nonuniform: DifferenceTest?
    var total: DifferenceTest?

    init(_ fits: [CumulativeLogitFit], clusterCount: Int?) {
      guard let clusterCount else {
        let deviances = fits.map(\.deviance)
        uniform = ratio(deviances[0], deviances[1], fits[1], 1)
        nonuniform = ratio(deviances[1], deviances[2], fits[2], 1)
        total = ratio(deviances[0], deviances[2], fits[2], 2)
        return
      }
      uniform = wald(fits[1], [1], clusterCount)
      nonuniform = wald(fits[2], [2], clusterCount)
      total = wald(fits[2], [1, 2], clusterCount)
    }

    private func ratio(
      _ smaller: Double, _ larger: Double, _ fit: CumulativeLogitFit, _ degreesOfFreedom: Int
    ) -> DifferenceTest? {
      guard fit.droppedTerms.isEmpty else { return nil }
      return DifferenceTest(chiSquared: smaller - larger, degreesOfFreedom: degreesOfFreedom)
    }

    private func wald(_ fit: CumulativeLogitFit, _ terms: [Int], _ clusterCount: Int) -> DifferenceTest? {
      let positions = terms.compactMap(fit.coefficientPosition)
      guard positions.count == terms.count, let factor = try? Cholesky(fit.covariance.submatrix(positions)) else {
        return nil
      }
      let whitened = factor.solveLower(positions.map { fit.parameters[$0] })
      return DifferenceTest(
        wald: whitened.reduce(0) { $0 + $1 * $1 }, degreesOfFreedom: terms.count, clusterCount: clusterCount)
    }
  }
}

/// (1 − exp(2 (l₀ − l) / n)) / (1 − exp(2 l₀ / n)).
private func nagelkerke(_ logLikelihood: Double, null: Double, count: Int) -> Double {
  let n = Double(count)
  return expm1(2 * (null - logLikelihood) / n) / expm1(2 * null / n)
}

extension CumulativeLogitFit {
  /// Position among the parameters of a term of the third model; `nil` when it was dropped or runs to infinity.
  fileprivate func coefficientPosition(_ term: Int) -> Int? {
    guard let place = terms.firstIndex(of: MatchedCells.terms[term]) else { return nil }
    let position = thresholds.count + place
    return divergentParameters.contains(position) ? nil : position
  }
}
