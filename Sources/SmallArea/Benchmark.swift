/// Moves estimates of areas so that they add up to an estimate of the whole.
///
/// Model estimates of regions, weighted by their populations, seldom add up to the country's direct estimate, and a
/// report that prints both must not contradict itself. The weighted sum of what is returned equals the target.
///
/// * `ratio` multiplies all estimates by one factor (weighted sum and target positive);
/// * `difference` adds the same amount to all;
/// * `errorWeighted` moves an area by w·mse / Σ w²·mse of the gap: the least change in units of the errors.
///
/// An estimate that would leave `range` is put on its bound and the others take up the rest. The mean squared error that
/// is returned adds the square of the move: exact for a posterior mean squared error and a fixed target; it leaves out
/// that the target is an estimate itself.
///
/// **Source.** Pfeffermann & Barnard (1991), doi:10.1080/07350015.1991.10509828; Wang, Fuller & Qu (2008), Survey
/// Methodology 34:29 (error-weighted); You, Rao & Dick (2004), Statistics in Transition 6:631 (mean squared error).
public struct Benchmark: Sendable, Codable, Equatable {
  /// How the gap is shared out.
  public enum Method: String, Sendable, Codable, CaseIterable {
    case ratio, difference
    case errorWeighted = "error_weighted"
  }

  public var method: Method
  /// What estimates may be: 0 … 1 for shares; `nil` for any number.
  public var range: ClosedRange<Double>?

  /// Creates a specification.
  public init(method: Method = .errorWeighted, range: ClosedRange<Double>? = nil) {
    self.method = method
    self.range = range
  }

  /// An area with its estimate.
  public struct Area: Sendable, Codable, Equatable {
    public var area: String
    public var estimate: Double
    /// Not negative.
    public var meanSquaredError: Double
    /// Share of the area in the whole, not negative.
    public var weight: Double

    /// Creates an area.
    public init(area: String, estimate: Double, meanSquaredError: Double, weight: Double) {
      self.area = area
      self.estimate = estimate
      self.meanSquaredError = meanSquaredError
      self.weight = weight
    }
  }

  /// Moves the estimates.
  ///
  /// - Parameters:
  ///   - areas: At least one; weights are divided by their sum.
  ///   - target: What the weighted mean of the areas is to be, usually the direct estimate of the whole.
  /// - Returns: One moved area per area, in the order given, with weights that add up to 1.
  /// - Throws: `SmallAreaError.benchmarkOutOfReach` when no move within the range or by a positive factor gives the
  ///   target; `.notFinite` for a number that is not finite, a negative error or weight.
  public func fit(_ areas: [Area], target: Double) throws(SmallAreaError) -> [Area] {
    for area in areas {
      guard area.estimate.isFinite, area.meanSquaredError >= 0, area.meanSquaredError.isFinite, area.weight >= 0,
        area.weight.isFinite
      else { throw .notFinite(area: area.area) }
    }
    let total = areas.reduce(0) { $0 + $1.weight }
    guard total > 0, target.isFinite else { throw .benchmarkOutOfReach(target: target) }
    let weights = areas.map { $0.weight / total }
    let moved = try moved(areas.map(\.estimate), weights, areas.map(\.meanSquaredError), target)
    return areas.indices.map { index in
      let move = moved[index] - areas[index].estimate
      return Area(
        area: areas[index].area, estimate: moved[index],
        meanSquaredError: areas[index].meanSquaredError + move * move, weight: weights[index])
    }
  }

  /// Each round puts at least one more area on its bound, or ends.
  private func moved(
    _ estimates: [Double], _ weights: [Double], _ errors: [Double], _ target: Double
  ) throws(SmallAreaError) -> [Double] {
    var bounds = [Double?](repeating: nil, count: estimates.count)
    while true {
      let free = estimates.indices.filter { bounds[$0] == nil }
      let fixed = zip(bounds, weights).reduce(0) { $0 + ($1.0 ?? 0) * $1.1 }
      let rest = target - fixed
      let sum = free.reduce(0) { $0 + weights[$1] * estimates[$1] }
      guard let shifts = shifts(free, estimates, weights, errors, sum: sum, rest: rest) else {
        throw .benchmarkOutOfReach(target: target)
      }
      var result = bounds.map { $0 ?? 0 }
      var isInside = true
      for (index, shift) in zip(free, shifts) {
        result[index] = estimates[index] + shift
        guard let range, !range.contains(result[index]) else { continue }
        bounds[index] = min(max(result[index], range.lowerBound), range.upperBound)
        isInside = false
      }
      if isInside { return result }
    }
  }

  private func shifts(
    _ free: [Int], _ estimates: [Double], _ weights: [Double], _ errors: [Double], sum: Double, rest: Double
  ) -> [Double]? {
    let gap = rest - sum
    switch method {
    case .ratio:
      guard sum > 0, rest >= 0 else { break }
      return free.map { estimates[$0] * gap / sum }
    case .difference:
      let weight = free.reduce(0) { $0 + weights[$1] }
      guard weight > 0 else { break }
      return free.map { _ in gap / weight }
    case .errorWeighted:
      let scale = free.reduce(0) { $0 + weights[$1] * weights[$1] * errors[$1] }
      guard scale > 0 else { break }
      return free.map { gap * weights[$0] * errors[$0] / scale }
    }
    // Nothing can be moved: right only when nothing has to be.
    return abs(gap) <= 1e-12 * max(abs(rest), abs(sum)) ? free.map { _ in 0 } : nil
  }
}
