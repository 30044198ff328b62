public import Findings

/// Findings of a whole evaluation with invented numbers: 20 regions, 5 development areas, 3 waves, 2 arms.
///
/// The numbers hang together as those of a real run do: level tables add up, transitions nest in them, and what is
/// missing shows in the flow. One region has no data.
public enum SampleRun {
  public static let waves = ["baseline", "interim", "final"]
  public static let arms = ["control", "experimental"]
  public static let outcomes = ["physical", "communicative", "cognitive", "creative", "social_emotional"]

  /// A run whose tables are large enough for nothing to be hidden but what a caller makes small.
  public static func findings() -> RunFindings {
    RunFindings(
      run: "2026-11-21-3f9a1c", createdAt: "2026-11-21T09:30:00Z", provenance: provenance, pilot: pilot,
      flow: flow, effects: effects, design: design, verdicts: verdicts, alternatives: alternatives,
      tippingPoints: tippingPoints, subgroups: subgroups, heterogeneity: heterogeneity, doses: doses, raters: raters,
      levels: levels, levelRules: levelRules, equity: equity, transitions: transitions, progression: progression,
      transitionModels: transitionModels,
      growthPercentiles: growthPercentiles, risk: risk, valueAdded: valueAdded, quality: quality,
      compression: [CompressionFact(moments: "mixed_model:physical", rows: 20_400, cells: 1_260)],
      warnings: [
        FindingWarning(.ratedByTeacher, "Outcomes are rated by the children's own educators."),
        FindingWarning(.notRandomised, "The plan does not say that preschools were assigned at random."),
      ])
  }

  /// A real trial with continuous outcomes: no levels, no transitions, no risk, all waves after treatment.
  public static func continuousFindings() -> RunFindings {
    var result = findings()
    result.pilot.name = "Project STAR"
    result.pilot.isSynthetic = false
    result.pilot.isRandomised = true
    result.pilot.assignmentUnit = "group"
    result.pilot.levelRule = nil
    result.pilot.outcomes = [
      .init(
        key: "math", name: LocalizedText(kk: "Математика", ru: "Математика", en: "Mathematics"), minimum: 0,
        maximum: 800, hasLevels: false)
    ]
    result.pilot.waves = result.pilot.waves.map { wave in
      var after = wave
      after.isBefore = false
      return after
    }
    result.effects = effects.prefix(2 * estimators.count).map { effect in
      var renamed = effect
      renamed.outcome = "math"
      return renamed
    }
    result.verdicts = verdicts.prefix(2).map { verdict in
      var renamed = verdict
      renamed.outcome = "math"
      renamed.levelThree = .noData
      return renamed
    }
    result.design = DesignFindings(units: result.design.units)
    (result.alternatives, result.tippingPoints, result.subgroups, result.heterogeneity) = ([], [], [], [])
    (result.doses, result.raters) = ([], [])
    (result.levels, result.transitions, result.risk, result.warnings) = ([], [], RiskFindings(), [])
    result.progression = ProgressionFindings()
    result.valueAdded = ValueAddedFindings()
    (result.levelRules, result.equity, result.transitionModels, result.growthPercentiles) = ([], [], [], [])
    return result
  }

  static let provenance = Provenance(
    engine: "tarazy 0.1.0", planSHA256: String(repeating: "5a", count: 32),
    dataSHA256: String(repeating: "c3", count: 32), seed: 2026)

  static let areaNames: [String: LocalizedText] = [
    "physical": LocalizedText(
      kk: "Физикалық қасиеттерді дамыту", ru: "Развитие физических качеств", en: "Physical development"),
    "communicative": LocalizedText(
      kk: "Коммуникативтік дағдыларды дамыту", ru: "Развитие коммуникативных навыков", en: "Communication skills"),
    "cognitive": LocalizedText(
      kk: "Танымдық және зияткерлік дағдыларды дамыту",
      ru: "Развитие познавательных и интеллектуальных навыков", en: "Cognitive and intellectual skills"),
    "creative": LocalizedText(
      kk: "Шығармашылық дағдыларды, зерттеу іс-әрекетін дамыту",
      ru: "Развитие творческих навыков, исследовательской деятельности",
      en: "Creative skills and research activities"),
    "social_emotional": LocalizedText(
      kk: "Әлеуметтік-эмоционалды дағдыларды қалыптастыру",
      ru: "Формирование социально-эмоциональных навыков", en: "Social and emotional skills"),
  ]

  static let pilot = PilotFacts(
    name: "Ерте жастан еңбекке және кәсіпке баулу", isSynthetic: true, assignmentUnit: "preschool",
    isRandomised: false,
    waves: [
      .init(name: "baseline", schoolYear: "2025-26", officialWave: "interim", isBefore: true),
      .init(name: "interim", schoolYear: "2025-26", officialWave: "final", isBefore: false),
      .init(name: "final", schoolYear: "2026-27", officialWave: "start", isBefore: false),
    ],
    outcomes: outcomes.map { key in
      .init(
        key: key, name: areaNames[key] ?? LocalizedText(kk: key, ru: key, en: key), minimum: 1, maximum: 3,
        hasLevels: true)
    },
    covariates: ["sex", "age_months", "language"], primaryEstimator: "mixed_model",
    otherEstimators: ["cluster_robust", "wild_bootstrap", "randomization", "cluster_level"],
    randomIntercepts: ["preschool", "group", "child"], waveSlopes: ["preschool"],
    confidenceLevel: 0.95,
    multiplicity: "holm", smallestEffectOfInterest: 0.10, minimumCell: 10, minimumPreschools: 3, ownScopeMinimum: 5,
    levelRule: .init(cuts: [1.6, 2.4], roundingDecimals: 1, minimumItemShare: 0.75))
}

extension SampleRun {
  /// An invented number in [0, 1) that is the same for the same keys.
  public static func invented(_ keys: Int...) -> Double {
    var state: UInt64 = 0x9E37_79B9_7F4A_7C15
    for key in keys {
      state = (state ^ UInt64(bitPattern: Int64(key))) &* 0xBF58_476D_1CE4_E5B9
      state ^= state >> 29
    }
    return Double(state >> 11) / Double(1 << 53)
  }
}
