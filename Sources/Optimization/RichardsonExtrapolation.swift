/// The limit of an estimate as its step goes to zero, from steps that halve.
enum RichardsonExtrapolation {
  /// Extrapolates estimates whose error is a series in even powers of the step.
  ///
  /// Every entry of the triangular table is a candidate; the one that differs least from its two neighbours of lower
  /// order is taken, for each component on its own (Ridders 1982), so that neither truncation nor rounding wins.
  /// Components that are never finite come out as NaN.
  ///
  /// - Parameters:
  ///   - firstStep: The largest step.
  ///   - levels: Number of steps, at least 2.
  ///   - estimate: The estimate for a step.
  /// - Returns: The extrapolated components.
  static func limit(firstStep: Double, levels: Int, _ estimate: (Double) -> [Double]) -> [Double] {
    precondition(levels >= 2, "\(levels) levels cannot be extrapolated")
    var previous = [estimate(firstStep)]
    var best = [Double](repeating: .nan, count: previous[0].count)
    var smallestError = [Double](repeating: .infinity, count: best.count)
    var step = firstStep
    for level in 1..<levels {
      step /= 2
      var current = [estimate(step)]
      var power = 1.0
      for order in 1...level {
        power *= 4
        var refined = current[order - 1]
        for component in best.indices {
          let sameStep = current[order - 1][component]
          let largerStep = previous[order - 1][component]
          refined[component] = sameStep + (sameStep - largerStep) / (power - 1)
          let error = max(abs(refined[component] - sameStep), abs(refined[component] - largerStep))
          if error <= smallestError[component] {
            smallestError[component] = error
            best[component] = refined[component]
          }
        }
        current.append(refined)
      }
      previous = current
    }
    return best
  }
}
