extension Plan.Effects {
  /// The mixed model with random intercepts of preschool, group and child and random waves of the units that were
  /// assigned to arms, every other estimator beside it.
  public static func standard(assigned unit: Plan.Assignment.Unit) -> Plan.Effects {
    Plan.Effects(
      primary: .mixedModel, also: Estimator.allCases.filter { $0 != .mixedModel }, arm: .assigned,
      randomIntercepts: [.preschool, .group, .child],
      waveSlopes: [unit == .preschool ? .preschool : .group], confidenceLevel: 0.95, multiplicity: .holm,
      smallestEffectOfInterest: nil)
  }
}

/// Reads the `effects` of a plan; keys that are absent keep their standard value.
func readEffects(_ field: YAMLField, assigned unit: Plan.Assignment.Unit) -> Plan.Effects? {
  let keys = field.keys(
    required: [],
    optional: [
      "primary", "also", "arm", "random_intercepts", "wave_slopes", "degrees_of_freedom", "confidence", "multiplicity",
      "replications",
      "smallest_effect_of_interest",
    ])
  guard let keys else { return nil }
  let standard = Plan.Effects.standard(assigned: unit)
  let primary = keys["primary"].map { $0.choice(Plan.Effects.Estimator.self) } ?? standard.primary
  let also = keys["also"].map { readAlso($0, primary: primary) } ?? standard.also.filter { $0 != primary }
  let arm = keys["arm"].map { $0.choice(Plan.Effects.ArmRule.self) } ?? standard.arm
  let intercepts = keys["random_intercepts"].map(readRandomIntercepts) ?? standard.randomIntercepts
  let slopes =
    keys["wave_slopes"].map { readWaveSlopes($0, among: intercepts ?? []) }
    ?? standard.waveSlopes.filter { (intercepts ?? []).contains($0) }
  let degrees = keys["degrees_of_freedom"].map { $0.choice(Plan.Effects.DegreesOfFreedom.self) } ?? .kenwardRoger
  let confidence = keys["confidence"].map { $0.number(in: .openUnit) } ?? standard.confidenceLevel
  let multiplicity = keys["multiplicity"].map { $0.choice(Plan.Effects.Multiplicity.self) } ?? standard.multiplicity
  let replications = keys["replications"].map { $0.wholeNumber(in: .between(99, 10_000_000)) } ?? standard.replications
  let smallest = keys["smallest_effect_of_interest"].map { $0.number(in: .positive) }
  guard let primary, let also, let arm, let intercepts, let slopes, let degrees, let confidence, let multiplicity,
    let replications
  else { return nil }
  return Plan.Effects(
    primary: primary, also: also, arm: arm, randomIntercepts: intercepts, waveSlopes: slopes,
    degreesOfFreedom: degrees, confidenceLevel: confidence, multiplicity: multiplicity, replications: replications,
    smallestEffectOfInterest: smallest ?? nil)
}

private func readAlso(_ field: YAMLField, primary: Plan.Effects.Estimator?) -> [Plan.Effects.Estimator]? {
  let names = field.distinct(allowingEmpty: true) { element in
    let estimator = element.choice(Plan.Effects.Estimator.self)
    if let estimator, estimator == primary { element.report(.repeatsPrimary(estimator.rawValue)) }
    return estimator?.rawValue
  }
  return names?.compactMap(Plan.Effects.Estimator.init(rawValue:))
}

/// At least one grouping factor, outermost first.
private func readRandomIntercepts(_ field: YAMLField) -> [Plan.Effects.RandomIntercept]? {
  let known = Plan.Effects.RandomIntercept.allCases.map(\.rawValue)
  guard let names = field.distinct({ $0.word(among: known) }) else { return nil }
  let ordered = known.filter(names.contains)
  if names != ordered { field.report(.notOutermostFirst(expected: ordered)) }
  return ordered.compactMap(Plan.Effects.RandomIntercept.init(rawValue:))
}

/// Grouping factors among those with a random intercept; none is allowed.
private func readWaveSlopes(
  _ field: YAMLField, among intercepts: [Plan.Effects.RandomIntercept]
) -> [Plan.Effects.RandomIntercept]? {
  let known = intercepts.filter { $0 != .child }.map(\.rawValue)
  let names = field.distinct(allowingEmpty: true) { $0.word(among: known) }
  return names.map { names in intercepts.filter { names.contains($0.rawValue) } }
}
