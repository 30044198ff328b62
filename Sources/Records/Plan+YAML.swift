extension Plan {
  /// Reads `plan.yml` and checks it against the instrument.
  ///
  /// - Parameters:
  ///   - yaml: Text of the plan.
  ///   - file: Name of the plan for error messages.
  ///   - instrument: What the children are observed with; outcomes and covariates must be known to it.
  ///   - riskFramework: Gives the text of the file that `risk.framework` names, relative to the plan.
  /// - Throws: `ConfigurationError` with every problem of the plan and of the risk framework.
  public init(
    yaml: String, file: String = "plan.yml", instrument: Instrument,
    riskFramework: @escaping (String) throws -> String
  ) throws(ConfigurationError) {
    let reader = PlanReader(instrument: instrument, riskFramework: riskFramework)
    self = try YAMLDocument(yaml: yaml, file: file).value(reader.read)
  }

  /// Covariates that come from the records of children, groups and preschools.
  public static let recordCovariates = [
    "sex", "age_months", "language", "locality", "ownership", "special_needs",
  ]
}

/// The steps of reading a plan; each returns `nil` after it has reported why.
private struct PlanReader {
  let instrument: Instrument
  let riskFramework: (String) throws -> String

  func read(_ root: YAMLField) -> Plan? {
    let keys = root.keys(
      required: ["pilot", "waves", "assignment", "outcomes"],
      optional: ["arms", "covariates", "subgroups", "effects", "progression", "risk", "disclosure", "seed"])
    guard let keys else { return nil }
    keys["arms"].map(checkArms)
    let pilot = keys["pilot"].flatMap(readPilot)
    let waves = keys["waves"].flatMap(readWaves)
    let assignment = keys["assignment"].flatMap(readAssignment)
    let outcomes = keys["outcomes"].flatMap(readOutcomes)
    let covariates = keys["covariates"].map { readCovariates($0, outcomes: outcomes ?? []) } ?? []
    let subgroups = keys["subgroups"].map(readSubgroups) ?? []
    let unit = assignment?.unit ?? .preschool
    let effects = keys["effects"].map { readEffects($0, assigned: unit) } ?? .standard(assigned: unit)
    let progression = keys["progression"].map(readProgression) ?? Plan.Progression()
    let risk = keys["risk"].map(readRisk)
    let disclosure = keys["disclosure"].map(readDisclosure) ?? .standard
    let seed = keys["seed"].map { $0.seed() } ?? 1
    guard let pilot, let waves, let assignment, let outcomes, let covariates, let subgroups, let effects,
      let progression, let disclosure, let seed
    else { return nil }
    return Plan(
      pilot: pilot, waves: waves, assignment: assignment, outcomes: outcomes, covariates: covariates,
      subgroups: subgroups, effects: effects, progression: progression, risk: risk ?? nil, disclosure: disclosure,
      seed: seed)
  }

  /// The two arms carry their own names in this version.
  private func checkArms(_ field: YAMLField) {
    let names = Arm.allCases.map(\.rawValue)
    guard let keys = field.keys(required: names) else { return }
    for name in names { _ = keys[name]?.word(among: [name]) }
  }

  private func readPilot(_ field: YAMLField) -> Plan.Pilot? {
    guard let keys = field.keys(required: ["name", "synthetic"]) else { return nil }
    let (name, isSynthetic) = (keys["name"]?.text(), keys["synthetic"]?.flag())
    guard let name, let isSynthetic else { return nil }
    return Plan.Pilot(name: name, isSynthetic: isSynthetic)
  }

  private func readWaves(_ field: YAMLField) -> [Plan.Wave]? {
    guard let elements = field.elements() else { return nil }
    var waves: [Plan.Wave] = []
    for element in elements {
      guard let wave = readWave(element) else { continue }
      if waves.contains(where: { $0.name == wave.name }) { element.report(.duplicateValue(wave.name)) }
      if let previous = waves.last,
        (previous.schoolYear, previous.officialWave) >= (wave.schoolYear, wave.officialWave)
      {
        element.report(.waveOutOfOrder(previous: previous.name))
      }
      waves.append(wave)
    }
    guard waves.count == elements.count else { return nil }
    if !waves.contains(where: { $0.role == .after }) { field.report(.noWaveAfterTreatment) }
    return waves
  }

  private func readWave(_ field: YAMLField) -> Plan.Wave? {
    guard let keys = field.keys(required: ["name", "school_year", "official_wave", "role"]) else { return nil }
    let name = keys["name"]?.identifier()
    let schoolYear = keys["school_year"]?.schoolYear()
    let wave = keys["official_wave"]?.choice(OfficialWave.self)
    let role = keys["role"]?.choice(Plan.Wave.Role.self)
    guard let name, let schoolYear, let wave, let role else { return nil }
    return Plan.Wave(name: name, schoolYear: schoolYear, officialWave: wave, role: role)
  }

  private func readSubgroups(_ field: YAMLField) -> [Plan.Subgroup]? {
    let known = Plan.Subgroup.allCases.map(\.rawValue)
    let names = field.distinct(allowingEmpty: true) { $0.word(among: known) }
    return names?.compactMap(Plan.Subgroup.init(rawValue:))
  }

  private func readAssignment(_ field: YAMLField) -> Plan.Assignment? {
    guard let keys = field.keys(required: ["unit"], optional: ["strata", "randomised"]) else { return nil }
    let unit = keys["unit"]?.choice(Plan.Assignment.Unit.self)
    let places = ["region", "locality", "ownership"]
    let known = unit == .preschool ? places : places + ["preschool", "language", "age_band"]
    let strata = keys["strata"].map { $0.distinct(allowingEmpty: true) { $0.word(among: known) } } ?? []
    let isRandomised = keys["randomised"].map { $0.flag() } ?? false
    guard let unit, let strata, let isRandomised else { return nil }
    return Plan.Assignment(unit: unit, strata: strata, isRandomised: isRandomised)
  }

  private func readOutcomes(_ field: YAMLField) -> [String]? {
    let known = instrument.developmentAreas.map(\.key) + instrument.continuousOutcomes.map(\.key)
    return field.distinct { $0.word(among: known) }
  }

  private func readCovariates(_ field: YAMLField, outcomes: [String]) -> [String]? {
    let measured = instrument.continuousOutcomes.map(\.key).filter { !outcomes.contains($0) }
    return field.distinct(allowingEmpty: true) { $0.word(among: Plan.recordCovariates + measured) }
  }

  private func readProgression(_ field: YAMLField) -> Plan.Progression? {
    guard let keys = field.keys(required: [], optional: ["model", "plausible_values"]) else { return nil }
    let standard = Plan.Progression()
    let model = keys["model"].map { $0.choice(Plan.Progression.Model.self) } ?? standard.model
    let values = keys["plausible_values"].map { $0.wholeNumber(in: .between(2, 100)) } ?? standard.plausibleValues
    guard let model, let values else { return nil }
    return Plan.Progression(model: model, plausibleValues: values)
  }

  private func readRisk(_ field: YAMLField) -> RiskFramework? {
    guard let path = field.keys(required: ["framework"])?["framework"], let name = path.text() else { return nil }
    guard let yaml = try? riskFramework(name) else {
      path.report(.cannotRead(path: name))
      return nil
    }
    do throws(ConfigurationError) {
      return try RiskFramework(yaml: yaml, file: name)
    } catch {
      field.problems.append(error)
      return nil
    }
  }

  private func readDisclosure(_ field: YAMLField) -> Plan.Disclosure? {
    let keys = field.keys(
      required: [], optional: ["minimum_cell", "minimum_preschools", "own_scope_minimum"],
      later: ["round_counts_to"])
    guard let keys else { return nil }
    let standard = Plan.Disclosure.standard
    let cell = keys["minimum_cell"].map { $0.wholeNumber(in: .atLeast(1)) } ?? standard.minimumCell
    let preschools = keys["minimum_preschools"].map { $0.wholeNumber(in: .atLeast(1)) } ?? standard.minimumPreschools
    let own = keys["own_scope_minimum"].map { $0.wholeNumber(in: .atLeast(1)) } ?? standard.ownScopeMinimum
    guard let cell, let preschools, let own else { return nil }
    return Plan.Disclosure(minimumCell: cell, minimumPreschools: preschools, ownScopeMinimum: own)
  }
}

extension Plan.Disclosure {
  /// Ten children and three preschools for a released cell, five children inside an authority's own scope.
  public static let standard = Plan.Disclosure(minimumCell: 10, minimumPreschools: 3, ownScopeMinimum: 5)
}
