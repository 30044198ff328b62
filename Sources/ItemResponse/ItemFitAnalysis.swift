import Foundation
public import Moments

/// Whether each item of a calibration by the Rasch family behaves as the model says.
///
/// Infit and outfit come from the cells, persons at their weighted likelihood estimates or averaged over their posteriors;
/// S-X² compares, at every sum score of persons who answered all items, the categories observed with those expected from
/// the other items. All take persons as independent.
public struct ItemFitAnalysis: Sendable, Equatable {
  /// Least expected number in a cell of S-X².
  public var leastExpected: Double

  /// Creates a specification.
  public init(leastExpected: Double = 1) {
    precondition(leastExpected > 0, "least expected \(leastExpected)")
    self.leastExpected = leastExpected
  }

  /// The infit and outfit of every item with parameters, persons at their weighted likelihood estimates.
  ///
  /// - Parameters:
  ///   - calibration: A fit of the Rasch family.
  ///   - moments: The same items, usually the moments behind the fit.
  /// - Returns: One per item of the fit; `nil` when nobody answered.
  /// - Throws: `ItemResponseError.scoreNotSufficient`, `.itemNotCalibrated`, `.categoryNotCalibrated`.
  /// - Complexity: O(*c i*) for *c* cells and *i* items.
  public static func meanSquares(
    _ calibration: ItemResponseFit, _ moments: ItemMoments
  ) throws(ItemResponseError) -> [ResidualMeanSquares?] {
    let residuals = try CalibratedResiduals(calibration, moments)
    return calibration.items.indices.map { residuals.meanSquares(of: $0) }
  }

  /// Measures the fit of every item with parameters.
  ///
  /// - Parameters:
  ///   - calibration: A fit of the Rasch family.
  ///   - moments: The same items, usually the moments behind the fit.
  /// - Returns: One per item of the fit, in its order.
  /// - Throws: `ItemResponseError.scoreNotSufficient`, `.itemNotCalibrated`, `.categoryNotCalibrated`.
  /// - Complexity: O(*c q i*) for posteriors of *c* cells at *q* nodes and *i* items, O(*i² q s*) for S-X² with *s* scores.
  public func fit(
    _ calibration: ItemResponseFit, _ moments: ItemMoments
  ) throws(ItemResponseError) -> [ItemFit] {
    let residuals = try CalibratedResiduals(calibration, moments)
    let posterior = try PosteriorMeanSquares(calibration, moments)
    let tables = try ItemScoreTables(calibration, moments)
    return calibration.items.indices.map { item in
      ItemFit(
        item: calibration.items[item].item, weightedLikelihood: residuals.meanSquares(of: item),
        posterior: posterior.meanSquares(of: item), scoreFit: tables.scoreFit(of: item, leastExpected: leastExpected))
    }
  }
}

/// The fit of one item.
public struct ItemFit: Sendable, Codable, Equatable {
  public let item: String
  /// Persons at Warm's estimates, the extremes included; `nil` when nobody answered.
  public let weightedLikelihood: ResidualMeanSquares?
  /// Residuals averaged over the posteriors of persons whose group has a distribution.
  public let posterior: ResidualMeanSquares?
  /// S-X²; `nil` where too few persons answered all items.
  public let scoreFit: ScoreFit?
}

/// Observed cells beside what items with parameters lead to expect at the cells' weighted likelihood estimates.
struct CalibratedResiduals {
  let calibration: ItemResponseFit
  let moments: ItemMoments
  /// Position among the moments' items of each item with parameters; `nil` when the moments do not hold it.
  let positions: [Int?]
  /// Items × cells; `nil` for cells without the item.
  let expectations: [[ItemExpectation?]]

  init(_ calibration: ItemResponseFit, _ moments: ItemMoments) throws(ItemResponseError) {
    self.calibration = calibration
    self.moments = moments
    let abilities = try AbilityScores(calibration, moments).weightedLikelihood()
    positions = calibration.items.map { item in moments.items.firstIndex(of: item.item) }
    expectations = zip(calibration.items, positions).map { item, position in
      zip(moments.cells, abilities).map { cell, ability in
        guard let position, let ability, moments.patterns[cell.pattern].contains(position) else { return nil }
        return ItemExpectation(item, at: ability.value, model: calibration.model)
      }
    }
  }

  /// Persons per category of an item in a cell that holds it.
  func counts(of item: Int, inCell cell: Int) -> ArraySlice<Int>? {
    positions[item].flatMap { moments.counts(of: $0, in: moments.cells[cell]) }
  }

  func meanSquares(of item: Int) -> ResidualMeanSquares? {
    var sums = ResidualSums()
    for cell in moments.cells.indices {
      guard let expectation = expectations[item][cell], let counts = counts(of: item, inCell: cell) else { continue }
      sums.add(counts, expectation)
    }
    return sums.meanSquares
  }
}

/// Squared residuals averaged over the posteriors of cells.
///
/// **Source.** The definition of `msq.itemfit` in R's TAM (Robitzsch, Kiefer & Wu).
struct PosteriorMeanSquares {
  private let sums: [(outfit: Double, squares: Double, variance: Double, persons: Int)]

  init(_ calibration: ItemResponseFit, _ moments: ItemMoments) throws(ItemResponseError) {
    let likelihood = try ResponseLikelihood(calibration, moments)
    let nodes = likelihood.grid.nodes
    let tables = calibration.items.map { item in
      nodes.map { ItemExpectation(item, at: $0, model: calibration.model) }
    }
    let positions = calibration.items.map { item in moments.items.firstIndex(of: item.item) }
    let densities = moments.groups.map { name in
      calibration.groups.first { $0.group == name }.map { likelihood.grid.logDensity($0) }
    }
    var sums = calibration.items.map { _ in (outfit: 0.0, squares: 0.0, variance: 0.0, persons: 0) }
    for (row, cell) in moments.cells.enumerated() {
      guard let density = densities[cell.group] else { continue }
      let weights = normalized(zip(likelihood.logLikelihoods(ofRow: row), density).map { $0 + $1 })
      for (item, position) in positions.enumerated() {
        guard let position, let counts = moments.counts(of: position, in: cell) else { continue }
        sums[item].persons += counts.reduce(0, +)
        for (node, weight) in weights {
          let expectation = tables[item][node]
          let (square, persons) = expectation.squaredResiduals(counts)
          sums[item].outfit += weight * square / expectation.variance
          sums[item].squares += weight * square
          sums[item].variance += weight * Double(persons) * expectation.variance
        }
      }
    }
    self.sums = sums
  }

  func meanSquares(of item: Int) -> ResidualMeanSquares? {
    let (outfit, squares, variance, persons) = sums[item]
    guard persons > 0, variance > 0 else { return nil }
    return ResidualMeanSquares(
      outfit: outfit / Double(persons), infit: squares / variance, outfitZ: nil, infitZ: nil, personCount: persons)
  }
}

/// exp of the logarithms over its sum, without nodes that are negligible to rounding.
private func normalized(_ logs: [Double]) -> [(node: Int, weight: Double)] {
  let largest = logs.max() ?? 0
  let kept = logs.indices.filter { logs[$0] > largest - 45 }.map { (node: $0, weight: exp(logs[$0] - largest)) }
  let total = kept.reduce(0) { $0 + $1.weight }
  return kept.map { ($0.node, $0.weight / total) }
}
