/// Small configuration files without faults; tests break one line at a time.
enum SampleYAML {
  static let instrument = """
    areas:
      physical: {kk: "дене", ru: "физическое", en: "physical"}
      creative: {kk: "шығармашылық", ru: "творческое", en: "creative"}
    items:
      - {code: 4-Ф.1, area: physical, activity: "Дене тәрбиесі"}
      - {code: 4-Ф.2, area: physical}
      - {code: 4-Ш.1, area: creative}
    forms:
      4-interim: {age_band: 4, official_wave: interim, items: [4-Ф.1, 4-Ф.2, 4-Ш.1]}
    continuous:
      math: {kk: "математика", ru: "математика", en: "mathematics", minimum: 300, maximum: 800}
    levels: {cuts: [1.6, 2.3], rounding_decimals: 1, minimum_item_share: 0.75}
    """

  static let risk = """
    blocks:
      outcome:
        name: {kk: "нәтиже", ru: "результат", en: "outcome"}
        indicators:
          level_one_share: {name: {kk: "а", ru: "б", en: "c"}, source: level_one_share, no_risk: 0.0, full_risk: 0.5, weight: 1}
    """

  static let plan = """
    pilot: {name: "Pilot 2026", synthetic: true}
    waves:
      - {name: baseline, school_year: 2025-26, official_wave: interim, role: before}
      - {name: interim, school_year: 2025-26, official_wave: final, role: after}
      - {name: final, school_year: 2026-27, official_wave: start, role: after}
    arms: {control: control, experimental: experimental}
    assignment: {unit: preschool, strata: [region]}
    outcomes: [physical, creative]
    covariates: [sex, age_months, math]
    effects: {primary: mixed_model, also: [cluster_robust], confidence: 0.9, smallest_effect_of_interest: 0.10}
    risk: {framework: risk.yml}
    disclosure: {minimum_cell: 12}
    seed: 2026
    """

  /// The text with one of its lines (counted from 1) replaced.
  static func replacing(line: Int, of text: String, with replacement: String) -> String {
    var lines = text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    lines[line - 1] = replacement
    return lines.joined(separator: "\n")
  }
}
