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
  /// `nil` where the bound lies beyond what can be computed.
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
  /// - Returns: The test of 0 and the interval.
  /// - Throws: `EstimationError.notConverged`, `.singularSystem` of a constrained maximum.
  func profile(of contrast: [Double], at maximum: State, level: Double) throws(EstimationError) -> ProfileLikelihood {
    let estimate = dot(contrast, maximum.point)
    let null = try self.maximum(from: maximum.point, subjectTo: Constraint(contrast: contrast, value: 0))
    let root = (2 * max(0, maximum.value - null.value)).squareRoot()
    let signedRoot = estimate < 0 ? -root : root
    return ProfileLikelihood(
      signedRoot: signedRoot, pValue: StudentT(degreesOfFreedom: .infinity).twoSidedPValue(signedRoot),
      lower: bound(of: contrast, at: maximum, side: -1, level: level),
      upper: bound(of: contrast, at: maximum, side: 1, level: level))
  }

  /// Where the root of the drop reaches the normal quantile: Newton's method, kept between distances known to be too
  /// short and too long.
  private func bound(
    of contrast: [Double], at maximum: State, side: Double, level: Double
  ) -> Double? {
    let target = Normal().upperQuantile((1 - level) / 2)
    let estimate = dot(contrast, maximum.point)
    var distance = target * dot(contrast, maximum.factor.solve(contrast)).squareRoot()
    var (tooShort, tooLong) = (0.0, Double.infinity)
    var point = maximum.point
    for _ in 0..<Self.maximumSearchCount {
      let constraint = Constraint(contrast: contrast, value: estimate + side * distance)
      guard let state = try? self.maximum(from: point, subjectTo: constraint) else { return nil }
      point = state.point
      let root = (2 * max(0, maximum.value - state.value)).squareRoot()
      if root < target { tooShort = distance } else { tooLong = distance }
      let growth = root > 0 ? -side * slope(state, constraint) / root : 0
      let next = growth > 0 ? distance + (target - root) / growth : .infinity
      if abs(next - distance) <= Self.rootTolerance * distance { return estimate + side * next }
      let farthest = tooLong.isFinite ? tooLong : 4 * distance
      distance = next > tooShort && next < farthest ? next : (tooShort + farthest) / 2
    }
    return nil
  }
}
