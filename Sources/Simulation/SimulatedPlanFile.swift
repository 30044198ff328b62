import Records

/// The plan that fits a simulated pilot of 2026.
struct SimulatedPlanFile {
  let assignment: Plan.Assignment.Unit
  let seed: UInt64

  var text: String {
    """
    # What is to be evaluated, and how. The official waves of January, May and September 2026 are the pilot's three waves.
    pilot: {name: "Synthetic pilot 2026", synthetic: true}
    waves:
      - {name: baseline, school_year: 2025-26, official_wave: interim, role: before}
      - {name: interim, school_year: 2025-26, official_wave: final, role: after}
      - {name: final, school_year: 2026-27, official_wave: start, role: after}
    arms: {control: control, experimental: experimental}
    # \(reason)
    assignment: {unit: \(assignment.rawValue), strata: [\(stratum)], randomised: true}
    outcomes: [physical, communicative, cognitive, creative, social_emotional]
    covariates: [sex, age_months, language]
    subgroups: [region, locality, ownership, language, sex, age_band, direction, special_needs, baseline_level]
    effects:
      primary: mixed_model
      also: [cluster_robust, wild_bootstrap, randomization, cluster_level]
      arm: assigned
      random_intercepts: [preschool, group, child]
      wave_slopes: [\(assignment.rawValue)]
      confidence: 0.95
      multiplicity: holm
      smallest_effect_of_interest: 0.10
    risk: {framework: risk.yml}
    disclosure: {minimum_cell: 10, minimum_preschools: 3, own_scope_minimum: 5}
    seed: \(seed)

    """
  }

  private var stratum: String { assignment == .preschool ? "region" : "preschool" }

  private var reason: String {
    switch assignment {
    case .preschool:
      "The simulator tosses a coin for each pair of preschools of a region; the real pilot need not have."
    case .group: "The simulator tosses a coin for each preschool's alternating groups; the real pilot need not have."
    }
  }
}
