internal import Findings
internal import Records

extension PilotFacts {
  /// What the plan and the instrument say, for the methods page.
  init(_ panel: Panel) {
    let (plan, instrument) = (panel.plan, panel.records.instrument)
    let names = Dictionary(
      instrument.developmentAreas.map { ($0.key, $0.names) } + instrument.continuousOutcomes.map { ($0.key, $0.names) }
    ) { first, _ in first }
    self.init(
      name: plan.pilot.name, isSynthetic: plan.pilot.isSynthetic, assignmentUnit: plan.assignment.unit.rawValue,
      isRandomised: plan.assignment.isRandomised,
      waves: plan.waves.map {
        Wave(
          name: $0.name, schoolYear: $0.schoolYear.description, officialWave: $0.officialWave.rawValue,
          isBefore: $0.role == .before)
      },
      outcomes: plan.outcomes.map { key in
        let scale = panel.scale(ofOutcome: key)
        return Outcome(
          key: key, name: (names[key] ?? Names(kk: key, ru: key, en: key)).localized, minimum: scale.minimum,
          maximum: scale.maximum, hasLevels: panel.hasLevels(outcome: key))
      },
      covariates: plan.covariates, primaryEstimator: plan.effects.primary.rawValue,
      otherEstimators: plan.effects.also.map(\.rawValue),
      randomIntercepts: plan.effects.randomIntercepts.map(\.rawValue),
      waveSlopes: panel.hasBaseline ? plan.effects.waveSlopes.map(\.rawValue) : [],
      degreesOfFreedom: plan.effects.degreesOfFreedom.rawValue, confidenceLevel: plan.effects.confidenceLevel,
      multiplicity: plan.effects.multiplicity.rawValue,
      smallestEffectOfInterest: plan.effects.smallestEffectOfInterest, minimumCell: plan.disclosure.minimumCell,
      minimumPreschools: plan.disclosure.minimumPreschools, ownScopeMinimum: plan.disclosure.ownScopeMinimum,
      levelRule: instrument.levelRule.map {
        LevelRuleFacts(
          cuts: $0.cuts, roundingDecimals: $0.roundingDecimals, minimumItemShare: $0.minimumItemShare)
      })
  }
}
