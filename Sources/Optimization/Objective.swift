/// A function to be minimised, its derivatives if they are known, and a count of its evaluations.
///
/// Where the function is not finite, the search sees a value above everything it has seen so far: a quadratic model
/// cannot be put through an infinity.
final class Objective {
  private let function: ([Double]) -> Double
  private let knownDerivatives: (([Double]) -> ObjectiveDerivatives?)?
  private var lastDerivatives: (point: [Double], value: ObjectiveDerivatives?)?
  private var worstFiniteValue = -Double.infinity
  private(set) var evaluationCount = 0
  private(set) var nonFiniteEvaluationCount = 0

  init(
    _ function: @escaping ([Double]) -> Double, derivatives: (([Double]) -> ObjectiveDerivatives?)? = nil
  ) {
    self.function = function
    knownDerivatives = derivatives
  }

  /// Whether derivatives need not be found by differences.
  var hasDerivatives: Bool { knownDerivatives != nil }

  /// The known derivatives, those of the last point kept.
  ///
  /// - Returns: `nil` where there are none.
  func derivatives(at point: [Double]) -> ObjectiveDerivatives? {
    if let lastDerivatives, lastDerivatives.point == point { return lastDerivatives.value }
    evaluationCount += 1
    let value = knownDerivatives?(point)
    lastDerivatives = (point, value)
    return value
  }

  /// The function as it is, NaN included.
  func value(at point: [Double]) -> Double {
    evaluationCount += 1
    let value = function(point)
    if value.isFinite {
      worstFiniteValue = max(worstFiniteValue, value)
    } else {
      nonFiniteEvaluationCount += 1
    }
    return value
  }

  /// The function, or a value above all those seen where it is not finite.
  func finiteValue(at point: [Double]) -> Double {
    let value = value(at: point)
    return value.isFinite ? value : worstFiniteValue + 1 + abs(worstFiniteValue)
  }
}
