import Probability

extension PilotTruth {
  /// How regions differ beyond the trait at baseline and the reported rates, which differ anyway.
  ///
  /// A standard deviation of 0 leaves a rate alike in all regions. `TruthDocument.impliedEffects` are those of a region
  /// with the typical growth and rates.
  public struct RegionalVariation: Sendable, Equatable, Codable {
    /// Standard deviation between regions of a factor on `growth`, whose mean is 1.
    public var growthFactorStandardDeviation = 0.0
    /// Standard deviation between regions of logit(`participation.consentRefusedRate`).
    public var consentRefusedLogitStandardDeviation = 0.0
    /// Standard deviation between regions of logit(`participation.missingWaveRate`).
    public var missingWaveLogitStandardDeviation = 0.0
    /// Standard deviation between regions of logit(`participation.missingMarkRate`).
    public var missingMarkLogitStandardDeviation = 0.0
    /// Standard deviation between regions of logit(`raters.changeRate`).
    public var educatorChangeLogitStandardDeviation = 0.0
    /// Creates a variation of nothing.
    public init() {}
  }

  /// The truth of one region: its own growth and rates in place of the typical ones.
  func inRegion(_ code: String, _ draws: PilotDraws) -> PilotTruth {
    guard let variation = regionalVariation else { return self }
    let deviates = RegionalDeviates(region: code, draws: draws)
    var own = self
    own.regionalVariation = nil
    let factor = 1 + variation.growthFactorStandardDeviation * deviates["growth"]
    own.growth = AfterWaves(interim: factor * growth.interim, final: factor * growth.final)
    own.participation.missingWaveRate = deviates.rate(
      "missing_wave", participation.missingWaveRate, variation.missingWaveLogitStandardDeviation)
    own.participation.missingMarkRate = deviates.rate(
      "missing_mark", participation.missingMarkRate, variation.missingMarkLogitStandardDeviation)
    own.raters.changeRate = deviates.rate(
      "educator_change", raters.changeRate, variation.educatorChangeLogitStandardDeviation)
    own.participation.consentRefusedRate = deviates.rate(
      "consent_refused", participation.consentRefusedRate, variation.consentRefusedLogitStandardDeviation)
    // Consent that was refused cannot be withdrawn.
    own.participation.consentWithdrawnRate = min(
      participation.consentWithdrawnRate, 1 - own.participation.consentRefusedRate)
    return own
  }
}

/// Where a region lies among all regions, drawn by its name.
private struct RegionalDeviates {
  let region: String
  let draws: PilotDraws

  /// Standard normal.
  subscript(key: String) -> Double {
    var stream = draws.stream(.regionRate, "\(region)/\(key)")
    return stream.nextNormal()
  }

  /// The region's own rate; rates of 0 and 1 stay, and without a deviation every rate keeps its digits.
  func rate(_ key: String, _ typical: Double, _ logitStandardDeviation: Double) -> Double {
    guard logitStandardDeviation > 0, typical > 0, typical < 1 else { return typical }
    return ImplementationRates.logistic(ImplementationRates.logit(typical) + logitStandardDeviation * self[key])
  }
}
