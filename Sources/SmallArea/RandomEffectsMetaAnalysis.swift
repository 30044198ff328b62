public import Design
import LinearAlgebra

/// Random-effects meta-analysis: the mean effect of studies (or regions) that differ, and how much they differ.
///
/// Each study's effect is xᵀβ + u + e with var(u) = τ², the variance between studies, and var(e) = v, its own sampling
/// variance, taken as known. With few studies the normal test is too sure of τ²; Knapp and Hartung's scales the
/// covariance of β by the residual variance and uses Student's t on *k* − *p* degrees of freedom.
///
/// The interval of τ² is that of the Q-profile. I² and H² compare τ² with the typical sampling variance
/// (k − p) / tr P of Higgins and Thompson. The prediction interval, of the effect in a further study, is the mean ±
/// quantile · √(se² + τ²) with the same quantile as the mean's own interval: normal, or Student's on k − 1 degrees of
/// freedom with Knapp and Hartung's test (some programs use k − 2).
///
/// **Source.** Viechtbauer (2005, 2007, 2010); Knapp & Hartung (2003), doi:10.1002/sim.1482; Higgins & Thompson (2002).
/// Verified to 1e-8 relative against metafor 3.8.
public struct RandomEffectsMetaAnalysis: Sendable, Codable, Equatable {
  /// How the variance between studies is estimated.
  public enum Method: String, Sendable, Codable, CaseIterable {
    case restrictedMaximumLikelihood = "reml"
    case maximumLikelihood = "ml"
    case derSimonianLaird = "dl"
    case pauleMandel = "pm"
    case hedgesOlkin = "he"
    case sidikJonkman = "sj"
    /// One effect common to all studies: τ² is 0 by assumption.
    case fixed
  }

  public var method: Method
  /// Whether Knapp and Hartung's test is used instead of the normal one.
  public var usesKnappHartung: Bool
  /// Level of all intervals, in (0, 1).
  public var confidenceLevel: Double

  /// Creates a specification.
  public init(
    method: Method = .restrictedMaximumLikelihood, usesKnappHartung: Bool = true, confidenceLevel: Double = 0.95
  ) {
    precondition(confidenceLevel > 0 && confidenceLevel < 1, "confidence level \(confidenceLevel)")
    self.method = method
    self.usesKnappHartung = usesKnappHartung
    self.confidenceLevel = confidenceLevel
  }

  /// Combines studies, or regresses their effects on moderators.
  ///
  /// - Parameters:
  ///   - studies: At least one more than coefficients.
  ///   - moderators: One row per study; `nil` for the mean alone. Columns that depend on others are dropped with a
  ///     warning.
  /// - Returns: Coefficients, heterogeneity, and one shrunken effect per study in the order given.
  /// - Throws: `SmallAreaError` for too few studies, a variance that is not positive, a number that is not finite or
  ///   overflows.
  /// - Complexity: O(*k p*²) per step of some fifty.
  public func fit(
    _ studies: [StudyEffect], moderators: DesignMatrix? = nil
  ) throws(SmallAreaError) -> MetaAnalysisFit {
    for study in studies { try study.check() }
    let intercept = Matrix(column: [Double](repeating: 1, count: studies.count))
    let matrix = moderators?.matrix ?? intercept
    precondition(matrix.rowCount == studies.count, "\(matrix.rowCount) rows of moderators, \(studies.count) studies")
    guard matrix.isFinite else { throw .notFinite(area: "moderators") }
    let columns = OrthonormalColumns(matrix)
    let system = try system(studies, columns.basis)
    let hasIntercept = moderators?.hasIntercept ?? true
    var explained: Double?
    if hasIntercept, columns.kept.count > 1, method != .fixed {
      let total = try self.system(studies, OrthonormalColumns(intercept).basis).tau2
      explained = total > 0 ? max(0, 1 - system.tau2 / total) : nil
    }
    let fit = try answer(
      system, columns, studies, terms: moderators?.termNames ?? ["(Intercept)"], hasIntercept: hasIntercept,
      explainedShare: explained)
    guard fit.isFinite else { throw .extremeValues }
    return fit
  }

  private func system(_ studies: [StudyEffect], _ basis: Matrix) throws(SmallAreaError) -> MetaAnalysisSystem {
    guard studies.count > basis.columnCount, basis.columnCount > 0 else {
      throw .tooFewAreas(found: studies.count, required: basis.columnCount + 1)
    }
    let design = AreaDesign(
      orthonormal: basis, direct: studies.map(\.effect), variances: studies.map(\.variance))
    return try MetaAnalysisSystem(design, method: method)
  }
}

extension StudyEffect {
  fileprivate func check() throws(SmallAreaError) {
    guard variance.isFinite, variance > 0 else { throw .variance(area: study, value: variance) }
    guard effect.isFinite else { throw .notFinite(area: study) }
  }
}
