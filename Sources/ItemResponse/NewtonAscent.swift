internal import LinearAlgebra

/// Maximisation by damped Newton steps with exact derivatives, between bounds.
///
/// Where the information is not positive definite its eigenvalues are taken by their size, so that the step still climbs.
/// A coordinate that a bound stops, and whose gradient points beyond it, is held there.
struct NewtonAscent {
  /// Largest component of the gradient at which the search ends, after one more step.
  var tolerance: Double
  var maximumIterationCount: Int

  /// The function at a place, with its gradient and minus its second derivatives when they are asked for.
  struct Value {
    var value: Double
    var gradient: [Double]
    var information: SymmetricMatrix?
  }

  struct Maximum {
    var place: [Double]
    var value: Value
    /// Coordinates that are held at their bounds.
    var held: [Int]
    var iterationCount: Int
    /// Largest component of the gradient over the coordinates that are free.
    var gradientNorm: Double
  }

  /// No coordinate moves further in one step.
  private static let largestMove = 2.0
  private static let halvingCount = 30

  func run(
    from start: [Double], bounds: [ClosedRange<Double>], _ function: ([Double], Bool) -> Value
  ) throws(ItemResponseError) -> Maximum {
    var current = Maximum(
      place: start, value: function(start, true), held: [], iterationCount: 0, gradientNorm: .infinity)
    var isLastStep = false
    while true {
      let place = current.place
      let gradient = current.value.gradient
      current.held = place.indices.filter { coordinate in
        place[coordinate] <= bounds[coordinate].lowerBound && gradient[coordinate] <= 0
          || place[coordinate] >= bounds[coordinate].upperBound && gradient[coordinate] >= 0
      }
      let free = place.indices.filter { !current.held.contains($0) }
      current.gradientNorm = free.reduce(0) { max($0, abs(gradient[$1])) }
      if isLastStep && current.gradientNorm <= tolerance || free.isEmpty { return current }
      guard current.iterationCount < maximumIterationCount, current.gradientNorm.isFinite else { break }
      isLastStep = current.gradientNorm <= tolerance
      guard let step = step(current.value, free), advance(&current, along: step, free, bounds, function) else {
        if isLastStep { return current }
        break
      }
      current.iterationCount += 1
    }
    throw .notConverged(iterationCount: current.iterationCount)
  }

  /// The Newton step of the free coordinates, shortened where it is long.
  private func step(_ value: Value, _ free: [Int]) -> [Double]? {
    guard let information = value.information?.submatrix(free) else { return nil }
    let gradient = free.map { value.gradient[$0] }
    let step: [Double]
    if let factor = try? Cholesky(information) {
      step = factor.solve(gradient)
    } else {
      guard let eigen = try? SymmetricEigen(information) else { return nil }
      let floor = 1e-8 * (eigen.values.map(abs).max() ?? 0)
      step = eigen.applying { 1 / max(abs($0), floor) }.multiplied(by: gradient)
    }
    let longest = step.reduce(0) { max($0, abs($1)) }
    guard longest.isFinite else { return nil }
    return longest > Self.largestMove ? step.map { $0 * Self.largestMove / longest } : step
  }

  /// Moves along the step, halved until the function does not fall by more than rounding; false when it always does.
  private func advance(
    _ current: inout Maximum, along step: [Double], _ free: [Int], _ bounds: [ClosedRange<Double>],
    _ function: ([Double], Bool) -> Value
  ) -> Bool {
    let rounding = 64 * current.value.value.ulp
    var factor = 1.0
    for attempt in 0..<Self.halvingCount {
      var place = current.place
      for (position, coordinate) in free.enumerated() {
        let moved = place[coordinate] + factor * step[position]
        place[coordinate] = min(max(moved, bounds[coordinate].lowerBound), bounds[coordinate].upperBound)
      }
      var value = function(place, attempt == 0)
      if value.value >= current.value.value - rounding {
        if attempt > 0 { value = function(place, true) }
        current.place = place
        current.value = value
        return true
      }
      factor /= 2
    }
    return false
  }
}
