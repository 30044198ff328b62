import Records
import Testing

private struct NoFile: Error {}

private func plan(_ yaml: String) throws(ConfigurationError) -> Plan {
  try Plan(yaml: yaml, instrument: Instrument(yaml: SampleYAML.instrument)) { name in
    guard name == "risk.yml" else { throw NoFile() }
    return SampleYAML.risk
  }
}

private func problems(_ yaml: String) -> [String] {
  do throws(ConfigurationError) {
    _ = try plan(yaml)
    return []
  } catch {
    return error.problems.map(\.description)
  }
}

@Test func planIsReadWithItsDefaults() throws {
  let plan = try plan(SampleYAML.plan)
  #expect(plan.pilot == Plan.Pilot(name: "Pilot 2026", isSynthetic: true))
  #expect(plan.waves.map(\.name) == ["baseline", "interim", "final"])
  #expect(plan.waves.map(\.role) == [.before, .after, .after])
  #expect(plan.assignment == Plan.Assignment(unit: .preschool, strata: ["region"], isRandomised: false))
  #expect(plan.covariates == ["sex", "age_months", "math"])
  #expect(plan.effects.randomIntercepts == [.preschool, .group, .child])
  #expect(plan.effects.arm == .assigned)
  #expect(plan.effects.multiplicity == .holm)
  #expect(plan.effects.confidenceLevel == 0.9)
  #expect(plan.effects.smallestEffectOfInterest == 0.10)
  #expect(plan.disclosure == Plan.Disclosure(minimumCell: 12, minimumPreschools: 3, ownScopeMinimum: 5))
  #expect(plan.risk?.blocks.first?.indicators.first?.source == .levelOneShare)
  #expect(plan.seed == 2026)
}

@Test(arguments: [
  (
    3, "  - {name: baseline, school_year: 2026-27, official_wave: final, role: before}",
    "plan.yml:4:5: waves[2]: not later than"
  ),
  (
    3, "  - {name: baseline, school_year: 2025-27, official_wave: interim, role: before}",
    "plan.yml:3:35: waves[1].school_year: expected a school year"
  ),
  (
    4, "  - {name: baseline, school_year: 2025-26, official_wave: final, role: after}",
    "plan.yml:4:5: waves[2]: 'baseline' is given twice"
  ),
  (
    4, "  - {name: interim, school_year: 2025-26, official_wave: final}",
    "plan.yml:4:5: waves[2]: the key 'role' is missing"
  ),
  (
    6, "arms: {control: control, experimental: treated}",
    "plan.yml:6:40: arms.experimental: 'treated' is not known here"
  ),
  (7, "assignment: {unit: region}", "plan.yml:7:20: assignment.unit: 'region' is not known here; use preschool, group"),
  (
    7, "assignment: {unit: preschool, strata: [language]}",
    "plan.yml:7:40: assignment.strata[1]: 'language' is not known"
  ),
  (
    8, "outcomes: [physical, reading]",
    "plan.yml:8:22: outcomes[2]: 'reading' is not known here; use physical, creative, math"
  ),
  (8, "outcomes: []", "plan.yml:8:11: outcomes: the list is empty"),
  (8, "outcomes: physical", "plan.yml:8:11: outcomes: expected a list"),
  (9, "covariates: [sex, height]", "plan.yml:9:19: covariates[2]: 'height' is not known here"),
  (10, "effects: {replications: 10}", "plan.yml:10:25: effects.replications: 10 is out of range"),
  (10, "effects: {primary: magic}", "plan.yml:10:20: effects.primary: 'magic' is not known here"),
  (
    10, "effects: {also: [mixed_model]}",
    "plan.yml:10:18: effects.also[1]: 'mixed_model' is the primary estimator already"
  ),
  (
    10, "effects: {random_intercepts: [child, group]}",
    "plan.yml:10:30: effects.random_intercepts: list the grouping factors outermost first: group, child"
  ),
  (10, "effects: {confidence: 95}", "plan.yml:10:23: effects.confidence: 95 is out of range"),
  (10, "progression: {model: rasch}", "plan.yml:10:22: progression.model: 'rasch' is not known here"),
  (10, "progression: {plausible_values: 1}", "plan.yml:10:33: progression.plausible_values: 1 is out of range"),
  (10, "subgroups: [region, height]", "plan.yml:10:21: subgroups[2]: 'height' is not known here"),
  (11, "risk: {framework: none.yml}", "plan.yml:11:19: risk.framework: cannot read none.yml"),
  (12, "disclosure: {round_counts_to: 5}", "plan.yml:12:14: disclosure.round_counts_to: not available in this version"),
  (12, "disclosure: {minimum_cell: 0}", "plan.yml:12:28: disclosure.minimum_cell: 0 is out of range"),
  (13, "sead: 2026", "plan.yml:13:1: sead: unknown key; known here: pilot, waves"),
  (13, "seed: -1", "plan.yml:13:7: seed: expected a whole number"),
  (13, "seed: [1", "plan.yml:14:1: not YAML"),
])
func brokenLineOfAPlanIsNamed(line: Int, replacement: String, expected: String) {
  let found = problems(SampleYAML.replacing(line: line, of: SampleYAML.plan, with: replacement))
  #expect(found.count == 1, "\(found)")
  #expect(found.first?.hasPrefix(expected) ?? false, "\(found)")
}

@Test func allProblemsOfAPlanAreCollected() {
  let broken = SampleYAML.plan.replacing("role: after", with: "role: afterwards").replacing("seed", with: "seeds")
  #expect(problems(broken).map { $0.split(separator: ":")[1] } == ["13", "4", "5"])
}

@Test func planWithoutAWaveAfterTreatmentIsRefused() {
  let found = problems(SampleYAML.plan.replacing("role: after", with: "role: before"))
  #expect(found == ["plan.yml:3:3: waves: no wave has 'role: after', so there is nothing to evaluate"])
}

@Test(arguments: ["", "\n", "# only a comment"]) func emptyPlanIsRefused(yaml: String) {
  #expect(problems(yaml) == ["plan.yml:1:1: the file is empty"])
}

@Test func problemsOfTheRiskFrameworkNameItsFile() throws {
  let broken = SampleYAML.risk.replacing("full_risk: 0.5", with: "full_risk: 0.0")
  let error = #expect(throws: ConfigurationError.self) {
    try Plan(yaml: SampleYAML.plan, instrument: Instrument(yaml: SampleYAML.instrument)) { _ in broken }
  }
  #expect(
    error?.problems.map(\.description) == [
      "risk.yml:5:24: blocks.outcome.indicators.level_one_share: no_risk and full_risk are both 0.0; they must differ"
    ])
}

extension String {
  /// The text with every occurrence of `part` replaced.
  fileprivate func replacing(_ part: String, with other: String) -> String {
    split(separator: part, omittingEmptySubsequences: false).joined(separator: other)
  }
}
