internal import Findings
internal import Moments
internal import Records
internal import Regression

/// Effects on the latent scale and on the probability of level III: the design of the effects in points, with plausible
/// values in place of points.
///
/// Every draw is analysed by least squares with CR2 errors over preschools and Satterthwaite degrees of freedom; the
/// answers are pooled by Rubin's rules with Barnard and Rubin's degrees of freedom.
struct LatentEffectAnalysis {
  private let panel: Panel
  private let models: [EffectModel]

  init(_ panel: Panel) throws {
    self.panel = panel
    models = try EffectModel.models(of: panel)
  }

  /// One finding per wave that has an effect.
  func findings(_ draws: LatentDraws, warnings: [FindingWarning]) -> [LatentEffectFinding] {
    models.flatMap { model in
      let fits = Result { try self.fits(model, draws) }
      return model.effects.map { finding($0, fits: fits, draws: draws, omitted: model.omitted, warnings: warnings) }
    }
  }

  /// The fits of the abilities, then those of the probabilities.
  private func fits(_ model: EffectModel, _ draws: LatentDraws) throws -> [LinearRegressionFit] {
    let responses = draws.abilities + draws.levelThree
    return try stride(from: 0, to: responses.count, by: ClusterMoments.largestResponseCount).flatMap { start in
      let part = Array(responses[start...].prefix(ClusterMoments.largestResponseCount))
      let moments = try model.clusterMoments(outcomes: part)
      return try part.indices.map {
        try LinearRegression(covariance: .clusterRobust(.cr2)).fit(moments, response: $0)
      }
    }
  }

  private func finding(
    _ effect: EffectModel.Effect, fits: Result<[LinearRegressionFit], any Error>, draws: LatentDraws,
    omitted: [String], warnings: [FindingWarning]
  ) -> LatentEffectFinding {
    let (outcome, wave) = (panel.plan.outcomes[draws.outcome], panel.plan.waves[effect.wave].name)
    let cells = EffectCells(panel, outcome: draws.outcome, wave: effect.wave)
    let count = draws.abilities.count
    var finding = LatentEffectFinding(
      address: "latent:\(outcome).\(wave)", outcome: outcome, wave: wave, control: .shown(cells.control.counts),
      experimental: .shown(cells.experimental.counts), estimate: .noData, levelThree: .noData,
      measurementShare: .noData, plausibleValueCount: count, warnings: warnings + cells.warnings(omitted: omitted))
    guard cells.bothArmsObserved else { return finding }
    do {
      let level = panel.plan.effects.confidenceLevel
      let fits = try fits.get()
      let ability = try LatentDraws.pooled(effect.term, fits: Array(fits.prefix(count)), level: level)
      finding.estimate = Disclosable(ability.estimate)
      finding.measurementShare = .shown(ability.measurementShare)
      let probability = try LatentDraws.pooled(effect.term, fits: Array(fits.suffix(count)), level: level)
      finding.levelThree = Disclosable(probability.estimate)
    } catch {
      finding.warnings.append(.notEstimable(error))
    }
    return finding
  }
}
