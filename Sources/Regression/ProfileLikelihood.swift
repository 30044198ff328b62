internal import Findings
internal import Foundation
internal import LinearAlgebra
internal import Probability

/// Test and interval of one coefficient from the penalised likelihood maximised over the others.
///
/// **Source.** Heinze & Schemper (2002), doi:10.1002/sim.1047, §2.3; Venzon & Moolgavkar (1988), Applied Statistics 37(1).
public struct ProfileLikelihood: Sendable, Codable, Equatable {
  /// Signed square root of twice the drop of the penalised log-likelihood at 0.
  public let signedRoot: Double
  /// From χ² with one degree of freedom.
  public let pValue: Double
  /// `nil` where the penalised likelihood never drops far enough.
  public let lower: Double?
  public let upper: Double?
}

extension PenalizedLikelihood {
  private static var maximumSearchCount: Int { 60 }
  private static var rootTolerance: Double { 1e-9 }

  /// The profile of a linear function of the coefficients about its estimate.
  ///
  /// - Parameters:
  ///   - contrast: The linear function.
  ///   - maximum: The unconstrained maximum.
  ///   - level: Confidence level in (0, 1).
  func profile(of contrast: [Double], at maximum: State, level: Double) throws(EstimationError) -> ProfileLikelihood {
    let estimate = dot(contrast, maximum.point)
    let null = try self.maximum(from: maximum.point, subjectTo: Constraint(contrast: contrast, value: 0))
    let root = (2 * max(0, maximum.value - null.value)).squareRoot()
    let signedRoot = estimate < 0 ? -root : root
    return ProfileLikelihood(
      signedRoot: signedRoot, pValue: StudentT(degreesOfFreedom: .infinity).twoSidedPValue(signedRoot),
      lower: try bound(of: contrast, at: maximum, side: -1, level: level),
      upper: try bound(of: contrast, at: maximum, side: 1, level: level))
  }

  /// Where the signed root reaches the normal quantile: Newton's method on the root, which is nearly linear.
  private func bound(
    of contrast: [Double], at maximum: State, side: Double, level: Double
  ) throws(EstimationError) -> Double? {
    let target = Normal().upperQuantile((1 - level) / 2)
    let estimate = dot(contrast, maximum.point)
    let error = dot(contrast, maximum.factor.solve(contrast)).squareRoot()
    var distance = target * error
    var point = maximum.point
    for _ in 0..<Self.maximumSearchCount {
      let constraint = Constraint(contrast: contrast, value: estimate + side * distance)
      let state = try self.maximum(from: point, subjectTo: constraint)
      let root = (2 * max(0, maximum.value - state.value)).squareRoot()
      let growth = -side * slope(state, constraint) / root
      guard root > 0, growth > 0 else { return nil }
      let change = (target - root) / growth
      point = state.point
      distance = min(max(distance + change, distance / 4), 4 * distance)
      if abs(change) <= Self.rootTolerance * distance { return estimate + side * distance }
    }
    return nil
  }
}
