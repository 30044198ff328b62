import Records
import Testing

private struct NoFile: Error {}

/// The sample plan with another assignment and other effects.
private func plan(unit: String, effects: String) throws(ConfigurationError) -> Plan {
  let assigned = SampleYAML.replacing(line: 7, of: SampleYAML.plan, with: "assignment: {unit: \(unit)}")
  let text = SampleYAML.replacing(line: 10, of: assigned, with: "effects: {\(effects)}")
  return try Plan(yaml: text, instrument: Instrument(yaml: SampleYAML.instrument)) { name in
    guard name == "risk.yml" else { throw NoFile() }
    return SampleYAML.risk
  }
}

/// Random waves of the units of assignment, unless the plan says otherwise.
@Suite struct WaveSlopesTests {
  @Test(
    arguments: ["confidence: 0.9", ""], [("preschool", Plan.Effects.RandomIntercept.preschool), ("group", .group)])
  func theDefaultIsTheAssignedUnit(_ effects: String, _ unit: (name: String, slope: Plan.Effects.RandomIntercept))
    throws
  {
    #expect(try plan(unit: unit.name, effects: effects).effects.waveSlopes == [unit.slope])
  }

  @Test func theDefaultNeedsARandomIntercept() throws {
    #expect(try plan(unit: "group", effects: "random_intercepts: [preschool, child]").effects.waveSlopes == [])
    #expect(try plan(unit: "preschool", effects: "random_intercepts: [preschool]").effects.waveSlopes == [.preschool])
  }

  @Test func noneIsAllowed() throws {
    #expect(try plan(unit: "preschool", effects: "wave_slopes: []").effects.waveSlopes == [])
  }

  @Test func severalAreKeptOutermostFirst() throws {
    #expect(
      try plan(unit: "group", effects: "wave_slopes: [group, preschool]").effects.waveSlopes == [.preschool, .group])
  }

  @Test(arguments: [
    ("wave_slopes: [child]", "plan.yml:10:25: effects.wave_slopes[1]: 'child' is not known here; use preschool, group"),
    (
      "random_intercepts: [preschool, child], wave_slopes: [preschool, group]",
      "plan.yml:10:75: effects.wave_slopes[2]: 'group' is not known here; use preschool"
    ),
  ])
  func othersAreErrorsAtTheirLine(_ effects: String, _ expected: String) {
    let error = #expect(throws: ConfigurationError.self) { try plan(unit: "preschool", effects: effects) }
    #expect(error?.problems.map(\.description) == [expected])
  }
}
