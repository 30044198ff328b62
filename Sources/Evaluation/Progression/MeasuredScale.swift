internal import Findings
internal import ItemResponse
internal import Moments
internal import Records

/// A scale with calibrated items and the plausible values of its children.
struct MeasuredScale: Sendable {
  let scale: ProgressionScale
  let moments: ItemMoments
  /// Cell of the moments of each person of the scale; `nil` for one without a mark.
  let cellOfPerson: [Int32?]
  let fit: ItemResponseFit
  let unit: ScaleUnit
  /// Draws × persons of the scale, in units of the scale.
  let abilities: [[Double]]
  /// Draws × persons: probability of level III on a complete sheet of the person's form.
  let levelThree: [[Double]]
  /// Share of the variance of abilities that the scores of single children hold.
  let marginalReliability: Double?
  /// Warm's estimate of each person with its standard error, in units of the scale; `nil` without a mark.
  let weightedLikelihoods: [(value: Double, standardError: Double)?]
  let warnings: [FindingWarning]

  /// Calibrates the items and draws the abilities.
  ///
  /// - Throws: `ItemResponseError` when the items cannot be put on a scale, `EstimationError` when the abilities cannot be
  ///   drawn.
  init(_ scale: ProgressionScale, panel: Panel) throws {
    self.scale = scale
    let collected = ItemMoments.collect(scale.responses, threadCount: 1)
    moments = collected.moments
    cellOfPerson = collected.cellOfPerson
    let calibration = try ScaleCalibration(scale, collected: collected, options: panel.plan.progression)
    fit = calibration.fit
    let unit = ScaleUnit(calibration.fit, reference: scale.responses.groups[0])
    self.unit = unit
    marginalReliability = calibration.scores.marginalReliability()
    let estimates = calibration.scores.weightedLikelihood()
    weightedLikelihoods = calibration.rowOfPerson.map { row in
      row.flatMap { estimates[Int($0)] }.map { unit.fromLogits($0) }
    }
    let draws = try PlausibleValues(count: panel.plan.progression.plausibleValues, seed: panel.plan.seed).fit(
      calibration.likelihood, cellOfRow: calibration.rowOfPerson, population: scale.population(panel),
      scale: "\(panel.plan.outcomes[scale.outcome])|\(scale.name)")
    abilities = draws.values.map { $0.map(unit.fromLogits) }
    levelThree = scale.probabilitiesOfLevelThree(draws.values, fit: fit, panel: panel)
    warnings = calibration.fit.warnings + draws.warnings
  }
}

/// The unit of a scale: the standard deviation of the control children at its first wave, about their mean.
struct ScaleUnit: Sendable {
  let originInLogits: Double
  let logitsPerUnit: Double

  init(_ fit: ItemResponseFit, reference: String) {
    let group = fit.groups.first { $0.group == reference } ?? fit.groups.first
    originInLogits = group?.mean ?? 0
    logitsPerUnit = group.map { $0.variance.squareRoot() } ?? 1
  }

  func fromLogits(_ ability: Double) -> Double { (ability - originInLogits) / logitsPerUnit }

  func fromLogits(_ estimate: AbilityEstimate) -> (value: Double, standardError: Double) {
    (fromLogits(estimate.value), estimate.standardError / logitsPerUnit)
  }

  func toLogits(_ value: Double) -> Double { originInLogits + value * logitsPerUnit }
}
