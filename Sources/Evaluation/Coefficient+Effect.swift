internal import Findings

extension Coefficient {
  /// The coefficient as an effect; `nil` when it was not estimated.
  var effectEstimate: EffectFinding.Estimate? {
    guard let estimate, let standardError, let pValue, let interval else { return nil }
    return EffectFinding.Estimate(
      value: estimate, standardError: standardError, degreesOfFreedom: degreesOfFreedom, pValue: pValue,
      interval: interval)
  }
}
