import Foundation
public import Moments
internal import Tabular

/// Abilities of the cells of item moments, or of patterns of responses, with their standard errors.
///
/// Rows are cells or patterns in their order. Expected a posteriori (EAP) abilities are shrunken to the mean of the prior,
/// so that their differences between arms are too small by about the reliability: for comparisons of groups use plausible
/// values. Weighted likelihood (WLE) abilities need no prior and are finite for every score.
public struct AbilityScores: Sendable {
  private let fit: ItemResponseFit
  private let rows: ScoredRows
  private let equation: AbilityEquation

  /// Rows that a thread takes at once.
  private static let shareSize = 512

  /// The scores of the cells of item moments under a model of the Rasch family.
  ///
  /// - Throws: `ItemResponseError.scoreNotSufficient`, `.itemNotCalibrated`, `.categoryNotCalibrated`.
  public init(_ fit: ItemResponseFit, _ moments: ItemMoments) throws(ItemResponseError) {
    self.init(fit, try ScoredRows(fit, moments))
  }

  /// The scores of patterns of responses under any model; items without parameters have no say.
  public init(_ fit: ItemResponseFit, _ patterns: ResponsePatterns) {
    self.init(fit, ScoredRows(fit, patterns))
  }

  private init(_ fit: ItemResponseFit, _ rows: ScoredRows) {
    self.fit = fit
    self.rows = rows
    equation = AbilityEquation(fit.items, model: fit.model)
  }

  /// Means and standard deviations of the posterior distributions.
  ///
  /// - Parameter prior: One prior for all rows; `nil` gives every row that of its group.
  /// - Returns: One per row; `nil` where the fit holds no distribution for the group.
  /// - Complexity: O(rows × nodes × items).
  public func expectedAPosteriori(prior: AbilityDistribution? = nil) -> [AbilityEstimate?] {
    let priors = prior.map { [$0] } ?? fit.groups
    let likelihood = ResponseLikelihood(rows, fit, grid: ResponseLikelihood.usualGrid(of: fit, priors: priors))
    let densities = priors.map { likelihood.grid.logDensity($0) }
    return mapped { row in
      guard let group = prior == nil ? rows.groupOfRow[row] : 0 else { return nil }
      return posterior(likelihood.logLikelihoods(ofRow: row), densities[group], likelihood.grid)
    }
  }

  private func posterior(_ logs: [Double], _ density: [Double], _ grid: EvenGrid) -> AbilityEstimate {
    var joint = logs
    for node in joint.indices { joint[node] += density[node] }
    let largest = joint.max() ?? 0
    var (total, first) = (0.0, 0.0)
    for node in joint.indices {
      joint[node] = exp(joint[node] - largest)
      total += joint[node]
      first += joint[node] * grid.node(node)
    }
    let mean = first / total
    var square = 0.0
    for node in joint.indices { square += joint[node] * (grid.node(node) - mean) * (grid.node(node) - mean) }
    return AbilityEstimate(value: mean, standardError: (square / total).squareRoot())
  }

  /// Warm's weighted likelihood estimates: roots of l′ + J / 2I.
  ///
  /// - Returns: One per row; `nil` where the answers hold no information.
  /// - Source: Warm (1989), Psychometrika 54, 427–450; Penfield & Bergeron (2005) for polytomous items.
  public func weightedLikelihood() -> [AbilityEstimate?] {
    mapped { row in rows.items(ofRow: row).isEmpty ? nil : estimate(row, isWeighted: true) }
  }

  /// Maximum likelihood estimates.
  public func maximumLikelihood() -> [MaximumLikelihoodAbility] {
    mapped { row in
      let items = rows.items(ofRow: row).map { fit.items[Int($0)] }
      guard items.contains(where: { $0.categoryCount > 1 }) else { return .noInformation }
      let (lowest, highest) = extremes(row, items)
      if lowest { return .belowAll }
      if highest { return .aboveAll }
      return estimate(row, isWeighted: false).map { .finite($0) } ?? .noInformation
    }
  }

  /// Whether all answers are in the lowest, or all in the highest category.
  private func extremes(_ row: Int, _ items: [ItemParameters]) -> (lowest: Bool, highest: Bool) {
    let marks = rows.marks(ofRow: row)
    guard marks.isEmpty else {
      return (
        marks.allSatisfy { $0 == 0 }, zip(marks, items).allSatisfy { Int($0) == $1.categoryCount - 1 }
      )
    }
    let points = Int(rows.points[row])
    return (
      points == items.reduce(0) { $0 + $1.categories[0] },
      points == items.reduce(0) { $0 + $1.categories[$1.categoryCount - 1] }
    )
  }

  private func estimate(_ row: Int, isWeighted: Bool) -> AbilityEstimate? {
    let (items, marks) = (rows.items(ofRow: row), rows.marks(ofRow: row))
    let points = fit.model == .gradedResponse ? 0 : rows.points[row]
    let root = DecreasingRoot.find { theta in
      let sums = equation.sums(at: theta, items: items, marks: marks)
      return points + sums.derivative + (isWeighted ? sums.correction : 0)
    }
    guard let root else { return nil }
    let information = equation.sums(at: root, items: items, marks: marks).information
    guard information > 0 else { return nil }
    return AbilityEstimate(value: root, standardError: 1 / information.squareRoot())
  }

  /// The share of the variance of abilities that their EAP estimates hold: var(EAP) / (var(EAP) + mean(sd²)).
  ///
  /// - Parameter group: One group's persons, or `nil` for all whose group has a distribution.
  /// - Returns: A number from 0 to 1, with numbers of persons as denominators; `nil` when nobody is there.
  public func marginalReliability(group: String? = nil) -> Double? {
    let place = group.map { name in fit.groups.firstIndex { $0.group == name } }
    var (count, sum, square, error) = (0.0, 0.0, 0.0, 0.0)
    for (row, estimate) in expectedAPosteriori().enumerated() {
      guard let estimate, place == nil || place == rows.groupOfRow[row] else { continue }
      let persons = Double(rows.personCounts[row])
      count += persons
      sum += persons * estimate.value
      square += persons * estimate.value * estimate.value
      error += persons * estimate.standardError * estimate.standardError
    }
    guard count > 0 else { return nil }
    let variance = max(0, square / count - sum / count * (sum / count))
    return variance / (variance + error / count)
  }

  /// One value per row, on several threads.
  private func mapped<Value: Sendable>(_ transform: @Sendable (Int) -> Value) -> [Value] {
    let size = Self.shareSize
    return concurrentMap((rows.rowCount + size - 1) / size) { share in
      (share * size..<min(rows.rowCount, (share + 1) * size)).map(transform)
    }.flatMap(\.self)
  }
}

extension EvenGrid {
  /// Logarithm of a normal density at the nodes.
  func logDensity(_ distribution: AbilityDistribution) -> [Double] {
    let constant = -0.5 * log(2 * .pi * distribution.variance)
    return nodes.map { constant - ($0 - distribution.mean) * ($0 - distribution.mean) / (2 * distribution.variance) }
  }
}
